package io.trueup.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a job is measured against: a loop over the same folders with the engine alone, in one JVM,
 * that writes the same files. {@code EngineLoop INPUT OUT DAY}.
 */
final class EngineLoop {
  private EngineLoop() {}

  public static void main(String[] args) throws IOException {
    JobArguments job = JobArguments.of("--input", args[0], "--out", args[1]);
    Map<String, String> rules = RuleTexts.shipped();
    for (FolderInput folder : FolderInput.list(job, new org.apache.hadoop.conf.Configuration())) {
      Path to = Files.createDirectories(Path.of(args[1]).resolve(folder.key().folder()));
      Path from = Path.of(args[0]).resolve(folder.key().folder());
      for (Map.Entry<String, String> file :
          EngineRun.files(EngineRun.of(from, args[2], rules)).entrySet()) {
        Files.writeString(to.resolve(file.getKey()), file.getValue());
      }
    }
  }
}
