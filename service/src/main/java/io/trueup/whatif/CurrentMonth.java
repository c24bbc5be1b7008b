package io.trueup.whatif;

import io.trueup.reconcile.RunInput.Told;
import io.trueup.reconcile.RunRow;
import io.trueup.stage.MappedMonth;
import io.trueup.stage.MappingSurvey;
import org.jspecify.annotations.Nullable;

/**
 * A month as a run that was started now would see it. What its mappings count is found out once.
 */
public final class CurrentMonth {
  private final RunRow run;
  private final Told told;
  private final MappedMonth month;
  private final MappingChoices choices;
  private @Nullable MappingSurvey survey;

  CurrentMonth(RunRow run, Told told, MappedMonth month) {
    this.run = run;
    this.told = told;
    this.month = month;
    this.choices = MappingChoices.of(month.month());
  }

  /** The finished run whose data it is. */
  public RunRow run() {
    return run;
  }

  /** What people had decided when it was read. */
  public Told told() {
    return told;
  }

  /** The month. */
  public MappedMonth month() {
    return month;
  }

  /** What there is to choose from when a mapping is written. */
  public MappingChoices choices() {
    return choices;
  }

  /** What its mappings count, and what they leave open. */
  public synchronized MappingSurvey survey() {
    MappingSurvey known = survey;
    if (known == null) {
      known = month.survey();
      survey = known;
    }
    return known;
  }
}
