package io.trueup.stage;

import io.trueup.facts.UsageRecord;
import java.util.List;

/**
 * What became of one usage record.
 *
 * @param record the record
 * @param companyId the company whose usage it is, empty when its account is linked to none
 * @param fate counted, excluded or unaccounted
 * @param additionIds lines that it counts towards, empty when none bills it
 * @param reason why, as a code; empty for usage that a billing line counts
 * @param ruleIds the rules that decided
 */
public record UsageRow(
    UsageRecord record,
    String companyId,
    String fate,
    List<String> additionIds,
    String reason,
    List<String> ruleIds) {}
