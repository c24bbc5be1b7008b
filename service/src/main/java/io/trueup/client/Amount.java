package io.trueup.client;

import java.math.BigDecimal;

/** Money a month, in one currency. */
public record Amount(String currency, BigDecimal amount) {}
