package io.trueup.inquiry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.trueup.inquiry.Subject.Part;
import io.trueup.rulebook.BundleDao;
import io.trueup.rulebook.BundleRow;
import io.trueup.rulebook.DraftDao;
import io.trueup.rulebook.TextDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who changed a rule, a threshold or a preset: every published bundle in which it is not what it
 * was in the one before, with the difference.
 */
public final class RuleHistory {
  private RuleHistory() {}

  /**
   * One bundle that changed it.
   *
   * @param change {@code added}, {@code changed}, {@code moved} (to another file) or {@code
   *     removed}
   * @param file where it stands; where it stood, when it was removed
   * @param line where it begins in that file, from 1
   * @param text as it is from then on; empty when it was removed
   * @param diff a unified diff of it alone
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Change(
      String change, String file, int line, String text, String diff, PublishedBundle bundle) {}

  private record Standing(String path, Part part) {}

  private record Turn(long version, @Nullable Standing before, @Nullable Standing after) {}

  private record Place(long version, String path, String digest) {}

  /**
   * All changes, newest first. A bundle that brought an older one back counts where it differs from
   * the one that it replaced.
   */
  public static List<Change> list(Handle handle, Subject subject) {
    List<Place> places = places(handle, subject);
    Map<String, Part> parts = parts(handle, subject, places);
    Map<Long, Standing> standing = new HashMap<>();
    for (Place place : places) {
      Part part = parts.get(place.digest());
      if (part != null) {
        standing.put(place.version(), new Standing(place.path(), part));
      }
    }
    List<Turn> turns = new ArrayList<>();
    Standing before = null;
    for (long version : BundleDao.versions(handle)) {
      Standing after = standing.get(version);
      if (!same(before, after)) {
        turns.add(0, new Turn(version, before, after));
      }
      before = after;
    }
    return changes(handle, turns);
  }

  private static boolean same(@Nullable Standing one, @Nullable Standing other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.path().equals(other.path()) && one.part().text().equals(other.part().text());
  }

  private static List<Place> places(Handle handle, Subject subject) {
    return handle
        .createQuery(
            """
            SELECT v.version, f.path, encode(f.sha256, 'hex') AS digest
            FROM bundle_version v JOIN bundle_file f ON f.hash = v.hash
              JOIN rule_text t ON t.sha256 = f.sha256
            WHERE f.path LIKE ANY (:paths) AND position(:mark IN t.content) > 0
            ORDER BY v.version, f.path
            """)
        .bindArray("paths", String.class, (Object[]) subject.paths())
        .bind("mark", subject.mark())
        .map(
            (row, context) ->
                new Place(row.getLong("version"), row.getString("path"), row.getString("digest")))
        .list();
  }

  /** It, by the digest of the file that it stands in; each text is read once. */
  private static Map<String, Part> parts(Handle handle, Subject subject, List<Place> places) {
    Map<String, String> paths = new HashMap<>();
    places.forEach(place -> paths.putIfAbsent(place.digest(), place.path()));
    Map<String, Part> parts = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT encode(t.sha256, 'hex') AS digest, t.content FROM rule_text t
            WHERE t.sha256 IN (SELECT decode(d.digest, 'hex') FROM unnest(:digests) AS d (digest))
            """)
        .bindArray("digests", String.class, paths.keySet().toArray(new String[0]))
        .setFetchSize(50)
        .map((row, context) -> Map.entry(row.getString("digest"), row.getString("content")))
        .forEach(
            file ->
                subject
                    .find(Objects.requireNonNull(paths.get(file.getKey())), file.getValue())
                    .ifPresent(part -> parts.put(file.getKey(), part)));
    return parts;
  }

  private static List<Change> changes(Handle handle, List<Turn> turns) {
    Map<Long, BundleRow> bundles = new HashMap<>();
    BundleDao.list(handle, turns.stream().map(Turn::version).toList())
        .forEach(row -> bundles.put(row.version(), row));
    Map<UUID, List<String>> authors =
        DraftDao.authors(
            handle,
            bundles.values().stream()
                .flatMap(row -> Optional.ofNullable(row.draftId()).stream())
                .toList());
    List<Change> changes = new ArrayList<>();
    for (Turn turn : turns) {
      BundleRow row = Objects.requireNonNull(bundles.get(turn.version()));
      UUID draft = row.draftId();
      changes.add(
          change(
              turn,
              PublishedBundle.of(
                  row, draft == null ? List.of() : authors.getOrDefault(draft, List.of()))));
    }
    return changes;
  }

  private static Change change(Turn turn, PublishedBundle bundle) {
    Standing before = turn.before();
    Standing after = turn.after();
    if (after == null) {
      Standing gone = Objects.requireNonNull(before);
      return new Change("removed", gone.path(), gone.part().line(), "", diff(gone, null), bundle);
    }
    String change =
        before == null
            ? "added"
            : before.part().text().equals(after.part().text()) ? "moved" : "changed";
    return new Change(
        change,
        after.path(),
        after.part().line(),
        after.part().text(),
        diff(before, after),
        bundle);
  }

  private static String diff(@Nullable Standing before, @Nullable Standing after) {
    String path = after != null ? after.path() : before != null ? before.path() : "";
    List<TextDiff.FileDiff> diffs = TextDiff.of(file(path, before), file(path, after));
    return diffs.isEmpty() ? "" : diffs.get(0).diff();
  }

  private static Map<String, String> file(String path, @Nullable Standing standing) {
    return standing == null ? Map.of() : Map.of(path, standing.part().text() + "\n");
  }
}
