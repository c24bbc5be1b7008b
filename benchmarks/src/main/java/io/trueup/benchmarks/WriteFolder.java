package io.trueup.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a generated export folder to look at or to profile: {@code WriteFolder FOLDER S|M|L}. */
final class WriteFolder {
  private WriteFolder() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: WriteFolder FOLDER S|M|L");
    }
    new GeneratedFolder(Path.of(args[0]), Size.valueOf(args[1])).write();
  }
}
