package io.trueup.ruletests;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction, so that the oracle divides by months or days without losing anything and
 * rounds an amount exactly once. Deliberately not shared with the product's own money arithmetic.
 */
record Rational(BigInteger over, BigInteger under) implements Comparable<Rational> {

  static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);

  Rational {
    if (under.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    if (under.signum() < 0) {
      over = over.negate();
      under = under.negate();
    }
    BigInteger common = over.gcd(under);
    if (!common.equals(BigInteger.ONE)) {
      over = over.divide(common);
      under = under.divide(common);
    }
  }

  static Rational of(BigDecimal value) {
    return value.scale() <= 0
        ? new Rational(value.toBigIntegerExact(), BigInteger.ONE)
        : new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  Rational plus(Rational other) {
    return new Rational(
        over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
  }

  Rational minus(Rational other) {
    return plus(other.negate());
  }

  Rational negate() {
    return new Rational(over.negate(), under);
  }

  Rational times(Rational other) {
    return new Rational(over.multiply(other.over), under.multiply(other.under));
  }

  Rational dividedBy(Rational other) {
    return new Rational(over.multiply(other.under), under.multiply(other.over));
  }

  int signum() {
    return over.signum();
  }

  Rational min(Rational other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Rational max(Rational other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Rational abs() {
    return new Rational(over.abs(), under);
  }

  /** The nearest decimal with so many places; half away from zero. */
  BigDecimal rounded(int places, RoundingMode mode) {
    return new BigDecimal(over).divide(new BigDecimal(under), places, mode);
  }

  /** The exact decimal, or rounded to 20 places where the fraction does not end. */
  BigDecimal decimal() {
    try {
      return new BigDecimal(over).divide(new BigDecimal(under));
    } catch (ArithmeticException endless) {
      return rounded(20, RoundingMode.HALF_UP);
    }
  }

  @Override
  public int compareTo(Rational other) {
    return over.multiply(other.under).compareTo(other.over.multiply(under));
  }

  @Override
  public String toString() {
    return decimal().stripTrailingZeros().toPlainString();
  }
}
