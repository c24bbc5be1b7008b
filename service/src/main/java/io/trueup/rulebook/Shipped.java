package io.trueup.rulebook;

/** The bundle that this version of the program brings: rules, policy, presets and scenarios. */
public final class Shipped {
  private static final class Holder {
    static final BundleContent CONTENT = BundleContent.of(BundleFiles.shipped());
  }

  private Shipped() {}

  /** All its files, read once. */
  public static BundleContent content() {
    return Holder.CONTENT;
  }
}
