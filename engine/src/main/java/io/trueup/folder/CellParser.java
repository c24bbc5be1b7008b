package io.trueup.folder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns the text of one column's cells into values. */
final class CellParser {
  private static final int ID_CHARACTERS = 256;

  private final Column column;
  private final Map<String, String> words = new HashMap<>();

  CellParser(Column column) {
    this.column = column;
    column.allowed().forEach(word -> words.put(word, word));
  }

  /** The value of a cell that is not empty, or a {@link BadCell}. */
  Object parse(String text) {
    if (text.length() > RawRow.FIELD_CHARACTERS) {
      return new BadCell(
          ProblemKind.TOO_LONG,
          "is longer than " + RawRow.FIELD_CHARACTERS + " characters; shorten it");
    }
    return switch (column.type()) {
      case ID -> id(text);
      case TEXT -> text(text);
      case LIST -> text(text) instanceof BadCell bad ? bad : list(text);
      case WORD -> word(text);
      case PATTERNS -> text(text) instanceof BadCell bad ? bad : patterns(text);
      case PAIRS -> text(text) instanceof BadCell bad ? bad : pairs(text);
      case CURRENCY -> currency(text);
      case DATE -> Times.date(text);
      case INSTANT -> Times.instant(text);
      case MOMENT -> Times.moment(text);
      case DECIMAL -> within(Numbers.decimal(text));
      case WHOLE -> whole(text);
    };
  }

  private static Object id(String text) {
    if (text.length() > ID_CHARACTERS) {
      return new BadCell(
          ProblemKind.BAD_ID,
          "is longer than " + ID_CHARACTERS + " characters, which no id is; check the row");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return new BadCell(ProblemKind.BAD_ID, "holds a control character; remove it from the id");
      }
    }
    return text;
  }

  private static Object text(String text) {
    return text.indexOf('\0') < 0
        ? text
        : new BadCell(ProblemKind.BAD_TEXT, "holds a NUL character; remove it");
  }

  private static List<String> list(String text) {
    Set<String> items = new LinkedHashSet<>();
    for (String item : text.split(";")) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }

  private Object word(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (words.isEmpty()) {
      return id(lower);
    }
    String word = words.get(lower);
    return word != null ? word : unknown(text);
  }

  private BadCell unknown(String text) {
    String meant =
        Nearest.find(text, column.allowed()).map(near -> "; did you mean " + near + "?").orElse("");
    return new BadCell(
        ProblemKind.UNKNOWN_VALUE,
        "is none of " + String.join(", ", column.allowed()) + (meant.isEmpty() ? "" : meant));
  }

  private Object patterns(String text) {
    List<String> items = new ArrayList<>();
    for (String item : list(text)) {
      String lower = item.toLowerCase(Locale.ROOT);
      if (!words.isEmpty() && item.indexOf('*') < 0 && !words.containsKey(lower)) {
        return unknown(item);
      }
      items.add(words.isEmpty() ? item : lower);
    }
    return List.copyOf(items);
  }

  private static Object pairs(String text) {
    Map<String, String> pairs = new TreeMap<>();
    for (String item : list(text)) {
      int equals = item.indexOf('=');
      if (equals < 1 || pairs.containsKey(item.substring(0, equals).strip())) {
        return new BadCell(
            ProblemKind.BAD_PAIRS,
            "must be name=value, each name once; write term=annual;office=North");
      }
      pairs.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
    }
    return Map.copyOf(pairs);
  }

  private static Object currency(String text) {
    String code = text.toUpperCase(Locale.ROOT);
    return Codes.ALL.contains(code)
        ? code.intern()
        : new BadCell(
            ProblemKind.UNKNOWN_CURRENCY, "is no ISO 4217 currency; write a code such as USD");
  }

  private Object whole(String text) {
    Object number = within(Numbers.decimal(text));
    if (number instanceof BigDecimal decimal) {
      return decimal.scale() <= 0
          ? (Object) decimal.intValueExact()
          : new BadCell(ProblemKind.BAD_NUMBER, "is no whole number; leave out the fraction");
    }
    return number;
  }

  private Object within(Object number) {
    if (number instanceof BigDecimal decimal
        && (decimal.compareTo(column.least()) < 0 || decimal.compareTo(column.most()) > 0)) {
      String bounds =
          decimal.signum() < 0 && column.least().signum() == 0
              ? "is negative; it must be 0 or more"
              : "is out of range; it must lie between "
                  + column.least().toPlainString()
                  + " and "
                  + column.most().toPlainString();
      return new BadCell(ProblemKind.OUT_OF_RANGE, bounds);
    }
    return number;
  }

  /** Currencies that have minor units: no metals, no test codes. */
  private static final class Codes {
    static final Set<String> ALL = codes();

    private static Set<String> codes() {
      Set<String> codes = new HashSet<>();
      for (Currency currency : Currency.getAvailableCurrencies()) {
        if (currency.getDefaultFractionDigits() >= 0) {
          codes.add(currency.getCurrencyCode());
        }
      }
      return Set.copyOf(codes);
    }
  }
}
