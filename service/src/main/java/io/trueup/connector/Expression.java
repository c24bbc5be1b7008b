package io.trueup.connector;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression. A plain path such as {@code company.id}, which most are, is looked up
 * without the interpreter; it also gives values back as they came, so that an amount stays exact.
 * Safe for use by several threads.
 */
final class Expression {
  /** An expression that runs longer than this is broken off. */
  private static final long MILLIS = 2_000;

  private static final int DEPTH = 200;

  /** Readings whose results an expression remembers at a time; a power of two. */
  private static final int READINGS = 8;

  private static final Pattern STEP =
      Pattern.compile("(?:\\G(?:^|(?<!^)\\.))(\\$?[A-Za-z_][A-Za-z0-9_]*|\\$|`[^`]+`)");
  private static final Pattern LITERAL = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");

  /** Comments, names in quotes, texts and regular expressions, which may hold anything. */
  private static final Pattern TEXTS =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|`[^`]*`|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\""
              + "|(?<=[,(])\\s*/(?:[^/\\\\\n]|\\\\.)+/");

  /** What depends on more than the record: other names, the time, chance. */
  private static final Pattern MORE =
      Pattern.compile(
          "\\$(?!(?:settings|started)\\b)[A-Za-z_]\\w*(?!\\w|\\s*\\()|\\$(?:now|millis|random|shuffle|eval|path)\\b|\\$\\$|\\$(?![A-Za-z_])|:=|%");

  private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null");

  private final String text;
  private final @Nullable List<String> path;
  private final @Nullable String literal;
  private final Jsonata jsonata;

  private final AtomicReferenceArray<@Nullable Memory> memories =
      new AtomicReferenceArray<>(READINGS);
  private final boolean recordOnly;

  private Expression(String text, @Nullable List<String> path, Jsonata jsonata) {
    this.text = text;
    this.path = path;
    this.jsonata = jsonata;
    Matcher constant = LITERAL.matcher(text.strip());
    this.literal =
        constant.matches()
            ? constant.group(1) == null ? constant.group(2) : constant.group(1)
            : null;
    this.recordOnly = !MORE.matcher(TEXTS.matcher(text).replaceAll("")).find();
  }

  /**
   * Understands an expression.
   *
   * @throws BadExpression when it is none
   */
  static Expression compile(String text) {
    try {
      Jsonata jsonata = Jsonata.jsonata(text);
      jsonata.setValidateInput(false);
      jsonata.registerFunction("path", (Object from, String path) -> follow(from, path));
      return new Expression(text, path(text.strip()), jsonata);
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadExpression(text, e);
    }
  }

  /** What stands in for an expression that is not given. */
  static @Nullable Expression compileOptional(@Nullable String text) {
    return text == null ? null : compile(text);
  }

  /**
   * Its value, null when there is nothing.
   *
   * @throws BadExpression when it cannot be worked out for this input
   */
  @Nullable Object of(@Nullable Object input, Map<String, ?> names) {
    if (literal != null) {
      return literal;
    }
    if (path != null) {
      Object found = follow(input, names);
      if (found != Unclear.ELSEWHERE) {
        return found;
      }
    }
    if (recordOnly && input instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // a decoded record
      Map<String, Object> record = (Map<String, Object>) map;
      Remembered memory = memory(names);
      if (memory.pays()) {
        return memory.of(record);
      }
    }
    return run(input, names);
  }

  /** Results of one reading: its settings and its time are what else an expression may see. */
  private record Memory(@Nullable Object settings, @Nullable Object started, Remembered results) {}

  private Remembered memory(Map<String, ?> names) {
    Object settings = names.get("settings");
    Object started = names.get("started");
    int slot = System.identityHashCode(settings) & (READINGS - 1);
    Memory memory = memories.get(slot);
    if (memory == null || memory.settings() != settings || memory.started() != started) {
      Map<String, Object> both = new HashMap<>();
      if (settings != null) {
        both.put("settings", settings);
      }
      if (started != null) {
        both.put("started", started);
      }
      memory = new Memory(settings, started, new Remembered(record -> run(record, both)));
      memories.set(slot, memory);
    }
    return memory.results();
  }

  private @Nullable Object run(@Nullable Object input, Map<String, ?> names) {
    Jsonata.Frame frame = jsonata.createFrame();
    names.forEach(frame::bind);
    frame.setRuntimeBounds(MILLIS, DEPTH);
    try {
      return jsonata.evaluate(input, frame);
    } catch (RuntimeException | StackOverflowError e) {
      // The interpreter throws whatever its Java happens to throw.
      throw new BadExpression(text, e);
    }
  }

  /** Whether its value is true; nothing is not. */
  boolean holds(@Nullable Object input, Map<String, ?> names) {
    return Boolean.TRUE.equals(of(input, names));
  }

  /** Its value as text, null when there is nothing or an empty text. */
  @Nullable String text(@Nullable Object input, Map<String, ?> names) {
    Object value = of(input, names);
    String shown = value == null ? "" : Texts.plain(value);
    return shown.isEmpty() ? null : shown;
  }

  /** Its value as a list: nothing is empty, one value is a list of one. */
  List<?> list(@Nullable Object input, Map<String, ?> names) {
    Object value = of(input, names);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  @Override
  public String toString() {
    return text;
  }

  private enum Unclear {
    ELSEWHERE
  }

  private static @Nullable List<String> path(String text) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String step = matcher.group(1);
      if (WORDS.contains(step) || (step.startsWith("$") && !steps.isEmpty())) {
        return null;
      }
      steps.add(step.startsWith("`") ? step.substring(1, step.length() - 1) : step);
      end = matcher.end();
    }
    return end == text.length() && !steps.isEmpty() ? List.copyOf(steps) : null;
  }

  private @Nullable Object follow(@Nullable Object input, Map<String, ?> names) {
    Object at = input;
    List<String> steps = java.util.Objects.requireNonNull(path);
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (i == 0 && step.startsWith("$") && text.strip().startsWith("$")) {
        at = step.equals("$") ? input : names.get(step.substring(1));
      } else if (at instanceof Map<?, ?> map) {
        at = map.get(step);
      } else if (at instanceof List<?>) {
        return Unclear.ELSEWHERE;
      } else {
        return null;
      }
    }
    return at;
  }

  private static @Nullable Object follow(@Nullable Object from, String path) {
    Object at = from;
    for (String step : path.isBlank() || path.equals("$") ? new String[0] : path.split("\\.")) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  /** An expression that is none, or does not fit what it is asked of. */
  static final class BadExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadExpression(String text, Throwable cause) {
      super(
          "the expression " + Texts.cut(text, 80) + " cannot be worked out: " + say(cause), cause);
    }

    private static String say(Throwable cause) {
      return cause instanceof StackOverflowError
          ? "it calls itself without end"
          : Texts.cut(String.valueOf(cause.getMessage()), 160);
    }
  }
}
