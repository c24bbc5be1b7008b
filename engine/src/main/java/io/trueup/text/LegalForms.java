package io.trueup.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Legal forms at the end of names (Inc, GmbH, S. de R.L. de C.V.), for some languages also at the
 * start (SARL, Stichting, OOO). The list is {@code legal-forms.txt} beside this class.
 *
 * <pre>{@code
 * split(["smith", "and", "jones", "holdings", "pty", "ltd"])
 *     = Parts(core ["smith", "and", "jones"], forms ["ltd"], weak ["holding"])
 * }</pre>
 */
public final class LegalForms {
  /**
   * A name taken apart.
   *
   * @param core what is left; never empty unless the name was
   * @param forms codes of legal forms in the order they are written ({@code inc}, {@code llc},
   *     {@code ltd}, {@code gmbh} ...)
   * @param weak codes of words that are part of many names and say little ({@code co}, {@code
   *     group}, {@code holding}, {@code partners} ...), in the order they are written
   */
  public record Parts(List<String> core, List<String> forms, List<String> weak) {
    public Parts {
      core = List.copyOf(core);
      forms = List.copyOf(forms);
      weak = List.copyOf(weak);
    }
  }

  /** How two legal forms stand to each other. */
  public enum Likeness {
    /** One form. */
    SAME,
    /** Two forms of one country, which people mix: Inc and LLC. */
    MIXED,
    /** At least one of them is not known. */
    UNKNOWN,
    /** No country has both: Ltd and GmbH. */
    FOREIGN
  }

  private record Written(boolean start, boolean needsMark) {
    Written or(Written other) {
      return new Written(start || other.start, needsMark || other.needsMark);
    }
  }

  private record Spelling(List<String> words, String code, boolean weak, Written written) {}

  /** Spellings by their last and by their first word, the longest first. */
  private record Index(Map<String, List<Spelling>> ends, Map<String, List<Spelling>> starts) {}

  private static final List<String> LINES = Lists.entries("legal-forms.txt");
  private static final Index LATIN = index(false);
  private static final Map<String, Set<String>> COUNTRIES = countries();

  private LegalForms() {}

  /** Held apart: to read these spellings takes the rules of ICU, which take a second to load. */
  private static final class Scripts {
    private static final Index ALL = index(true);
  }

  private static Index index(boolean allScripts) {
    Index index = new Index(new HashMap<>(), new HashMap<>());
    for (String line : LINES) {
      read(line, allScripts, index);
    }
    for (Map<String, List<Spelling>> side : List.of(index.ends, index.starts)) {
      side.values().forEach(same -> same.sort(LegalForms::longestFirst));
    }
    return index;
  }

  private static int longestFirst(Spelling a, Spelling b) {
    return a.words.size() != b.words.size()
        ? b.words.size() - a.words.size()
        : Boolean.compare(a.weak, b.weak);
  }

  private static void read(String line, boolean allScripts, Index index) {
    String[] columns = line.split("\\|", -1);
    String code = columns[0].strip();
    boolean weak = columns[1].strip().equals("weak");
    Map<List<String>, Written> spellings = new LinkedHashMap<>();
    for (String each : columns[3].split(";", -1)) {
      String text = each.strip();
      if (allScripts || Folding.writing(text) != Folding.Writing.OTHER) {
        Written written = new Written(text.startsWith("^"), text.endsWith("~"));
        List<String> words = Tokens.of(text).stream().map(Token::text).toList();
        if (!words.isEmpty()) {
          spellings.merge(words, written, Written::or);
        }
      }
    }
    spellings.forEach((words, written) -> add(new Spelling(words, code, weak, written), index));
  }

  private static void add(Spelling spelling, Index index) {
    List<String> words = spelling.words;
    index
        .ends
        .computeIfAbsent(words.get(words.size() - 1), none -> new ArrayList<>())
        .add(spelling);
    if (spelling.written.start) {
      index.starts.computeIfAbsent(words.get(0), none -> new ArrayList<>()).add(spelling);
    }
  }

  private static Map<String, Set<String>> countries() {
    Map<String, Set<String>> countries = new HashMap<>();
    for (String line : LINES) {
      String[] columns = line.split("\\|", -1);
      countries
          .computeIfAbsent(columns[0].strip(), none -> new HashSet<>())
          .addAll(List.of(columns[2].strip().split(" ", -1)));
    }
    return countries;
  }

