package io.trueup.connector;

/**
 * What is wrong with a manifest.
 *
 * @param file its name
 * @param line from 1
 * @param column from 1
 * @param what what is wrong and what to do
 */
public record ManifestProblem(String file, int line, int column, String what) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + what;
  }
}
