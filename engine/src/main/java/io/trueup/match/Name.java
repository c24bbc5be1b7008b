package io.trueup.match;

import io.trueup.text.Likeness;
import io.trueup.text.NameParts;
import io.trueup.text.NameParts.Kind;
import io.trueup.text.NameParts.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name in the shape in which names are compared: its words in order, each with the stretch it
 * stands in, legal forms and codes apart. "Co" and "Company" say nothing; "Group", "Holdings" and
 * the like are words, since they tell sister companies apart.
 */
final class Name {
  private static final int MOST_WORDS = 20;

  /** A foundation beside a firm of the same name is another client. */
  private static final Set<String> FOUNDATIONS =
      Set.of("stichting", "stiftung", "foundation", "fundacja", "saatio", "fondation", "fundacion");

  private static final Set<String> SAYS_NOTHING = Set.of("co", "com");

  private final String[] words;
  private final int[] parts;
  private final String form;
  private final List<String> forms;
  private final List<String> formWords;
  private final List<String> codes;
  private final String key;
  private final String bare;
  private final String full;
  private final String initials;
  private final String allInitials;
  private final boolean cutOff;
  private final @Nullable Name main;

  private Name(List<Segment> segments, List<String> codes, boolean cutOff) {
    List<String> words = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    List<String> forms = new ArrayList<>();
    List<String> formWords = new ArrayList<>();
    StringBuilder bare = new StringBuilder();
    StringBuilder full = new StringBuilder();
    StringBuilder initials = new StringBuilder();
    StringBuilder allInitials = new StringBuilder();
    for (int part = 0; part < segments.size(); part++) {
      Segment segment = segments.get(part);
      for (String word : segment.core()) {
        add(word, part, words, parts);
      }
      for (String weak : segment.weak()) {
        if (!SAYS_NOTHING.contains(weak)) {
          add(weak, part, words, parts);
        }
      }
      for (String form : segment.forms()) {
        if (FOUNDATIONS.contains(form)) {
          add(form, part, words, parts);
        } else {
          forms.add(form);
        }
      }
      if (!segment.forms().isEmpty()) {
        formWords.addAll(segment.tokens());
        formWords.removeAll(segment.words());
      }
      bare.append(segment.squash());
      for (String token : segment.tokens()) {
        if (!token.equals("and")) {
          full.append(token);
        }
      }
      initials.append(segment.initials());
      for (String token : segment.tokens()) {
        if (!token.isEmpty()) {
          allInitials.append(token.charAt(0));
        }
      }
    }
    this.words = words.toArray(String[]::new);
    this.parts = parts.stream().mapToInt(Integer::intValue).toArray();
    this.forms = List.copyOf(forms);
    this.formWords = List.copyOf(formWords);
    this.form = String.join(" ", forms);
    this.codes = List.copyOf(codes);
    this.key = String.join("", words);
    this.bare = bare.toString();
    this.full = full.toString();
    this.initials = initials.toString();
    this.allInitials = allInitials.toString();
    this.main =
        segments.size() > 1 && !segments.get(0).core().isEmpty()
            ? new Name(segments.subList(0, 1), List.of(), false)
            : null;
    this.cutOff = cutOff || (this.words.length > 1 && joins(this.words[this.words.length - 1]));
  }

  private static void add(String word, int part, List<String> words, List<Integer> parts) {
    if (words.size() < MOST_WORDS && !word.equals("and")) {
      words.add(word);
      parts.add(part);
    }
  }

  /** The whole name: everything but names it had before and whose hands it is in. */
  static Name of(String written) {
    return of(written, NameParts.of(written));
  }

  /** The same of a name that was taken apart already, as the others below. */
  static Name of(String written, NameParts parts) {
    List<Segment> segments = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    segments.add(parts.main());
    for (Segment segment : parts.segments()) {
      switch (segment.kind()) {
        case CODE -> codes.add(String.join("", segment.tokens()));
        case BRACKET, TAIL, ALIAS -> segments.add(segment);
        case MAIN, FORMER, CARE_OF, MARK -> {}
      }
    }
    if (parts.main().core().isEmpty() && !codes.isEmpty()) {
      return Name.of(String.join(" ", codes));
    }
    String stripped = written.strip();
    char last = stripped.isEmpty() ? ' ' : stripped.charAt(stripped.length() - 1);
    return new Name(segments, codes, "-(&+,/|:".indexOf(last) >= 0);
  }

  /**
   * Other names within the name: after "dba", "formerly", and what stands in brackets with a legal
   * form. Empty for most.
   */
  static List<Name> others(NameParts parts) {
    List<Name> others = new ArrayList<>();
    boolean alias = false;
    for (Segment segment : parts.segments()) {
      boolean other =
          segment.kind() == Kind.ALIAS
              || segment.kind() == Kind.FORMER
              || (segment.kind() == Kind.BRACKET && !segment.forms().isEmpty());
      if (other && !segment.core().isEmpty()) {
        alias = true;
        others.add(new Name(List.of(segment), List.of(), false));
      }
    }
    if (alias) {
      others.add(0, new Name(List.of(parts.main()), List.of(), false));
    }
    return others;
  }

  /** The name with its codes as words, in case they are none: "TIDAUS - TiDA (Austin)". */
  static Optional<Name> withCodes(NameParts parts) {
    List<Segment> segments = new ArrayList<>();
    boolean coded = false;
    for (Segment segment : parts.segments()) {
      coded |= segment.kind() == Kind.CODE;
      switch (segment.kind()) {
        case MAIN -> segments.add(0, segment);
        case CODE, BRACKET, TAIL, ALIAS -> segments.add(segment);
        case FORMER, CARE_OF, MARK -> {}
      }
    }
    return coded ? Optional.of(new Name(segments, List.of(), false)) : Optional.empty();
  }

  /** Names after "dba": what the same client is called as well. */
  static List<Name> aliases(NameParts parts) {
    List<Name> aliases = new ArrayList<>();
    for (Segment segment : parts.segments()) {
      if (segment.kind() == Kind.ALIAS && !segment.core().isEmpty()) {
        aliases.add(new Name(List.of(segment), List.of(), false));
      }
    }
    return aliases;
  }

  /** The name before its first dash or bracket, when there is more after it. */
  Optional<Name> main() {
    return Optional.ofNullable(main);
  }

  /** Words that join others: of, the, de. */
  static boolean joins(String word) {
    return Likeness.isStopWord(word);
  }

  boolean isEmpty() {
    return words.length == 0;
  }

  String[] words() {
    return words;
  }

  /** The stretch that each word stands in; 0 is the name itself. */
  int[] parts() {
    return parts;
  }

  /** Codes of its legal forms, apart by spaces. */
  String form() {
    return form;
  }

  List<String> forms() {
    return forms;
  }

  /** Its legal forms as they are written. */
  List<String> formWords() {
    return formWords;
  }

  /** Codes that stand beside it: [ABC], 9102 -. */
  List<String> codes() {
    return codes;
  }

  /** All words in one: equal for names that are the same but for legal form and spaces. */
  String key() {
    return key;
  }

  /** As domains are made of it, without what says little. */
  String bare() {
    return bare;
  }

  /** With everything, legal form too. */
  String full() {
    return full;
  }

  String initials() {
    return initials;
  }

  String allInitials() {
    return allInitials;
  }

  /** Whether it plainly stops in the middle: "Benitez Software of". */
  boolean cutOff() {
    return cutOff;
  }
}
