package io.trueup.ruletests;

import static io.trueup.ruletests.OracleInput.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Accounts whose usage is divided over companies. Every value of every split is looked at by
 * itself: those without a star that fit go before those with one, and those of nothing but stars
 * come last.
 */
final class OracleSplits {

  private OracleSplits() {}

  /** Companies that the best splits give a record to: none when it stays with its account. */
  static Set<String> claimants(OracleInput input, Map<String, String> record) {
    Set<String> exact = new TreeSet<>();
    Set<String> like = new TreeSet<>();
    Set<String> anything = new TreeSet<>();
    for (Map<String, String> split : input.splits) {
      String value = value(record, text(split, "attribute"));
      if (!OracleInput.account(split).equals(OracleInput.account(record)) || value.isEmpty()) {
        continue;
      }
      for (String pattern : text(split, "value").split(";")) {
        String wanted = pattern.strip().toLowerCase(Locale.ROOT);
        if (!wanted.isEmpty() && fits(wanted, value)) {
          Set<String> group =
              !wanted.contains("*") ? exact : wanted.matches("\\*+") ? anything : like;
          group.add(text(split, "company_id"));
        }
      }
    }
    return List.of(exact, like, anything).stream()
        .filter(group -> !group.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  private static String value(Map<String, String> record, String attribute) {
    if (attribute.equalsIgnoreCase("domain")) {
      String user = text(record, "user_id");
      return user.contains("@") ? user.replaceAll("^.*@", "").toLowerCase(Locale.ROOT) : "";
    }
    if (attribute.equalsIgnoreCase("state")) {
      return OracleInput.textOr(record, "state", "active");
    }
    return record.entrySet().stream()
        .filter(cell -> cell.getKey().equalsIgnoreCase(attribute))
        .map(cell -> cell.getValue().strip().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private static boolean fits(String wanted, String value) {
    String pattern =
        Arrays.stream(wanted.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches();
  }
}
