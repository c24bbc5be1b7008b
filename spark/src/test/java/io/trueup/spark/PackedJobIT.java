package io.trueup.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job as it is submitted: {@code spark-submit} with the packed jar, on a class path of Spark's
 * own versions and without any of the engine's libraries.
 */
@EnabledIfSystemProperty(named = "trueup.job", matches = ".+")
final class PackedJobIT {
  private static final List<String> PACKED =
      List.of(
          "/org/drools/",
          "/org/kie/",
          "/org/antlr/",
          "/com/ibm/icu/",
          "/com/google/guava/guava/",
          "/com/google/re2j/",
          "/org/yaml/",
          "/de/siegmar/");

  @TempDir private Path work;

  @Test
  void the_packed_jar_gives_the_engines_bytes_beside_sparks_own_libraries()
      throws IOException, InterruptedException {
    Path input = work.resolve("in");
    Path out = work.resolve("out");
    TenantMonth key = new TenantMonth("T1", "2026-11");
    Path folder = GeneratedMonths.write(input, key.tenant(), key.month(), 24);
    Files.createDirectories(input.resolve("tenant=T2/month=2026-11"));

    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("trueup.spark.jvm").split(" ", -1)));
    command.addAll(List.of("-Xmx768m", "-cp", String.join(File.pathSeparator, classPath())));
    command.addAll(
        List.of(
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--class",
            ReconcileJob.class.getName(),
            System.getProperty("trueup.job"),
            "--input",
            input.toString(),
            "--out",
            out.toString()));
    Path log = work.resolve("log");
    Process job =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();

    assertThat(job.waitFor()).as(() -> text(log)).isEqualTo(1);
    assertThat(text(log)).contains("1 of 2 tenants' months reconciled", "not: T2 2026-11: ");
    assertThat(LocalSpark.files(out.resolve(key.folder())))
        .isEqualTo(EngineRun.files(EngineRun.of(folder, "2026-11-28", RuleTexts.shipped())));
  }

  private static List<String> classPath() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String each :
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .split(File.pathSeparator, -1)) {
      String path = each.replace('\\', '/');
      if (path.endsWith(".jar")
          && !path.contains("/io/trueup/")
          && !path.contains("/target/")
          && PACKED.stream().noneMatch(path::contains)) {
        jars.add(each);
      }
    }
    try (Stream<Path> own = Files.list(Path.of(System.getProperty("trueup.spark.own")))) {
      own.map(Path::toString).forEach(jars::add);
    }
    return jars;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
