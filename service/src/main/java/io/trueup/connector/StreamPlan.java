package io.trueup.connector;

import io.trueup.connector.Exchange.Good;
import io.trueup.connector.Exchange.Rule;
import io.trueup.connector.Manifest.Stream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream.Builder;
import org.jspecify.annotations.Nullable;

/** A stream of a manifest with everything in it understood. Immutable. */
final class StreamPlan {
  private final String name;
  private final Stream stream;
  private final Decoder decoder;
  private final Pages pages;
  private final Expression records;
  private final @Nullable Expression gather;
  private final @Nullable Expression when;
  private final @Nullable Expression where;
  private final Map<String, Expression> values = new LinkedHashMap<>();
  private final Map<String, LookupPlan> lookups = new LinkedHashMap<>();
  private final @Nullable Expression id;
  private final @Nullable Good good;
  private final List<Rule> rules;
  private final List<RowPlan> rows;

  /** All that is said of pages, records and failures, in lower case. */
  private final String spoken;

  /** Compiles; throws what expressions and cells throw. */
  StreamPlan(String name, Stream stream, Manifest manifest) {
    this.name = name;
    this.stream = stream;
    this.decoder = Decoder.named(stream.decoder());
    this.pages = new Pages(stream.paging());
    this.records = Expression.compile(stream.records() == null ? "$" : stream.records());
    this.gather = Expression.compileOptional(stream.gather());
    this.when = Expression.compileOptional(stream.when());
    this.where =
        stream.forEach() == null ? null : Expression.compileOptional(stream.forEach().where());
    if (stream.forEach() != null) {
      stream.forEach().values().forEach((key, text) -> values.put(key, Expression.compile(text)));
    }
    stream.lookups().forEach((key, lookup) -> lookups.put(key, new LookupPlan(lookup)));
    this.id = Expression.compileOptional(stream.id());
    this.good = Good.of(stream.success() == null ? manifest.success() : stream.success());
    Builder<Manifest.ErrorRule> all = java.util.stream.Stream.builder();
    stream.errors().forEach(all);
    manifest.errors().forEach(all);
    this.rules = all.build().map(Rule::of).toList();
    this.rows = stream.rows().stream().map(RowPlan::new).toList();
    String[] texts = {
      String.valueOf(stream.paging()),
      String.valueOf(stream.records()),
      String.valueOf(stream.success()),
      String.valueOf(stream.errors()),
      String.valueOf(manifest.success()),
      String.valueOf(manifest.errors()),
      // The header that header_json reads where it is given no other.
      "pagination"
    };
    this.spoken = String.join(" ", texts).toLowerCase(Locale.ROOT);
  }

  /** A look-up with its expressions. */
  static final class LookupPlan {
    final String stream;
    final Expression key;
    final Expression by;
    final Map<String, Expression> values = new LinkedHashMap<>();

    LookupPlan(Manifest.Lookup lookup) {
      this.stream = lookup.stream();
      this.key = Expression.compile(lookup.key());
      this.by = Expression.compile(lookup.by());
      lookup.values().forEach((name, text) -> values.put(name, Expression.compile(text)));
    }
  }

  String name() {
    return name;
  }

  /** The streams that must be read first. */
  Set<String> needs() {
    Set<String> needs = new TreeSet<>();
    if (stream.forEach() != null) {
      needs.addAll(stream.forEach().stream());
    }
    lookups.values().forEach(lookup -> needs.add(lookup.stream));
    return needs;
  }

  Map<String, LookupPlan> lookups() {
    return lookups;
  }

  Stream stream() {
    return stream;
  }

  Decoder decoder() {
    return decoder;
  }

  Pages pages() {
    return pages;
  }

  @Nullable Good good() {
    return good;
  }

  List<Rule> rules() {
    return rules;
  }

  List<RowPlan> rows() {
    return rows;
  }

  /** Whether anything that may be asked of a kept answer could speak of this header. */
  boolean mentions(String header) {
    return spoken.contains(header.toLowerCase(Locale.ROOT));
  }

  boolean authenticated() {
    return stream.authenticated() == null || stream.authenticated();
  }

  /** Whether it is read, with these settings. */
  boolean wanted(Map<String, ?> names) {
    return when == null || when.holds(null, names);
  }

  /**
   * The records of an answer.
   *
   * @return null when the answer has no such field
   */
  @Nullable List<?> records(@Nullable Object tree, Map<String, ?> names) {
    Object input = stream.caseInsensitive() ? insensitive(tree) : tree;
    Object found = records.of(input, names);
    if (found == null) {
      return stream.missingMeansNone() ? List.of() : null;
    }
    List<?> list = found instanceof List<?> several ? several : List.of(found);
    return stream.flattenKv() == null ? list : list.stream().map(this::flatten).toList();
  }

  /**
   * The records that count once a page was read.
   *
   * @param all those of the pages before, to which this page's are added
   * @param last whether it was the last page: records that are gathered count then
   */
  List<?> gathered(List<Object> all, List<?> records, boolean last, Map<String, ?> names) {
    if (gather == null) {
      return records;
    }
    all.addAll(records);
    Object found = last ? gather.of(all, names) : null;
    return found == null ? List.of() : found instanceof List<?> several ? several : List.of(found);
  }

  /** Whether a child stream goes through this parent's record. */
  boolean takes(@Nullable Object record, Map<String, ?> names) {
    return where == null || where.holds(record, names);
  }

  /** What a child stream keeps of its parent's record. */
  Map<String, Object> keep(@Nullable Object record, Map<String, ?> names) {
    return keep(values, record, names);
  }

  static Map<String, Object> keep(
      Map<String, Expression> values, @Nullable Object record, Map<String, ?> names) {
    Map<String, Object> kept = new LinkedHashMap<>();
    values.forEach(
        (key, expression) -> {
          Object value = expression.of(record, names);
          kept.put(key, value == null ? "" : value);
        });
    return kept;
  }

  /** What a message calls a record. */
  String label(@Nullable Object record, Map<String, ?> names, int page, int index) {
    try {
      String text = id == null ? usualId(record) : id.text(record, names);
      if (text != null && !text.isEmpty()) {
        return Texts.cut(text, 100);
      }
    } catch (Expression.BadExpression e) {
      // Then its place has to do.
    }
    return "page " + page + ", record " + (index + 1);
  }

  private static @Nullable String usualId(@Nullable Object record) {
    if (record instanceof Map<?, ?> map) {
      for (String usual : List.of("id", "Id", "ID", "uid", "uuid", "guid")) {
        if (map.get(usual) != null) {
          return Texts.plain(map.get(usual));
        }
      }
    }
    return null;
  }

  private Object flatten(Object record) {
    String field = java.util.Objects.requireNonNull(stream.flattenKv());
    if (!(record instanceof Map<?, ?> map) || !(map.get(field) instanceof List<?> pairs)) {
      return record;
    }
    Map<Object, Object> flat = new LinkedHashMap<>();
    for (Object pair : pairs) {
      if (pair instanceof Map<?, ?> one) {
        flat.putAll(one);
      }
    }
    Map<Object, Object> whole = new LinkedHashMap<>(map);
    whole.put(field, flat);
    return whole;
  }

  private static @Nullable Object insensitive(@Nullable Object tree) {
    if (tree instanceof List<?> list) {
      return list.stream().map(StreamPlan::insensitive).toList();
    }
    if (tree instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      map.forEach((key, value) -> folded.put(String.valueOf(key), insensitive(value)));
      return folded;
    }
    return tree;
  }
}
