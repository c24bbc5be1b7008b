package io.trueup.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names by the runs of three letters in them, rare runs counting more: the cosine of TF-IDF
 * vectors, over an inverted index. It finds what is spelt nearly the same without comparing all
 * pairs.
 */
final class Trigrams {
  /** With so many rare runs, common ones are left out: they would find half the index each. */
  private static final int ENOUGH = 4;

  /** A name of the index and how near it is, 0 to 1. */
  record Hit(int name, double likeness) {}

  private final Map<String, Integer> numbers = new HashMap<>();
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
    grams.forEach(of -> Arrays.stream(of).forEach(gram -> frequency[gram]++));
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
      String gram = text.substring(i, i + 3);
      Integer known =
          number ? numbers.computeIfAbsent(gram, g -> numbers.size()) : numbers.get(gram);
      if (known != null) {
        found[count++] = known;
      }
    }
    return Arrays.stream(found, 0, count).distinct().toArray();
  }

  /** Room to count in, to be used by one thread. */
  float[] scratch() {
    return new float[norms.length];
  }

  /** The nearest names, the nearest first; equal ones in the order of the index. */
  List<Hit> nearest(Name name, int most, float[] scratch) {
    int[] grams = of(name, false);
    float norm = 0;
    int[] touched = new int[256];
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
        if (scratch[at] == 0) {
          touched = count == touched.length ? Arrays.copyOf(touched, count * 2) : touched;
          touched[count++] = at;
        }
        scratch[at] += weight;
      }
    }
    double root = Math.sqrt(norm);
    TopHits top = new TopHits(most);
    for (int i = 0; i < count; i++) {
      int at = touched[i];
      top.offer(at, scratch[at] / (norms[at] * root));
      scratch[at] = 0;
    }
    return top.list();
  }

  /** Keeps the best few. */
  private static final class TopHits {
    private final int[] names;
    private final double[] likeness;
    private int size;

    TopHits(int most) {
      names = new int[most];
      likeness = new double[most];
    }

    void offer(int name, double like) {
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

    List<Hit> list() {
      List<Hit> hits = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        hits.add(new Hit(names[i], likeness[i]));
      }
      return hits;
    }
  }
}
