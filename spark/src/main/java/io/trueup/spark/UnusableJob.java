package io.trueup.spark;

/** Nothing can be reconciled: arguments, rules or the whole input cannot be used. */
final class UnusableJob extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is wrong, with the value
   * @param advice what to do about it
   */
  UnusableJob(String what, String advice) {
    super(what + "; " + advice);
  }
}
