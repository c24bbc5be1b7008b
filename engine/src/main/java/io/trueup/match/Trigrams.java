package io.trueup.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names by the runs of three letters in them, rare runs counting more: the cosine of TF-IDF
 * vectors, over an inverted index. It finds what is spelt nearly the same without comparing all
 * pairs.
 */
final class Trigrams {
  /** With so many rare runs, common ones are left out: they would find half the index each. */
  private static final int ENOUGH = 4;

  private final GramNumbers numbers = new GramNumbers();
  private final int[][] postings;
  private final float[] weights;
  private final float[] norms;
  private final int common;

  Trigrams(List<Name> names) {
    List<int[]> grams = new ArrayList<>(names.size());
    for (Name name : names) {
      grams.add(of(name, true));
    }
    int[] frequency = new int[numbers.size()];
    for (int[] of : grams) {
      for (int gram : of) {
        frequency[gram]++;
      }
    }
    weights = new float[frequency.length];
    postings = new int[frequency.length][];
    for (int gram = 0; gram < frequency.length; gram++) {
      weights[gram] = (float) Math.log((names.size() + 1.0) / (frequency[gram] + 0.5));
      postings[gram] = new int[frequency[gram]];
    }
    common = Math.max(200, names.size() / 50);
    norms = new float[names.size()];
    int[] filled = new int[frequency.length];
    for (int name = 0; name < grams.size(); name++) {
      for (int gram : grams.get(name)) {
        postings[gram][filled[gram]++] = name;
        norms[name] += weights[gram] * weights[gram];
      }
      norms[name] = (float) Math.sqrt(norms[name]);
    }
  }

  /** Each run of three once, by its number; unknown ones are numbered or left out. */
  private int[] of(Name name, boolean number) {
    String text = " " + String.join(" ", name.words()) + " ";
    int[] found = new int[Math.max(0, text.length() - 2)];
    int count = 0;
    for (int i = 0; i + 3 <= text.length(); i++) {
      int gram = numbers.of(text, i, number);
      if (gram >= 0 && !contains(found, count, gram)) {
        found[count++] = gram;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean contains(int[] found, int count, int gram) {
    for (int i = 0; i < count; i++) {
      if (found[i] == gram) {
        return true;
      }
    }
    return false;
  }

  /** Room to count in, to be used by one thread. */
  Room room() {
    return new Room(norms.length);
  }

  /** What one thread counts in, and the names that it found last, the nearest first. */
  static final class Room {
    private final float[] sums;
    private int[] touched = new int[256];
    private int[] names = new int[0];
    private double[] likeness = new double[0];
    private int size;

    private Room(int names) {
      sums = new float[names];
    }

    /** How many names were found. */
    int size() {
      return size;
    }

    /** A name by its place in the index. */
    int name(int at) {
      return names[at];
    }

    /** How near a name is, 0 to 1. */
    double likeness(int at) {
      return likeness[at];
    }

    private void clear(int most) {
      size = 0;
      if (names.length != most) {
        names = new int[most];
        likeness = new double[most];
      }
    }

    /** Keeps the best few. */
    private void offer(int name, double like) {
      if (size == names.length && !isBefore(name, like, size - 1)) {
        return;
      }
      int at = size < names.length ? size++ : size - 1;
      while (at > 0 && isBefore(name, like, at - 1)) {
        names[at] = names[at - 1];
        likeness[at] = likeness[at - 1];
        at--;
      }
      names[at] = name;
      likeness[at] = like;
    }

    private boolean isBefore(int name, double like, int at) {
      return like != likeness[at] ? like > likeness[at] : name < names[at];
    }
  }

  /** Finds the nearest names, at least one asked for; equal ones in the order of the index. */
  void nearest(Name name, int most, Room room) {
    int[] grams = of(name, false);
    float norm = 0;
    float[] sums = room.sums;
    int[] touched = room.touched;
    int count = 0;
    int rare = 0;
    for (int gram : grams) {
      rare += postings[gram].length <= common ? 1 : 0;
    }
    for (int gram : grams) {
      float weight = weights[gram] * weights[gram];
      norm += weight;
      if (rare >= ENOUGH && postings[gram].length > common) {
        continue;
      }
      for (int at : postings[gram]) {
        if (sums[at] == 0) {
          if (count == touched.length) {
            touched = Arrays.copyOf(touched, count * 2);
            room.touched = touched;
          }
          touched[count++] = at;
        }
        sums[at] += weight;
      }
    }
    double root = Math.sqrt(norm);
    room.clear(most);
    for (int i = 0; i < count; i++) {
      int at = touched[i];
      room.offer(at, sums[at] / (norms[at] * root));
      sums[at] = 0;
    }
  }
}
