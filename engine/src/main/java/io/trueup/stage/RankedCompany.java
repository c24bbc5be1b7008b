package io.trueup.stage;

import io.trueup.facts.Candidate;
import java.math.BigDecimal;

/**
 * A company that an account could belong to.
 *
 * @param companyId the company
 * @param companyName its display name
 * @param score 0 to 1, for the order only
 * @param likely whether the policy thinks it worth a suggestion; the others are alike at best
 * @param evidence what speaks for it and against it, one sentence
 * @param fact the same in the words that rules read
 */
public record RankedCompany(
    String companyId,
    String companyName,
    BigDecimal score,
    boolean likely,
    String evidence,
    Candidate fact) {}
