package io.trueup.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A company that an account may belong to.
 *
 * @param score how likely, 0 to 1; null where the rules give none
 * @param evidence what speaks for it, a sentence
 */
public record Candidate(
    String companyId, String companyName, @Nullable BigDecimal score, String evidence) {}
