package io.trueup.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the name of an account differs from that of its company. */
enum Disguise {
  EXACT(278),
  SUFFIX_DROP(140),
  SUFFIX_CHANGE(94),
  WRONG_SUFFIX(20),
  LEGAL_ONLY(39),
  LOCATION(75),
  CASE(73),
  PUNCTUATION(62),
  CODE_PREFIX(57),
  TYPO(39),
  NOTE(33),
  TAIL_DROPPED(24),
  ABBREVIATION(22),
  CODE(20),
  SLUG(17),
  ACRONYM(16),
  ACRONYM_AND_NAME(9),
  STATUS(15),
  AMPERSAND(15),
  ARTICLE(15),
  FIRST_WORD(12),
  ORDER(12),
  DOMAIN_NAME(12),
  TENANT_NAME(5),
  GROUP_ADDED(9),
  TRUNCATED(8),
  TRANSLITERATION(30),
  MOJIBAKE(2);

  /** Kinds that leave nothing of the name: a second change on top of them means nothing. */
  private static final Set<Disguise> WHOLE =
      Set.of(CODE, SLUG, ACRONYM, DOMAIN_NAME, TENANT_NAME, FIRST_WORD);

  /** Kinds that stand well on top of another. */
  static final Set<Disguise> SECOND =
      Set.of(SUFFIX_CHANGE, LOCATION, CASE, PUNCTUATION, CODE_PREFIX, TYPO, NOTE, STATUS);

  private final int weight;

  Disguise(int weight) {
    this.weight = weight;
  }

  /** How many of a thousand accounts it is seen at. */
  int weight() {
    return weight;
  }

