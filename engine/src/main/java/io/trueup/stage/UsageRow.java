package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import java.util.List;

/**
 * What became of one usage record.
 *
 * @param record the record
 * @param companyId the company whose usage it is, empty when it is nobody's
 * @param fate counted, excluded or unaccounted
 * @param additionIds lines that it counts towards, empty when none bills it
 * @param reason why, as a code; empty for usage that a billing line counts
 * @param ruleIds the rules that decided
 * @param split the split of the account that it goes by, as in {@code office=North}; empty where it
 *     goes with its account, several where they disagree
 */
public record UsageRow(
    UsageRecord record,
    String companyId,
    String fate,
    List<String> additionIds,
    String reason,
    List<String> ruleIds,
    String split) {}
