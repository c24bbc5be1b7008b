package io.trueup.connector;

import io.trueup.connector.SourceReading.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What streams need of the records of streams that are read before them. Each reading of a
 * partition has a place of its own, by its number, so that what comes out does not depend on which
 * was read first, and a reading that begins again leaves nothing behind. Safe for use by several
 * threads.
 */
final class ParentRecords {
  private final Collection<StreamPlan> plans;

  /** Partitions of a stream, by the number of the reading that brought them. */
  private final Map<String, SortedMap<Integer, List<Partition>>> children =
      new ConcurrentHashMap<>();

  /** Looked up by stream and look-up, then by the number of the reading, then by key. */
  private final Map<String, SortedMap<Integer, Map<String, Map<String, Object>>>> found =
      new ConcurrentHashMap<>();

  private final Map<String, Map<String, Map<String, Object>>> merged = new ConcurrentHashMap<>();

  ParentRecords(Collection<StreamPlan> plans) {
    this.plans = plans;
  }

  /**
   * Records of a stream were read: what other streams need of them is kept.
   *
   * @param number of the reading
   * @param known what expressions know
   * @throws Expression.BadExpression when a record is not what the manifest expects
   */
  void keep(
      int number,
      StreamPlan parent,
      Partition partition,
      List<?> records,
      Map<String, Object> known) {
    for (StreamPlan child : plans) {
      Manifest.ForEach forEach = child.stream().forEach();
      if (forEach != null && forEach.stream().contains(parent.name())) {
        List<Partition> kept =
            children
                .computeIfAbsent(child.name(), k -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(number, k -> new ArrayList<>());
        for (Object record : records) {
          if (child.takes(record, known)) {
            kept.add(partition(partition, forEach.as(), child.keep(record, known)));
          }
        }
      }
      child
          .lookups()
          .forEach(
              (name, lookup) -> {
                if (lookup.stream.equals(parent.name())) {
                  keepLookups(child.name() + " " + name, number, lookup, records, known);
                }
              });
    }
  }

  private static Partition partition(Partition parent, String as, Map<String, Object> kept) {
    Map<String, Object> all = new HashMap<>(parent.names());
    all.put(as, kept);
    String own = kept.values().stream().findFirst().map(Texts::plain).orElse("");
    return new Partition(label(parent.label(), own), all);
  }

  private static String label(String above, String own) {
    // A tenant's children are known by the tenant, however many streams lie between.
    if (own.isEmpty() || above.equals(own) || above.endsWith("/" + own)) {
      return above;
    }
    return Texts.cut(above.isEmpty() ? own : above + "/" + own, 200);
  }

  private void keepLookups(
      String name,
      int number,
      StreamPlan.LookupPlan lookup,
      List<?> records,
      Map<String, Object> known) {
    Map<String, Map<String, Object>> byKey =
        found
            .computeIfAbsent(name, k -> new ConcurrentSkipListMap<>())
            .computeIfAbsent(number, k -> new HashMap<>());
    for (Object record : records) {
      String key = lookup.key.text(record, known);
      if (key != null) {
        byKey.put(key, StreamPlan.keep(lookup.values, record, known));
      }
    }
  }

  /** A reading begins again: what it brought is void. */
  void forget(int number) {
    children.values().forEach(byNumber -> byNumber.remove(number));
    found.values().forEach(byNumber -> byNumber.remove(number));
  }

  /** The partitions of a stream whose parents are all read; each has a label of its own. */
  List<Partition> partitions(StreamPlan plan) {
    if (plan.stream().forEach() == null) {
      return List.of(Partition.ONLY);
    }
    Map<String, Partition> byLabel = new LinkedHashMap<>();
    SortedMap<Integer, List<Partition>> kept = children.remove(plan.name());
    if (kept != null) {
      kept.values().forEach(several -> several.forEach(each -> add(each, byLabel)));
    }
    return List.copyOf(byLabel.values());
  }

  private static void add(Partition partition, Map<String, Partition> byLabel) {
    Partition labelled = partition;
    // A vendor may send a parent twice; two parents may share a name.
    for (int next = 2; ; next++) {
      Partition other = byLabel.putIfAbsent(labelled.label(), labelled);
      if (other == null || other.names().equals(partition.names())) {
        return;
      }
      labelled = new Partition(partition.label() + " #" + next, partition.names());
    }
  }

  /** What other streams' records add to a record of a stream whose look-ups are all read. */
  Map<String, Object> lookUp(StreamPlan plan, @Nullable Object record, Map<String, Object> known) {
    if (plan.lookups().isEmpty()) {
      return known;
    }
    Map<String, Object> all = new HashMap<>(known);
    plan.lookups()
        .forEach(
            (name, lookup) -> {
              String key = lookup.by.text(record, all);
              Map<String, Object> values =
                  key == null ? null : merged(plan.name() + " " + name).get(key);
              all.put(name, values == null ? Map.of() : values);
            });
    return all;
  }

  private Map<String, Map<String, Object>> merged(String name) {
    return merged.computeIfAbsent(
        name,
        k -> {
          Map<String, Map<String, Object>> all = new HashMap<>();
          SortedMap<Integer, Map<String, Map<String, Object>>> byNumber = found.get(k);
          if (byNumber != null) {
            byNumber.values().forEach(all::putAll);
          }
          return all;
        });
  }
}
