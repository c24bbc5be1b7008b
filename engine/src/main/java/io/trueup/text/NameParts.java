package io.trueup.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a company or account, taken apart.
 *
 * <pre>{@code
 * of("9102 - The Smith & Jones Mfg. Co., Ltd. (HQ) | Little Rock dba S&J")
 *   CODE    9102
 *   MAIN    core [smith, and, jones, manufacturing], weak [], forms [ltd]
 *   BRACKET hq
 *   TAIL    core [little, rock]
 *   ALIAS   core [s, and, j]
 * }</pre>
 *
 * <p>There is exactly one {@link Kind#MAIN} segment, always; it is empty when the name has no
 * letter and no digit. Immutable; made without locks; never throws.
 *
 * @param text the name as {@link Folding#fold} gives it
 * @param segments in an order that tells nothing but for segments of one kind, which stand as in
 *     the name
 */
public record NameParts(String text, List<Segment> segments) {
  /** What a stretch of a name is for. */
  public enum Kind {
    /** The name itself. */
    MAIN,
    /**
     * A number or short code beside the name: {@code 9102 - }, {@code [ABC]}, {@code (ALPHOT)}, or
     * letters that the name explains, before or after it: {@code DPS | Dibsies Personalization}.
     */
    CODE,
    /** What stands in brackets and is none of the others. */
    BRACKET,
    /** After {@code " - "}, {@code "|"}, {@code " / "}, {@code ": "}; after "Inc.," */
    TAIL,
    /** Another name: after dba, d/b/a, t/a, trading as, aka. */
    ALIAS,
    /** A name it had: after fka, formerly, previously, ex. */
    FORMER,
    /** Whose hands it is in: after c/o, care of, attn. */
    CARE_OF,
    /**
     * Signs that people put before names to sort or hide them: {@code zz}, {@code _}, {@code *}.
     */
    MARK
  }

  /**
   * A stretch of a name. All words are folded.
   *
   * @param kind what it is for
   * @param text the stretch, folded, punctuation and all
   * @param tokens its words as written, legal forms and all; conjunctions are "and"
   * @param words the core as written: without a leading "the", legal forms and weak words; a name
   *     of three words or more in camel case is split (GlamByWhit)
   * @param core {@code words} with one spelling for each word of {@link Abbreviations}
   * @param forms codes of legal forms, see {@link LegalForms}
   * @param weak codes of words that say little, see {@link LegalForms}
   */
  public record Segment(
      Kind kind,
      String text,
      List<String> tokens,
      List<String> words,
      List<String> core,
      List<String> forms,
      List<String> weak) {
    public Segment {
      tokens = List.copyOf(tokens);
      words = List.copyOf(words);
      core = List.copyOf(core);
      forms = List.copyOf(forms);
      weak = List.copyOf(weak);
    }

    /** The core in one string, words apart by a space: two names of one key are the same name. */
    public String key() {
      return String.join(" ", core);
    }

    /**
     * Core words without conjunctions and other stop words; the core when nothing else is in it.
     */
    public List<String> significant() {
      List<String> kept = new ArrayList<>(core.size());
      for (String word : core) {
        if (!Likeness.isStopWord(word)) {
          kept.add(word);
        }
      }
      return kept.isEmpty() ? core : kept;
    }

    /** Words as written, joined, without conjunctions: what a domain is often made of. */
    public String squash() {
      StringBuilder joined = new StringBuilder();
      for (String word : words) {
        if (!word.equals(Token.AND)) {
          joined.append(word);
        }
      }
      return joined.isEmpty() ? String.join("", words) : joined.toString();
    }

    /** {@link #squash} with conjunctions. */
    public String squashAll() {
      return String.join("", words);
    }

    /** First letters of the words without stop words; numbers count whole. */
    public String initials() {
      return initials(false);
    }

    /** First letters of all words, stop words and all. */
    public String initialsOfAll() {
      return initials(true);
    }

    private String initials(boolean all) {
      StringBuilder initials = new StringBuilder();
      for (String word : words) {
        if (Character.isDigit(word.charAt(0))) {
          initials.append(word);
        } else if (all || !Likeness.isStopWord(word)) {
          initials.append(word.charAt(0));
        }
      }
      return initials.toString();
    }
  }

  public NameParts {
    segments = List.copyOf(segments);
  }

  /** Takes a name apart. */
  public static NameParts of(String name) {
    String ascii = Folding.ascii(name);
    return new NameParts(
        ascii.toLowerCase(Locale.ROOT),
        new Segments(withoutSuffix(ascii), Folding.writing(name)).list());
  }

  /** A name that is a domain stands for its label: acme of acme.co.uk. */
  private static String withoutSuffix(String name) {
    int dot = name.indexOf('.');
    return dot > 1 && name.indexOf(' ') < 0
        ? Domains.nameIn(name).map(label -> asWritten(label, name)).orElse(name)
        : name;
  }

  private static String asWritten(String label, String name) {
    int at = name.toLowerCase(Locale.ROOT).lastIndexOf(label + ".");
    return at < 0 ? label : name.substring(at, at + label.length());
  }

  /** The name itself. */
  public Segment main() {
    for (Segment segment : segments) {
      if (segment.kind == Kind.MAIN) {
        return segment;
      }
    }
    throw new IllegalStateException("no main segment — " + text + " — make names by NameParts.of");
  }

  /** Segments of one kind. */
  public List<Segment> list(Kind kind) {
    return segments.stream().filter(segment -> segment.kind == kind).toList();
  }

  /** {@link Segment#key} of the name itself. */
  public String key() {
    return main().key();
  }

  /** {@link Segment#squash} of the name itself. */
  public String squash() {
    return main().squash();
  }

  /** {@link Segment#initials} of the name itself. */
  public String initials() {
    return main().initials();
  }
}
