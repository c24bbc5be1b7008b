package io.trueup.app;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest carries; {@code development} when run from classes. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"trueup " + (version == null ? "development" : version)};
  }
}
