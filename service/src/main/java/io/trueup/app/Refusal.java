package io.trueup.app;

/** What a command was given cannot be used, and nothing was computed: exit code 2. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line: what is wrong, where, and what to do. */
  Refusal(String what, Object where, String advice) {
    super(OneLine.of(what, where, advice));
  }

  /** Rules that have problems, a line each. */
  static Refusal brokenRules(String problems, int count, Object where) {
    return new Refusal(
        problems
            + "\n"
            + OneLine.of(
                count == 1 ? "a rule has a problem" : count + " problems in the rules",
                where,
                "mend them, or name another bundle"));
  }

  /** What is one line already. */
  static Refusal line(String line) {
    return new Refusal(OneLine.clean(line));
  }

  private Refusal(String message) {
    super(message);
  }
}
