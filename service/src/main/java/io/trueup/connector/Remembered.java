package io.trueup.connector;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an expression came to, by the fields that it looked at: most look at one or two fields that
 * take a few values each, whatever else a record holds. Which fields those are is seen while it
 * runs, so a tree is kept: the first field, its value, the next field that it then looks at. An
 * expression that looks at anything but plain fields of its record, or at a field of too many
 * values, is not remembered.
 *
 * <p>Right for expressions whose value depends on nothing but the record. Safe for use by several
 * threads.
 */
final class Remembered {
  /** Values of one field; a name or an id has more. */
  private static final int VALUES = 64;

  private static final int DEPTH = 4;

  /** What stands for a field that is not there. */
  private static final Object NOTHING = new Object();

  private final Function<Map<String, Object>, @Nullable Object> work;
  private volatile boolean given = true;
  private volatile @Nullable Node root;

  /**
   * @param work the expression
   */
  Remembered(Function<Map<String, Object>, @Nullable Object> work) {
    this.work = work;
  }

  /** A field that is looked at next, or the result where none is. */
  private static final class Node {
    private final @Nullable String field;
    private final Map<Object, Node> byValue = new HashMap<>();
    private final @Nullable Object result;

    private Node(@Nullable String field, @Nullable Object result) {
      this.field = field;
      this.result = result;
    }
  }

  /** Whether remembering still pays. */
  boolean pays() {
    return given;
  }

  /** The expression's value for a record. */
  @Nullable Object of(Map<String, Object> record) {
    synchronized (this) {
      Node at = root;
      while (at != null) {
        if (at.field == null) {
          return at.result;
        }
        at = at.byValue.get(value(record, at.field));
      }
    }
    Watched watched = new Watched(record);
    Object result = work.apply(watched);
    learn(watched, result);
    return result;
  }

  private synchronized void learn(Watched watched, @Nullable Object result) {
    if (watched.beyond || watched.looked.size() > DEPTH || !plain(result)) {
      given = false;
      root = null;
      return;
    }
    List<String> fields = new ArrayList<>(watched.looked.keySet());
    if (root == null) {
      root = fields.isEmpty() ? new Node(null, result) : new Node(fields.get(0), null);
    }
    Node at = root;
    for (int i = 0; i < fields.size(); i++) {
      Object value = watched.looked.get(fields.get(i));
      if (!fields.get(i).equals(at.field) || at.byValue.size() >= VALUES) {
        given = false;
        root = null;
        return;
      }
      Node next = at.byValue.get(value);
      if (next == null) {
        boolean last = i == fields.size() - 1;
        next = last ? new Node(null, result) : new Node(fields.get(i + 1), null);
        at.byValue.put(value, next);
      }
      at = next;
    }
  }

  private static boolean plain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }

  private static Object value(Map<String, Object> record, String field) {
    Object value = record.get(field);
    // 1.0 and 1 are equal to no expression's eye but different as text.
    return value == null ? NOTHING : value instanceof BigDecimal number ? List.of(number) : value;
  }

  /** The record, and what was looked at in it. */
  private static final class Watched extends AbstractMap<String, Object> {
    private final Map<String, Object> record;
    private final Map<String, Object> looked = new java.util.LinkedHashMap<>();
    private boolean beyond;

    private Watched(Map<String, Object> record) {
      this.record = record;
    }

    @Override
    public @Nullable Object get(@Nullable Object field) {
      Object value = record.get(field);
      if (!plain(value) || field == null) {
        beyond = true;
      } else {
        looked.putIfAbsent(field.toString(), value(record, field.toString()));
      }
      return value;
    }

    @Override
    public boolean containsKey(@Nullable Object field) {
      if (field != null) {
        get(field);
      }
      return record.containsKey(field);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      beyond = true;
      return record.entrySet();
    }
  }
}
