package io.trueup.reconcile;

/**
 * Which program computed a result.
 *
 * @param program Trueup's version, {@code development} when it was not run from its jar
 * @param revision see {@link #REVISION}
 */
public record EngineVersion(String program, int revision) {
  /**
   * Counts the changes of the engine and of the result's form after which the same input, rules and
   * day give other bytes. Raised with each such change, so that a replay that differs can say
   * whether the engine is the reason.
   */
  public static final int REVISION = 3;

  /** This program. */
  public static EngineVersion current() {
    String version = EngineVersion.class.getPackage().getImplementationVersion();
    return new EngineVersion(version == null ? "development" : version, REVISION);
  }
}
