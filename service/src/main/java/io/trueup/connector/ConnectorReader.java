package io.trueup.connector;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads vendors as their manifests say. One for a whole service: what several integrations share,
 * limits and connections, is shared here.
 */
public final class ConnectorReader implements VendorReader, AutoCloseable {
  private final Connectors connectors;
  private final FetchPolicy policy;
  private final Clock clock;
  private final Fetcher fetcher;
  private final RateLimits limits = new RateLimits();

  /**
   * @param connectors what there is to read
   */
  public ConnectorReader(Connectors connectors, FetchPolicy policy, Clock clock) {
    this.connectors = connectors;
    this.policy = policy;
    this.clock = clock;
    this.fetcher = new Fetcher(policy, clock);
  }

  @Override
  public void read(
      String connector,
      Connection connection,
      Instant startedAt,
      PageArchive archive,
      SyncListener listener)
      throws ReadFailure {
    new SourceReading(
            connectors.get(connector),
            connection,
            startedAt,
            archive,
            listener,
            SourceReading.Extent.ALL,
            new SourceReading.Means(policy, clock, fetcher, limits))
        .run();
  }

  /**
   * What a first try of a stream gave.
   *
   * @param records on its first page
   * @param message what went wrong, or what is left out; empty when all is well
   */
  public record Trial(String stream, boolean ok, int records, String message) {}

  /**
   * Tries an integration: the first page of each stream that depends on no other. Nothing is kept.
   *
   * @throws ReadFailure when no stream can even be asked
   * @throws java.util.NoSuchElementException when there is no such connector
   */
  public List<Trial> test(String connector, Connection connection) throws ReadFailure {
    Trials trials = new Trials();
    SourceReading reading =
        new SourceReading(
            connectors.get(connector),
            connection,
            clock.instant(),
            PageArchive.NONE,
            trials,
            SourceReading.Extent.FIRST_PAGES,
            new SourceReading.Means(policy.impatient(), clock, fetcher, limits));
    return reading.trials(trials);
  }

  /** Counts first pages. */
  static class Trials implements SyncListener {
    private final List<Trial> seen = new ArrayList<>();

    @Override
    public synchronized void page(
        String stream,
        String partition,
        int records,
        List<SyncedRow> rows,
        List<RecordProblem> problems) {
      seen.add(
          new Trial(
              stream,
              true,
              records,
              problems.isEmpty() ? "" : problems.get(0).field() + " " + problems.get(0).what()));
    }

    @Override
    public void restarted(String stream, String partition) {
      // A first page is read once.
    }

    @Override
    public void finished(String stream) {
      // Nothing is kept.
    }

    synchronized void failed(ReadFailure failure) {
      // Its page may have been counted before it was found wanting.
      seen.removeIf(each -> each.stream().equals(failure.stream()));
      seen.add(new Trial(failure.stream(), false, 0, String.valueOf(failure.getMessage())));
    }

    synchronized List<Trial> list() {
      return List.copyOf(seen);
    }
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
