package io.trueup.match;

import io.trueup.match.NameComparison.Kind;

/** How likely an account is a company's, for the order of candidates alone: rules decide. */
final class Likelihood {
  /** The score that is likely and unlikely alike, and how fast that changes around it. */
  private static final double MIDDLE = 7;

  private static final double SPREAD = 3;

  private Likelihood() {}

  /** A score as thousandths of 1. */
  static int thousandths(double score) {
    return (int) Math.round(1000 / (1 + Math.exp((MIDDLE - score) / SPREAD)));
  }

  /**
   * Higher is likelier. Found by trial on labelled sets; only the order of candidates rests on it.
   */
  static double of(PairEvidence pair) {
    double sum =
        switch (pair.reference()) {
          case "company_id" -> pair.name().kind() == Kind.NONE ? 9 : 20;
          case "short_code" -> pair.name().kind() == Kind.NONE ? 7 : 14;
          case "shared" -> 5;
          case "another" -> -4;
          default -> 0;
        };
    sum +=
        switch (pair.domain()) {
          case "own", "own_among_others" -> 12;
          case "own_and_another" -> 7;
          case "shared" -> 5;
          case "another" -> -3;
          case "different" -> -1;
          default -> 0;
        };
    sum +=
        switch (pair.domainName()) {
          case "same" -> 5;
          case "companys" -> 4;
          case "initials" -> 3;
          case "beginning" -> 2.5;
          case "longer" -> 2;
          default -> 0;
        };
    sum +=
        switch (pair.phone()) {
          case "same" -> 8;
          case "shared" -> 4;
          case "another" -> -2;
          case "different" -> -1.5;
          default -> 0;
        };
    sum += pair.city().equals("same") ? 1.5 : pair.city().equals("different") ? -1.5 : 0;
    sum += pair.state().equals("same") ? 0.5 : pair.state().equals("different") ? -0.5 : 0;
    sum -= pair.country().equals("different") ? 2 : 0;
    sum += ofName(pair) + 3 * pair.letters();
    sum +=
        pair.code().equals("is_name")
            ? 7
            : pair.code().equals("shared") ? 4 : pair.code().equals("in_name") ? 3 : 0;
    sum += pair.parentAgrees() && !pair.nameOf().equals("parent") ? 2 : 0;
    sum +=
        switch (pair.legalForm()) {
          case "same" -> 0.4;
          case "different" -> -0.3;
          case "foreign" -> -0.6;
          case "missing" -> pair.hasForm() ? 0 : -0.05;
          default -> 0;
        };
    return pair.company().company().active() ? sum : sum - 0.4;
  }

  private static double ofName(PairEvidence pair) {
    double ratio = pair.name().ratio();
    return switch (pair.name().kind()) {
          case IDENTICAL -> 10;
          case SAME -> 9.5;
          case EXPLAINED -> 9;
          case REORDERED -> 8.5;
          case SPELLING -> 8 - 0.3 * pair.name().differences();
          case INITIALS -> 5;
          case SHORTENED -> 2 + 5 * ratio;
          case EXTENDED -> 1.5 + 5 * ratio + (pair.name().extraApart() ? 1.5 : 0);
          case OVERLAP -> 4 * ratio;
          case NONE -> 0;
        }
        + (pair.name().cut() ? 0.7 : 0)
        - (pair.nameOf().equals("parent") ? 0.5 : 0);
  }
}