  /** What the truth calls it. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takesAnother() {
    return !WHOLE.contains(this);
  }

  /** The name so changed; null where this kind does not fit the company. */
  @Nullable String of(String name, MadeCompany company, Draw draw) {
    Tongue tongue = company.tongue();
    boolean whole = name.equals(company.name());
    return switch (this) {
      case EXACT -> name;
      case SUFFIX_DROP -> whole ? company.base() : name;
      case SUFFIX_CHANGE -> form(whole ? company.base() : name, company.form(), draw);
      case WRONG_SUFFIX -> company.base() + " " + draw.of(tongue.forms());
      case LEGAL_ONLY -> company.legalName();
      case LOCATION -> joined(name, place(company, draw), draw);
      case CASE -> cased(name, draw);
      case PUNCTUATION -> punctuated(name, draw);
      case CODE_PREFIX -> prefixed(name, company, draw);
      case TYPO -> typed(name, draw);
      case NOTE -> draw.of(tongue.notes()).replace("{}", name);
      case STATUS -> draw.of(tongue.farewells()).replace("{}", name);
      case TAIL_DROPPED -> head(company.base().split(" "));
      case ABBREVIATION -> shortened(name);
      case CODE -> company.identifier();
      case SLUG -> slug(company.base(), draw);
      case ACRONYM -> company.acronym().length() > 1 ? company.acronym() : null;
      case ACRONYM_AND_NAME ->
          draw.of("{a} - {n}", "{n} ({a})", "{n} | {a}", "{a} ({n})")
              .replace("{a}", company.acronym())
              .replace("{n}", name);
      case AMPERSAND -> partners(name, tongue, draw);
      case ARTICLE -> name.startsWith("The ") ? name.substring(4) : "The " + name;
      case FIRST_WORD -> first(company.words());
      case ORDER -> turned(company.base().split(" "), draw);
      case DOMAIN_NAME -> company.domains().isEmpty() ? null : company.domains().get(0);
      case TENANT_NAME -> Latin.squashed(company.base()) + ".onmicrosoft.com";
      case GROUP_ADDED -> company.base() + draw.of(" Group", " & Co", " Team", " Services");
      case TRUNCATED -> name.length() > 17 ? name.substring(0, draw.of(15, 16)).strip() : null;
      case TRANSLITERATION -> changed(name, draw.of(Latin.spelled(name), Latin.bare(name)));
      case MOJIBAKE ->
          changed(
              name, new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    };
  }

  private static @Nullable String changed(String name, String other) {
    return other.equals(name) ? null : other;
  }

  private static String form(String base, String form, Draw draw) {
    String written = draw.of(form, form, form.replace(".", ""), form.toUpperCase(Locale.ROOT));
    return base + draw.of(" ", " ", ", ") + written;
  }

  private static String place(MadeCompany company, Draw draw) {
    return draw.of(company.city(), draw.of(company.tongue().locations()));
  }

  private static String joined(String name, String place, Draw draw) {
    return draw.of("{} - []", "{} ([])", "{} | []", "{}: []", "{} []", "{} -[]", "{}, []")
        .replace("{}", name)
        .replace("[]", place);
  }

  private static String cased(String name, Draw draw) {
    return switch (draw.between(0, 3)) {
      case 0 -> name.toUpperCase(Locale.ROOT);
      case 1 -> name.toLowerCase(Locale.ROOT);
      case 2 -> name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
      default -> name.replaceAll("[^\\p{L}\\p{N}]+", "");
    };
  }

  private static String punctuated(String name, Draw draw) {
    return switch (draw.between(0, 5)) {
      case 0 -> name + " ";
      case 1 -> name.replace(".", "").replace(",", "");
      case 2 -> name.replace(' ', '_');
      case 3 -> name.replaceFirst(" ", "  ");
      case 4 -> name.replace("'", "\u2019").replace('-', ' ');
      default -> name.replaceFirst(" ", "\u00a0");
    };
  }

  private static String prefixed(String name, MadeCompany company, Draw draw) {
    String code = draw.of(company.identifier(), String.valueOf(draw.between(100, 9999)));
    return draw.of("{c} - {n}", "[{c}] {n}", "({c}) {n}", "{c}_{n}", "{c}: {n}", "{c} {n}")
        .replace("{c}", code)
        .replace("{n}", name);
  }

  private static @Nullable String typed(String name, Draw draw) {
    List<Integer> inside = new ArrayList<>();
    for (int i = 1; i < name.length() - 1; i++) {
      if (Character.isLetter(name.charAt(i)) && Character.isLetter(name.charAt(i - 1))) {
        inside.add(i);
      }
    }
    if (inside.isEmpty()) {
      return null;
    }
    int at = draw.of(inside);
    String before = name.substring(0, at);
    char letter = name.charAt(at);
    String after = name.substring(at + 1);
    return switch (draw.between(0, 3)) {
      case 0 -> before + after;
      case 1 -> before + letter + letter + after;
      case 2 -> before + draw.of('a', 'e', 'i', 'o', 'r', 's', 't', 'n') + after;
      default -> before + after.charAt(0) + letter + after.substring(1);
    };
  }

  private static @Nullable String head(String[] words) {
    return words.length < 2 ? null : String.join(" ", List.of(words).subList(0, words.length - 1));
  }

  /** Its first long word by its beginning, where other words still tell who it is. */
  private static @Nullable String shortened(String name) {
    for (String word : name.split(" ")) {
      if (word.length() > 7 && name.length() > word.length() + 5) {
        return name.replace(word, word.substring(0, word.length() > 9 ? 4 : 3) + ".");
      }
    }
    return null;
  }

  private static String slug(String base, Draw draw) {
    String words = Latin.bare(base).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return draw.of(Latin.squashed(base), Latin.squashed(base), words);
  }

  private static @Nullable String partners(String name, Tongue tongue, Draw draw) {
    String and = " " + tongue.and() + " ";
    if (name.contains(" & ")) {
      return name.replace(" & ", draw.of(and, " + ", " &amp; ", "&"));
    }
    return name.contains(and) ? name.replace(and, draw.of(" & ", " + ")) : null;
  }

  private static @Nullable String first(List<String> words) {
    return words.size() > 1 && words.get(0).length() > 3 ? words.get(0) : null;
  }

  private static @Nullable String turned(String[] words, Draw draw) {
    if (words.length < 2) {
      return null;
    }
    String rest = List.of(words).subList(1, words.length).stream().collect(Collectors.joining(" "));
    return draw.of(rest + " " + words[0], rest + ", " + words[0]);
  }
}
