package io.trueup.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a generated export folder: {@code WriteFolder DIR COMPANIES LINES RECORDS}. */
final class WriteFolder {
  private WriteFolder() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("usage: WriteFolder DIR COMPANIES LINES RECORDS");
    }
    new GeneratedFolder(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]))
        .write();
  }
}
