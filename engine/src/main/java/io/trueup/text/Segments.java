package io.trueup.text;

import io.trueup.text.NameParts.Kind;
import io.trueup.text.NameParts.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts a name where its writer did: at brackets, dashes and words such as "dba". */
final class Segments {
  private record Marker(String words, Kind kind) {}

  private static final List<Marker> MARKERS =
      List.of(
          new Marker("doing business as", Kind.ALIAS),
          new Marker("trading as", Kind.ALIAS),
          new Marker("also known as", Kind.ALIAS),
          new Marker("d/b/a", Kind.ALIAS),
          new Marker("d.b.a.", Kind.ALIAS),
          new Marker("dba", Kind.ALIAS),
          new Marker("t/a", Kind.ALIAS),
          new Marker("a/k/a", Kind.ALIAS),
          new Marker("a.k.a.", Kind.ALIAS),
          new Marker("aka", Kind.ALIAS),
          new Marker("formerly known as", Kind.FORMER),
          new Marker("previously known as", Kind.FORMER),
          new Marker("formerly", Kind.FORMER),
          new Marker("previously", Kind.FORMER),
          new Marker("f/k/a", Kind.FORMER),
          new Marker("f.k.a.", Kind.FORMER),
          new Marker("fka", Kind.FORMER),
          new Marker("c/o", Kind.CARE_OF),
          new Marker("care of", Kind.CARE_OF),
          new Marker("attn", Kind.CARE_OF));

  /** Brackets that belong to a legal form: Acme (Pvt) Ltd, UG (haftungsbeschränkt), AB (publ). */
  private static final Set<String> INLINE =
      Set.of(
          "p",
          "pvt",
          "private",
          "pty",
          "publ",
          "haftungsbeschrankt",
          "haftungsbeschraenkt",
          "haftungsbeschr.",
          "haftungsbeschr",
          "h.b.",
          "the",
          "opc");

  /** Brackets in brackets in brackets: deeper ones are not told apart. */
  private static final int DEEPEST = 3;

  private final Folding.Writing writing;
  private final List<Piece> pieces = new ArrayList<>();

  Segments(String ascii, Folding.Writing writing) {
    this.writing = writing;
    int start = marks(ascii);
    if (start > 0) {
      String mark = ascii.substring(0, start).strip();
      pieces.add(new Piece(Kind.MARK, mark.toLowerCase(Locale.ROOT), Tokens.of(mark)));
    }
    cut(ascii.substring(start), Kind.MAIN, 0);
    new Codes(pieces).settle();
  }

  List<Segment> list() {
    return pieces.stream().map(this::segment).toList();
  }

