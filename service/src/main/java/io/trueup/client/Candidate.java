package io.trueup.client;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A company that an account may belong to.
 *
 * @param score how likely, 0 to 1; null where the rules give none
 * @param evidence what speaks for it, a sentence
 * @param words how the two compare, by what is compared ({@code name}, {@code domain}, {@code
 *     reference}, {@code phone}, {@code city}, ...), in the words that rules read
 */
public record Candidate(
    String companyId,
    String companyName,
    @Nullable BigDecimal score,
    String evidence,
    Map<String, String> words) {
  public Candidate {
    words = words == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(words));
  }
}
