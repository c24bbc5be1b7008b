package io.trueup.rulebase;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value is, as far as rules tell values apart.
 *
 * @param kind decides which operators fit
 * @param raw the Java class, boxed
 * @param element of a list: its elements; of a map: its values; else null
 */
record ValueType(Kind kind, Class<?> raw, @Nullable ValueType element) {
  enum Kind {
    TEXT("a text"),
    WHOLE("a whole number"),
    DECIMAL("a number"),
    TRUTH("true or false"),
    DATE("a date"),
    CHOICE("a choice"),
    FACT("a fact"),
    LIST("a list"),
    MAP("a set of named values"),
    OTHER("a value"),
    NOTHING("null");

    final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }

  static final ValueType TEXT = new ValueType(Kind.TEXT, String.class, null);
  static final ValueType WHOLE = new ValueType(Kind.WHOLE, Long.class, null);
  static final ValueType DECIMAL = new ValueType(Kind.DECIMAL, BigDecimal.class, null);
  static final ValueType TRUTH = new ValueType(Kind.TRUTH, Boolean.class, null);
  static final ValueType NOTHING = new ValueType(Kind.NOTHING, Void.class, null);

  static ValueType listOf(ValueType element) {
    return new ValueType(Kind.LIST, List.class, element);
  }

  /**
   * The kind of a Java type.
   *
   * @throws IllegalArgumentException for double and float, which are not exact
   */
  static ValueType of(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type[] arguments = generic.getActualTypeArguments();
      if (Collection.class.isAssignableFrom(raw)) {
        return new ValueType(Kind.LIST, raw, of(arguments[0]));
      }
      if (Map.class.isAssignableFrom(raw) && arguments[0] == String.class) {
        return new ValueType(Kind.MAP, raw, of(arguments[1]));
      }
      return new ValueType(Kind.OTHER, raw, null);
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    return type instanceof Class<?> plain
        ? ofClass(plain)
        : new ValueType(Kind.OTHER, Object.class, null);
  }

  private static ValueType ofClass(Class<?> type) {
    if (type == double.class
        || type == float.class
        || type == Double.class
        || type == Float.class) {
      throw new IllegalArgumentException(
          "facts hold exact numbers; use BigDecimal instead of " + type);
    }
    if (type == String.class || type == char.class || type == Character.class) {
      return TEXT;
    }
    if (type == int.class || type == Integer.class || type == short.class || type == Short.class) {
      return new ValueType(Kind.WHOLE, Integer.class, null);
    }
    if (type == long.class || type == Long.class) {
      return WHOLE;
    }
    if (type == BigDecimal.class) {
      return DECIMAL;
    }
    if (type == boolean.class || type == Boolean.class) {
      return TRUTH;
    }
    if (type == LocalDate.class || type == Instant.class || type == YearMonth.class) {
      return new ValueType(Kind.DATE, type, null);
    }
    if (type.isEnum()) {
      return new ValueType(Kind.CHOICE, type, null);
    }
    return new ValueType(
        type.isRecord() || type.isInterface() ? Kind.FACT : Kind.OTHER, type, null);
  }

  boolean isNumber() {
    return kind == Kind.WHOLE || kind == Kind.DECIMAL;
  }

  /** Whether its values have an order that {@code <} may ask for. */
  boolean isOrdered() {
    return isNumber() || kind == Kind.DATE;
  }

  String shown() {
    if (kind == Kind.FACT || kind == Kind.CHOICE || kind == Kind.OTHER) {
      return raw.getSimpleName();
    }
    return kind.shown;
  }
}
