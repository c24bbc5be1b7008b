package io.trueup.demo;

import java.util.List;

/**
 * Numbers that look random and never change: SplitMix64, seeded by a name. Every client throws its
 * own dice, so a client added or changed leaves all the others as they were.
 */
final class Dice {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The dice of that name; the same name always throws the same numbers. */
  static Dice named(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new Dice(hash);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + (int) Long.remainderUnsigned(next(), high - (long) low + 1);
  }

  /** One of the list. */
  <T> T oneOf(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /** So many digits and capital letters, as in a serial number. */
  String serial(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append("0123456789ABCDEFGHJKLMNPQRSTUVWX".charAt(between(0, 31)));
    }
    return text.toString();
  }
}