  /** The length of what was put before a name to sort or hide it. */
  private static int marks(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if ("_*~!#-=+.,;:/\\|<>\"' ".indexOf(c) >= 0) {
        i++;
        continue;
      }
      int z = i;
      while (z < text.length() && (text.charAt(z) | 0x20) == 'z') {
        z++;
      }
      if (!isSortingMark(text, i, z)) {
        break;
      }
      i = z;
    }
    boolean somethingLeft = false;
    for (int j = i; j < text.length() && !somethingLeft; j++) {
      somethingLeft = Tokens.isWord(text.charAt(j));
    }
    return somethingLeft ? i : 0;
  }

  /** zz Acme, z_Acme, zzAcme. */
  private static boolean isSortingMark(String text, int from, int to) {
    if (to == from || to >= text.length()) {
      return false;
    }
    char next = text.charAt(to);
    return to - from == 1
        ? next == '_'
        : next != '.'
            && (!Tokens.isWord(next) || (text.charAt(from) == 'z' && Character.isUpperCase(next)));
  }

  private void cut(String text, Kind kind, int depth) {
    StringBuilder outside = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (depth == DEEPEST || (c != '(' && c != '[' && c != '{')) {
        outside.append("()[]{}".indexOf(c) >= 0 ? ' ' : c);
        i++;
        continue;
      }
      int end = closing(text, i);
      String inside = text.substring(i + 1, end).strip();
      if (INLINE.contains(inside.toLowerCase(Locale.ROOT))) {
        outside.append(' ').append(inside).append(' ');
      } else if (kind == Kind.MAIN && isBlank(outside) && end < text.length() - 1) {
        add(isShortCode(inside) ? Kind.CODE : Kind.BRACKET, inside);
      } else {
        cut(inside, Kind.BRACKET, depth + 1);
        outside.append(' ');
      }
      i = end + 1;
    }
    named(outside.toString(), kind);
  }

  private static boolean isShortCode(String text) {
    return text.length() <= Piece.LONGEST_CODE && text.indexOf(' ') < 0;
  }

  private static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Tokens.isWord(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Where a bracket closes; the end of the text when it never does. */
  private static int closing(String text, int open) {
    char opening = text.charAt(open);
    char closing = opening == '(' ? ')' : opening == '[' ? ']' : '}';
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == opening) {
        depth++;
      } else if (c == closing && --depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Cuts at the words that announce another name. */
  private void named(String text, Kind kind) {
    Kind part = kind;
    int from = 0;
    for (int i = kind == Kind.MAIN ? 1 : 0; i < text.length(); i++) {
      Marker marker = i == 0 || !Tokens.isWord(text.charAt(i - 1)) ? markerAt(text, i) : null;
      if (marker != null) {
        dashed(text.substring(from, i), part);
        part = marker.kind;
        from = i + marker.words.length();
        i = from - 1;
      }
    }
    dashed(text.substring(from), part);
  }

  private static @Nullable Marker markerAt(String text, int at) {
    if ("dtafpc".indexOf(text.charAt(at) | 0x20) < 0) {
      return null;
    }
    for (Marker marker : MARKERS) {
      int end = at + marker.words.length();
      if (end < text.length()
          && text.regionMatches(true, at, marker.words, 0, marker.words.length())
          && !Tokens.isWord(text.charAt(end))) {
        return marker;
      }
    }
    return null;
  }

  private void dashed(String text, Kind kind) {
    Kind next = kind;
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      int width = separator(text, i, from);
      if (width > 0) {
        if (add(next, text.substring(from, i)) && next == Kind.MAIN) {
          next = Kind.TAIL;
        }
        from = i + width;
        i = from;
      } else {
        i++;
      }
    }
    add(next, text.substring(from));
  }

  /** How many characters separate two segments here; 0 when none do. */
  private static int separator(String text, int i, int from) {
    char c = text.charAt(i);
    boolean spaceBefore = i == from || text.charAt(i - 1) == ' ';
    boolean spaceAfter = i + 1 >= text.length() || text.charAt(i + 1) == ' ';
    return switch (c) {
      case '|' -> spaceBefore || spaceAfter ? 1 : 0;
      case ';' -> 1;
      case '-' -> spaceBefore || spaceAfter ? 1 : 0;
      case ':' -> spaceAfter ? 1 : 0;
      case '/', '\\', '@', '>', '<' -> spaceBefore && spaceAfter ? 1 : 0;
      case ',' -> afterForm(text.substring(from, i), text.substring(i + 1)) ? 1 : 0;
      default -> 0;
    };
  }

  /** Acme Inc., Boston: what follows the legal form is another thing, unless it is one as well. */
  private static boolean afterForm(String before, String after) {
    List<Token> left = Tokens.of(before);
    List<Token> right = Tokens.of(after);
    return left.size() > 1
        && !right.isEmpty()
        && LegalForms.isForm(left.get(left.size() - 1).text())
        && !LegalForms.isForm(right.get(0).text())
        && !LegalForms.isForm(right.get(right.size() - 1).text());
  }

  private boolean add(Kind kind, String text) {
    String bare = text.strip();
    List<Token> tokens = Tokens.ofAscii(bare, 0, bare.length());
    if (tokens.isEmpty()) {
      return false;
    }
    if (writing != Folding.Writing.LATIN) {
      tokens.replaceAll(token -> new Token(token.text(), token.written(), true));
    }
    pieces.add(new Piece(kind, bare, tokens));
    return true;
  }

  private Segment segment(Piece piece) {
    List<Token> tokens = CamelCase.apart(piece.tokens());
    LegalForms.Split split = LegalForms.splitTokens(tokens, writing);
    List<Token> core = new ArrayList<>(tokens.subList(split.from(), split.to()));
    if (core.size() > 1 && core.get(0).text().equals("the")) {
      core.remove(0);
    } else if (core.size() > 1
        && core.get(core.size() - 1).text().equals("the")
        && piece.text().indexOf(',') > 0) {
      core.remove(core.size() - 1);
    }
    boolean brand = tokens.size() > piece.tokens().size() && core.size() <= 2;
    List<String> words = brand ? List.of(String.join("", texts(core))) : texts(core);
    return new Segment(
        piece.kind(),
        piece.text().toLowerCase(Locale.ROOT),
        texts(piece.tokens()),
        words,
        words.stream().map(Abbreviations::canonical).toList(),
        split.forms(),
        split.weak());
  }

  private static List<String> texts(List<Token> tokens) {
    return tokens.stream().map(Token::text).toList();
  }
}
