package io.trueup.client;

import io.trueup.decision.AccountKey;
import io.trueup.decision.InForce;
import io.trueup.decision.LinkDecision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the identical name alone may link accounts of an integration.
 *
 * @param setting {@code auto}, {@code yes} or {@code no}; {@code auto} while nobody has said
 * @param on what it comes to
 * @param confirmed how many accounts of the integration people have confirmed
 * @param needed how many are needed before {@code auto} switches it on
 * @param said the decision that set it; null while nobody has
 */
public record NameMatching(
    String integrationId,
    String setting,
    boolean on,
    int confirmed,
    int needed,
    @Nullable LinkDecision said) {
  /** What people can set it to. */
  public static final List<String> SETTINGS = List.of("auto", "yes", "no");

  /**
   * Of one integration.
   *
   * @param decisions all that count about it and its accounts, by number
   */
  static NameMatching of(String integrationId, Collection<LinkDecision> decisions, int needed) {
    LinkDecision said = null;
    Map<AccountKey, List<LinkDecision>> accounts = new HashMap<>();
    for (LinkDecision decision : decisions) {
      if (decision.kind().equals(LinkDecision.MATCH_ON_NAME)) {
        said = decision;
      } else {
        accounts.computeIfAbsent(decision.account(), k -> new ArrayList<>(2)).add(decision);
      }
    }
    int confirmed =
        (int) accounts.values().stream().filter(each -> InForce.of(each).confirmed()).count();
    String setting = said == null || said.setting() == null ? "auto" : said.setting();
    boolean on = setting.equals("yes") || (setting.equals("auto") && confirmed >= needed);
    return new NameMatching(integrationId, setting, on, confirmed, needed, said);
  }

  /**
   * What integrations.csv is to say.
   *
   * @param decisions all that count, by number
   * @param synced integrations that the service reads itself: they all have a setting; others only
   *     where a person gave them one
   * @return {@code yes} or {@code no}, by integration
   */
  public static Map<String, String> words(
      Collection<LinkDecision> decisions, Collection<String> synced, int needed) {
    Map<String, List<LinkDecision>> all = new TreeMap<>();
    synced.forEach(id -> all.put(id, new ArrayList<>()));
    for (LinkDecision decision : decisions) {
      if (decision.kind().equals(LinkDecision.MATCH_ON_NAME)) {
        all.computeIfAbsent(decision.integrationId(), k -> new ArrayList<>());
      }
    }
    for (LinkDecision decision : decisions) {
      List<LinkDecision> about = all.get(decision.integrationId());
      if (about != null) {
        about.add(decision);
      }
    }
    Map<String, String> words = new TreeMap<>();
    all.forEach((id, about) -> words.put(id, of(id, about, needed).on() ? "yes" : "no"));
    return words;
  }

  /** Why it is on or off, a sentence. */
  public String reason() {
    return switch (setting) {
      case "yes" -> "Set to yes: an identical name links an account without a person's word.";
      case "no" -> "Set to no: an identical name only suggests.";
      default ->
          on
              ? "People have confirmed "
                  + confirmed
                  + " of its accounts, and "
                  + needed
                  + " are enough for an identical name to link the others."
              : "An identical name only suggests until people have confirmed "
                  + needed
                  + " of its accounts; so far it is "
                  + confirmed
                  + ".";
    };
  }
}
