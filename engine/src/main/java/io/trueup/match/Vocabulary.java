package io.trueup.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that people write beside a client's name and that are no part of it: what it is used for,
 * where it stands, what became of it. Some come from the tenant's policy, others are learned from
 * the accounts themselves (see {@link SiteWords}).
 */
public final class Vocabulary {
  private static final int STATE = 1;
  private static final int REMARK = 2;
  private static final int APART = 4;

  private final Set<String> remarks;
  private final Set<String> states;
  private final Set<String> learnedApart;
  private final Map<String, Integer> meanings = new HashMap<>();

  private Vocabulary(Set<String> remarks, Set<String> states, Set<String> learnedApart) {
    this.remarks = Set.copyOf(remarks);
    this.states = Set.copyOf(states);
    this.learnedApart = Set.copyOf(learnedApart);
    states.forEach(word -> meanings.merge(word, STATE, (a, b) -> a | b));
    remarks.forEach(word -> meanings.merge(word, REMARK, (a, b) -> a | b));
    learnedApart.forEach(word -> meanings.merge(word, APART, (a, b) -> a | b));
  }

  /**
   * Each phrase counts by its words.
   *
   * @param remarks of use and place: backup, co-managed, main office
   * @param states what became of it: deleted, do not use, old
   */
  public static Vocabulary of(Collection<String> remarks, Collection<String> states) {
    return new Vocabulary(words(remarks), words(states), Set.of());
  }

  private static Set<String> words(Collection<String> phrases) {
    Set<String> words = new HashSet<>();
    for (String phrase : phrases) {
      words.addAll(List.of(Name.of(phrase).words()));
    }
    return words;
  }

  /** With words that were seen behind many names: anywhere, or only apart from the name. */
  Vocabulary with(Set<String> anywhere, Set<String> apart) {
    Set<String> all = new HashSet<>(remarks);
    all.addAll(anywhere);
    return new Vocabulary(all, states, apart);
  }

  /**
   * Whether the word is a remark where it stands.
   *
   * @param apart whether it stands by itself, behind a dash or in brackets
   * @param first whether it is the first word of the name
   * @param gone whether the integration says that the account is not active
   */
  boolean isRemark(String word, boolean apart, boolean first, boolean gone) {
    Integer meaning = meanings.get(word);
    if (meaning == null) {
      return false;
    }
    if ((meaning & STATE) != 0) {
      return apart || gone || (!first && word.length() > 4);
    }
    return (meaning & REMARK) != 0 ? apart || !first : apart;
  }

  /** Words that one of the two understands and the other does not, or not everywhere. */
  Set<String> differenceTo(Vocabulary other) {
    Set<String> words = new HashSet<>();
    difference(remarks, other.remarks, words);
    difference(other.remarks, remarks, words);
    difference(learnedApart, other.learnedApart, words);
    difference(other.learnedApart, learnedApart, words);
    return words;
  }

  private static void difference(Set<String> all, Set<String> without, Set<String> words) {
    for (String word : all) {
      if (!without.contains(word)) {
        words.add(word);
      }
    }
  }

  boolean knows(String word) {
    return meanings.containsKey(word);
  }
}
