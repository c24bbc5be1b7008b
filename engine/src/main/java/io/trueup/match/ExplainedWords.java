package io.trueup.match;

import io.trueup.text.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What explains a word of an account's name that a company's name lacks: a remark, the client's own
 * town, a code, or another of its names.
 */
final class ExplainedWords implements NameComparison.Explanation {
  /** Words of many towns, which are part of one only where the rest of it stands there too. */
  private static final Set<String> OF_MANY_TOWNS =
      Set.of(
          "new", "old", "north", "south", "east", "west", "saint", "st", "sankt", "san", "santa",
          "fort", "ft", "mount", "mt", "port", "lake", "great", "upper", "lower", "bad");

  private final AccountProfile account;
  private final CompanyProfile company;
  private final CompanyIndex index;
  private final Vocabulary vocabulary;
  private final boolean sameTown;

  /**
   * @param sameTown whether the two may be in one town, as far as they say
   */
  ExplainedWords(
      AccountProfile account,
      CompanyProfile company,
      CompanyIndex index,
      Vocabulary vocabulary,
      boolean sameTown) {
    this.account = account;
    this.company = company;
    this.index = index;
    this.vocabulary = vocabulary;
    this.sameTown = sameTown;
  }

  @Override
  public boolean explains(String word, boolean apart, boolean first, Name theirs) {
    if (vocabulary.isRemark(word, apart, first, account.gone()) || isPlace(word)) {
      return true;
    }
    if (word.equals(company.code()) || ((apart || first) && isCode(word, apart, theirs))) {
      return true;
    }
    return company.hasInOtherName(word, theirs);
  }

  private boolean isPlace(String word) {
    if (OF_MANY_TOWNS.contains(word)) {
      List<String> town = Places.words(company.city().isEmpty() ? account.city() : company.city());
      List<String> rest = new ArrayList<>(town);
      rest.removeAll(OF_MANY_TOWNS);
      return rest.size() < town.size() && List.of(account.name().words()).containsAll(rest);
    }
    if (company.places().contains(word)) {
      return true;
    }
    return sameTown && account.cityWords().contains(word);
  }

  private boolean isCode(String word, boolean apart, Name theirs) {
    if (hasDigit(word)) {
      return word.length() >= 3 && index.weights().count(word) == 0;
    }
    return apart
        && (NameComparison.isInitials(word, theirs)
            || Likeness.isCodeOf(word, company.nameWords()));
  }

  private static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isDigit(word.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Words of the account's own name that are neither remarks nor places. */
  String unknown() {
    StringBuilder unknown = new StringBuilder();
    for (String word : account.name().words()) {
      boolean known =
          vocabulary.knows(word)
              || index.places().contains(word)
              || account.cityWords().contains(word)
              || word.chars().allMatch(Character::isDigit);
      if (!known) {
        unknown.append(unknown.isEmpty() ? "" : " ").append(word);
      }
    }
    return unknown.toString();
  }
}
