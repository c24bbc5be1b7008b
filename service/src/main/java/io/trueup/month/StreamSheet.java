package io.trueup.month;

import io.trueup.facts.StreamSync;
import io.trueup.month.Standing.Attempt;
import io.trueup.month.Standing.Part;
import io.trueup.month.Standing.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How each stream of an integration stood: what sync_streams.csv says of it. */
final class StreamSheet {
  /** Stands for the usage of all streams together, where their sum is what is not believed. */
  static final String ALL_USAGE = "all usage";

  private final Standing standing;

  private StreamSheet(Standing standing) {
    this.standing = standing;
  }

  /** Streams by name. */
  static List<StreamSync> of(Standing standing) {
    return new StreamSheet(standing).rows();
  }

  private List<StreamSync> rows() {
    TreeSet<String> names = new TreeSet<>();
    standing.snapshot().ifPresent(snapshot -> names.addAll(snapshot.streams().keySet()));
    String failed = standing.attempt().map(Attempt::failureStream).orElse("");
    if (!failed.isEmpty()) {
      names.add(failed);
    }
    List<StreamSync> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(row(name));
    }
    standing.snapshot().filter(s -> !s.believed()).ifPresent(s -> allUsage(s).ifPresent(rows::add));
    return rows;
  }

  private StreamSync row(String name) {
    Optional<Part> part = standing.attempt().map(a -> a.streams().get(name));
    String status = status(name, part);
    boolean partial = status.equals("partial");
    Optional<Taken> snapshot = standing.snapshot();
    long records = snapshot.map(s -> s.streams().getOrDefault(name, 0L)).orElse(0L);
    long dropped = snapshot.map(s -> s.dropped().getOrDefault(name, 0L)).orElse(0L);
    return sync(
        name,
        status,
        partial ? part.map(Part::rows).orElse(records) : records,
        snapshot.map(s -> previous(s, name)).orElse(null),
        partial ? part.map(Part::dropped).orElse(dropped) : dropped);
  }

  private String status(String name, Optional<Part> part) {
    return switch (standing.lastStatus()) {
      case "failed" ->
          switch (part.map(Part::state).orElse("")) {
            case "failed" -> "failed";
            case "finished" -> "succeeded";
            default -> "";
          };
      case "partial" ->
          standing.attempt().map(Attempt::failureStream).orElse("").equals(name)
              ? "partial"
              : "succeeded";
      default -> standing.lastStatus();
    };
  }

  /** What a person accepted is judged against nothing else. */
  private @Nullable Long previous(Taken snapshot, String name) {
    Map<String, Long> before =
        snapshot.accepted()
            ? snapshot.streams()
            : standing.believed().map(Taken::streams).orElse(Map.of());
    return before.get(name);
  }

  private Optional<StreamSync> allUsage(Taken snapshot) {
    return standing
        .believed()
        .map(before -> sync(ALL_USAGE, "succeeded", snapshot.usage(), before.usage(), 0));
  }

  private StreamSync sync(
      String name, String status, long records, @Nullable Long previous, long dropped) {
    return new StreamSync(
        standing.system().integrationId(),
        name,
        standing.lastAttemptAt(),
        standing.lastSuccessAt(),
        status,
        records,
        previous,
        dropped,
        Map.of());
  }
}
