package io.trueup.rulebase;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators mean for values at run time. Numbers compare by value: 1, 1.0 and 1.00 are the
 * same.
 */
final class Values {
  private static final int MAX_BITS = 512;

  private Values() {}

  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof Number && b instanceof Number) {
      return compareNumbers(a, b) == 0;
    }
    if (a instanceof Enum<?> choice && b instanceof String) {
      return choice.name().equals(b);
    }
    if (b instanceof Enum<?> choice && a instanceof String) {
      return choice.name().equals(a);
    }
    return a.equals(b);
  }

  static int compareNumbers(Object a, Object b) {
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(((Number) a).longValue(), ((Number) b).longValue());
    }
    return decimal(a).compareTo(decimal(b));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static int compare(Object a, Object b) {
    return a instanceof Number ? compareNumbers(a, b) : ((Comparable) a).compareTo(b);
  }

  /** A form in which values that are {@link #same} are also equal and have one hash. */
  static @Nullable Object canonical(@Nullable Object value) {
    if (value instanceof Number) {
      return canonicalNumber(value);
    }
    return value instanceof Enum<?> choice ? choice.name() : value;
  }

  private static Object canonicalNumber(Object value) {
    if (isWhole(value)) {
      return BigDecimal.valueOf(((Number) value).longValue()).stripTrailingZeros();
    }
    return decimal(value).stripTrailingZeros();
  }

  static BigDecimal decimal(Object number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return BigDecimal.valueOf(((Number) number).longValue());
  }

  static boolean isWhole(Object number) {
    return number instanceof Integer || number instanceof Long || number instanceof Short;
  }

  static @Nullable Object calculate(char sign, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    if (isWhole(a) && isWhole(b)) {
      long x = ((Number) a).longValue();
      long y = ((Number) b).longValue();
      try {
        return switch (sign) {
          case '+' -> Math.addExact(x, y);
          case '-' -> Math.subtractExact(x, y);
          default -> Math.multiplyExact(x, y);
        };
      } catch (ArithmeticException overflow) {
        return bounded(exact(sign, decimal(a), decimal(b)));
      }
    }
    return bounded(exact(sign, decimal(a), decimal(b)));
  }

  private static BigDecimal exact(char sign, BigDecimal a, BigDecimal b) {
    return switch (sign) {
      case '+' -> a.add(b);
      case '-' -> a.subtract(b);
      default -> a.multiply(b);
    };
  }

  /**
   * The number itself.
   *
   * @throws Fuel.Spent when it has grown beyond any amount of money or quantity
   */
  static BigDecimal bounded(BigDecimal number) {
    BigInteger digits = number.unscaledValue();
    if (digits.bitLength() > MAX_BITS || Math.abs(number.scale()) > 100) {
      throw new Fuel.Spent("a calculation gave a number of more than 150 digits");
    }
    return number;
  }

  static @Nullable Object truncated(Object number) {
    return isWhole(number) ? number : (Object) decimal(number).longValue();
  }

  static boolean contains(@Nullable Object whole, @Nullable Object part) {
    if (whole instanceof String text) {
      return part instanceof String other && text.contains(other);
    }
    if (whole instanceof Map<?, ?> map) {
      return part != null && map.containsKey(part);
    }
    if (whole instanceof Collection<?> list) {
      for (Object element : list) {
        if (same(element, part)) {
          return true;
        }
      }
    }
    return false;
  }
}
