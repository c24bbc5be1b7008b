package io.trueup.facts;

/** What a discrepancy can be about. Every subject of a run gets exactly one discrepancy. */
public sealed interface Subject
    permits Position,
        UnbilledUsage,
        UnaccountedUsage,
        UnlinkedAccount,
        DisputedUsage,
        InactiveCompanyUsage,
        RejectedRows,
        ComponentCoverage,
        SecondOpinion {
  /** Tells subjects of one kind apart; the same in every month. */
  String key();
}
