package io.trueup.stage;

import io.trueup.facts.Candidate;
import io.trueup.match.Found;
import java.math.BigDecimal;

/** A company that an account could belong to. Immutable. */
public final class RankedCompany {
  private final Found found;
  private final int at;
  private final Candidate fact;
  private final boolean likely;

  /**
   * @param at its place among the companies that were found
   * @param likely whether the policy thinks it worth a suggestion
   */
  RankedCompany(Found found, int at, boolean likely) {
    this.found = found;
    this.at = at;
    this.fact = found.fact(at);
    this.likely = likely;
  }

  /** The company. */
  public String companyId() {
    return fact.companyId();
  }

  /** Its display name. */
  public String companyName() {
    return fact.companyName();
  }

  /** 0 to 1, for the order only. */
  public BigDecimal score() {
    return fact.score();
  }

  /** Whether the policy thinks it worth a suggestion; the others are alike at best. */
  public boolean likely() {
    return likely;
  }

  /** What speaks for it and against it, one sentence, made when it is asked for. */
  public String evidence() {
    return found.sentence(at);
  }

  /** The same in the words that rules read. */
  public Candidate fact() {
    return fact;
  }

  @Override
  public String toString() {
    return fact + " likely=" + likely + " " + evidence();
  }
}
