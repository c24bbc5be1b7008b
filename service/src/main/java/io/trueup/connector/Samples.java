package io.trueup.connector;

import io.trueup.connector.ConnectorReader.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a connector makes of sample answers: its mapping, tried without the vendor. */
public final class Samples {
  /** The day that samples are read on, so that they read the same on every day. */
  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private Samples() {}

  /**
   * What became of one stream's sample.
   *
   * @param failure why it could not be read; empty otherwise
   */
  public record Sampled(
      String stream,
      int records,
      List<SyncedRow> rows,
      List<RecordProblem> problems,
      Optional<ReadFailure> failure) {}

  /**
   * Reads the samples beside a manifest: {@code samples/STREAM.json} and the like.
   *
   * @param manifest a {@code connector.yml}, or its folder
   * @throws IOException when a sample cannot be read
   */
  public static List<Sampled> read(Connector connector, Path manifest) throws IOException {
    Path folder = Files.isDirectory(manifest) ? manifest : manifest.toAbsolutePath().getParent();
    Map<String, byte[]> answers = new TreeMap<>();
    if (folder != null && Files.isDirectory(folder.resolve("samples"))) {
      try (Stream<Path> files = Files.list(folder.resolve("samples"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = String.valueOf(file.getFileName());
          int dot = name.lastIndexOf('.');
          answers.put(dot < 0 ? name : name.substring(0, dot), Files.readAllBytes(file));
        }
      }
    }
    return read(connector, answers);
  }

  /**
   * Reads samples.
   *
   * @param answers one answer a stream, by the stream's name; others are left alone
   */
  public static List<Sampled> read(Connector connector, Map<String, byte[]> answers) {
    Seen seen = new Seen();
    Map<String, String> settings = new TreeMap<>();
    connector
        .settings()
        .forEach(
            (name, setting) -> {
              if (setting.defaultValue() == null && setting.example() != null) {
                settings.put(name, setting.example());
              }
            });
    try (Fetcher nobody = new Fetcher(FetchPolicy.DEFAULTS, Clock.systemUTC())) {
      new SourceReading(
              connector,
              new Connection("sample", settings, new NoSecrets(), "sample"),
              DAY,
              PageArchive.NONE,
              seen,
              SourceReading.Extent.FIRST_PAGES,
              new SourceReading.Means(
                  FetchPolicy.DEFAULTS, Clock.systemUTC(), nobody, new RateLimits()))
          .samples(answers, seen.trials);
    } catch (ReadFailure e) {
      seen.trials.failed(e);
    }
    return seen.list();
  }

  private static final class NoSecrets implements Secrets {
    @Override
    public Optional<String> find(String name) {
      return Optional.empty();
    }

    @Override
    public void replace(String name, String old, String value) {
      throw new IllegalStateException("samples have no credentials");
    }
  }

  private static final class Seen implements SyncListener {
    private final List<Sampled> sampled = new ArrayList<>();
    private final Trials trials =
        new Trials() {
          @Override
          synchronized void failed(ReadFailure failure) {
            sampled.add(
                new Sampled(failure.stream(), 0, List.of(), List.of(), Optional.of(failure)));
          }
        };

    @Override
    public void page(
        String stream,
        String partition,
        int records,
        List<SyncedRow> rows,
        List<RecordProblem> problems) {
      sampled.add(
          new Sampled(stream, records, List.copyOf(rows), List.copyOf(problems), Optional.empty()));
    }

    @Override
    public void restarted(String stream, String partition) {
      // A sample is read once.
    }

    @Override
    public void finished(String stream) {
      // There is one answer a stream.
    }

    List<Sampled> list() {
      return List.copyOf(sampled);
    }
  }
}