  /** Takes apart a name of folded words, "and" for any conjunction. */
  public static Parts split(List<String> folded) {
    List<Token> tokens = new ArrayList<>(folded.size());
    for (String word : folded) {
      tokens.add(new Token(word, word, false));
    }
    Split split = splitTokens(tokens, Folding.Writing.LATIN);
    return new Parts(folded.subList(split.from, split.to), split.forms, split.weak);
  }

  /** Where the core begins and ends. */
  record Split(int from, int to, List<String> forms, List<String> weak) {}

  static Split splitTokens(List<Token> tokens, Folding.Writing writing) {
    Index index = writing == Folding.Writing.OTHER ? Scripts.ALL : LATIN;
    int from = 0;
    int to = tokens.size();
    List<String> forms = new ArrayList<>();
    List<String> weak = new ArrayList<>();
    while (true) {
      Spelling end = end(index.ends, tokens, from, to);
      if (end == null) {
        break;
      }
      to -= end.words.size();
      (end.weak ? weak : forms).add(0, end.code);
      while (to > from + 1 && tokens.get(to - 1).isConjunction()) {
        to--;
      }
    }
    Spelling start = start(index.starts, tokens, from, to);
    if (start != null) {
      from += start.words.size();
      forms.add(0, start.code);
    }
    return new Split(from, to, forms, weak);
  }

  /** Whether a single folded word is a legal form wherever it stands, as "llc" is. */
  static boolean isForm(String word) {
    for (Spelling spelling : LATIN.ends.getOrDefault(word, List.of())) {
      if (spelling.words.size() == 1 && !spelling.weak && !spelling.written.needsMark) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Spelling end(
      Map<String, List<Spelling>> ends, List<Token> tokens, int from, int to) {
    if (to - from < 2) {
      return null;
    }
    for (Spelling spelling : ends.getOrDefault(tokens.get(to - 1).text(), List.of())) {
      int at = to - spelling.words.size();
      if (at > from && names(tokens, from, at) && fits(spelling, tokens, at)) {
        return spelling;
      }
    }
    return null;
  }

  private static @Nullable Spelling start(
      Map<String, List<Spelling>> starts, List<Token> tokens, int from, int to) {
    if (to - from < 2) {
      return null;
    }
    for (Spelling spelling : starts.getOrDefault(tokens.get(from).text(), List.of())) {
      int rest = from + spelling.words.size();
      if (rest < to && names(tokens, rest, to) && fits(spelling, tokens, from)) {
        return spelling;
      }
    }
    return null;
  }

  /** Whether something in the range can be a name by itself: not "the", not "and". */
  private static boolean names(List<Token> tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      Token token = tokens.get(i);
      if (!token.isConjunction() && !token.text().equals("the")) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(Spelling spelling, List<Token> tokens, int at) {
    boolean marked = false;
    for (int i = 0; i < spelling.words.size(); i++) {
      Token token = tokens.get(at + i);
      if (!token.text().equals(spelling.words.get(i))) {
        return false;
      }
      marked |= token.marked();
    }
    return marked || !spelling.written.needsMark;
  }

  /** Compares two codes; null or empty for a name that has no form. */
  public static Likeness compatible(@Nullable String a, @Nullable String b) {
    if (a == null || b == null || !COUNTRIES.containsKey(a) || !COUNTRIES.containsKey(b)) {
      return Likeness.UNKNOWN;
    }
    if (a.equals(b)) {
      return Likeness.SAME;
    }
    Set<String> shared = new HashSet<>(COUNTRIES.getOrDefault(a, Set.of()));
    shared.retainAll(COUNTRIES.getOrDefault(b, Set.of()));
    return shared.isEmpty() ? Likeness.FOREIGN : Likeness.MIXED;
  }

  /** ISO 3166 codes of countries that have this form, sorted; none for codes that are not known. */
  public static Set<String> countries(String code) {
    Set<String> found = new TreeSet<>(COUNTRIES.getOrDefault(code, Set.of()));
    found.remove("");
    return found;
  }
}
