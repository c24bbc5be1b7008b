package io.trueup.stage;

import io.trueup.facts.Accepted;
import io.trueup.facts.AccountMatch;
import io.trueup.facts.BillingPosition;
import io.trueup.facts.Candidate;
import io.trueup.facts.Compared;
import io.trueup.facts.ComponentCoverage;
import io.trueup.facts.ConfirmedLink;
import io.trueup.facts.Counted;
import io.trueup.facts.Decision;
import io.trueup.facts.Discrepancy;
import io.trueup.facts.DisputedUsage;
import io.trueup.facts.Exclusion;
import io.trueup.facts.IdleSeat;
import io.trueup.facts.InactiveCompanyUsage;
import io.trueup.facts.Integration;
import io.trueup.facts.IntegrationDoubt;
import io.trueup.facts.Listed;
import io.trueup.facts.MatchObjection;
import io.trueup.facts.NotCounted;
import io.trueup.facts.PolicySwitch;
import io.trueup.facts.PolicyText;
import io.trueup.facts.Position;
import io.trueup.facts.PriceDrift;
import io.trueup.facts.RejectedRows;
import io.trueup.facts.SecondOpinion;
import io.trueup.facts.Selection;
import io.trueup.facts.SyncStatus;
import io.trueup.facts.Threshold;
import io.trueup.facts.Unaccounted;
import io.trueup.facts.UnaccountedUsage;
import io.trueup.facts.UnbilledUsage;
import io.trueup.facts.UnlinkedAccount;
import io.trueup.facts.Usage;
import io.trueup.rulebase.FactModel;
import io.trueup.rulebase.Limits;
import io.trueup.rulebase.Readings;
import io.trueup.rulebase.RuleBundle;
import io.trueup.rulebase.RuleBundle.Stage;
import io.trueup.rulebase.TableRules;
import io.trueup.rulebase.WrittenRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts that rules may name, and bundles that are read with them. */
public final class RuleFacts {
  /** Every type that a rule may look at or conclude. */
  public static final List<Class<?>> TYPES =
      List.of(
          Accepted.class,
          AccountMatch.class,
          BillingPosition.class,
          Candidate.class,
          Compared.class,
          ComponentCoverage.class,
          ConfirmedLink.class,
          Counted.class,
          Decision.class,
          Discrepancy.class,
          DisputedUsage.class,
          Exclusion.class,
          IdleSeat.class,
          InactiveCompanyUsage.class,
          Integration.class,
          IntegrationDoubt.class,
          Listed.class,
          MatchObjection.class,
          NotCounted.class,
          PolicySwitch.class,
          PolicyText.class,
          Position.class,
          PriceDrift.class,
          RejectedRows.class,
          SecondOpinion.class,
          Selection.class,
          SyncStatus.class,
          Threshold.class,
          Unaccounted.class,
          UnaccountedUsage.class,
          UnbilledUsage.class,
          UnlinkedAccount.class,
          Usage.class);

  private static final List<Class<?>> POLICY =
      List.of(Threshold.class, PolicyText.class, PolicySwitch.class, Listed.class);

  /**
   * What each stage is given beside the policy; the other types are there once rules of the stage
   * conclude them. A rule that asks for anything else is refused.
   */
  static final Map<Stage, List<Class<?>>> GIVEN =
      Map.of(
          Stage.CLIENT_MATCHING,
          withPolicy(Candidate.class, ConfirmedLink.class, Integration.class),
          Stage.SERVICE_MAPPING,
          withPolicy(BillingPosition.class, Decision.class, Selection.class, Usage.class),
          Stage.DISCREPANCIES,
          withPolicy(
              ComponentCoverage.class,
              Decision.class,
              DisputedUsage.class,
              InactiveCompanyUsage.class,
              Position.class,
              RejectedRows.class,
              SecondOpinion.class,
              SyncStatus.class,
              UnaccountedUsage.class,
              UnbilledUsage.class,
              UnlinkedAccount.class));

  private static final FactModel MODEL = FactModel.of(TYPES, GIVEN);

  private RuleFacts() {}

  /** What the rule language knows of these types. */
  public static FactModel model() {
    return MODEL;
  }

  /**
   * Reads and checks a bundle of the three stages.
   *
   * @param files texts by path: {@code discrepancies/quantity.drl}, {@code policy.yml}
   * @return the bundle, or every problem of every file
   */
  public static RuleBundle.Loaded load(Map<String, String> files) {
    return RuleBundle.load(files, MODEL, Limits.DEFAULT);
  }

  /** The same, and files that {@code readings} knows are not read again. */
  public static RuleBundle.Loaded load(Map<String, String> files, Readings readings) {
    return RuleBundle.load(files, MODEL, Limits.DEFAULT, readings);
  }

  /**
   * Checks a bundle, with advice.
   *
   * @param tested ids of the rules that some scenario names; null when scenarios are not known
   */
  public static RuleBundle.Checked check(
      Map<String, String> files, Readings readings, @Nullable Set<String> tested) {
    return RuleBundle.check(files, MODEL, Limits.DEFAULT, readings, tested);
  }

  /**
   * What a decision table says as DRL.
   *
   * @param path in a bundle; the folder is the stage
   * @param csv the table
   */
  public static TableRules.Shown table(String path, String csv) {
    return TableRules.drl(path, csv, MODEL, Limits.DEFAULT);
  }

  /** The rules of a file as they were written; see {@link WrittenRule#of}. */
  public static List<WrittenRule> written(String path, String text) {
    return WrittenRule.of(path, text, MODEL);
  }

  private static List<Class<?>> withPolicy(Class<?>... types) {
    List<Class<?>> all = new ArrayList<>(POLICY);
    all.addAll(List.of(types));
    return List.copyOf(all);
  }
}
