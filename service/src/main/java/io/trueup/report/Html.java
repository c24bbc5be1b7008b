package io.trueup.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Writes HTML: whatever is given as a text or an attribute's value is escaped, so that no name of a
 * client can become markup. Failing to write is an {@link UncheckedIOException}.
 */
final class Html {
  private final Writer out;

  Html(Writer out) {
    this.out = out;
  }

  /** Attributes as names and values in turn; one with an empty name is left out. */
  Html open(String tag, String... attributes) {
    markup("<").markup(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i].isEmpty()) {
        markup(" ").markup(attributes[i]).markup("=\"").text(attributes[i + 1]).markup("\"");
      }
    }
    return markup(">");
  }

  Html close(String tag) {
    return markup("</").markup(tag).markup(">");
  }

  Html line() {
    return markup("\n");
  }

  /** An element that holds a text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** An element of a class that holds a text. */
  Html span(String cssClass, String text) {
    return element("span", text, "class", cssClass);
  }

  /** Text that is said and not shown. */
  Html spoken(String text) {
    return span("sr", text);
  }

  Html text(String text) {
    try {
      int done = 0;
      for (int i = 0; i < text.length(); i++) {
        String escaped = escaped(text.charAt(i));
        if (!escaped.isEmpty()) {
          out.append(text, done, i).append(escaped);
          done = i + 1;
        }
      }
      if (done == 0) {
        out.write(text);
      } else {
        out.append(text, done, text.length());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      // HTML has no way to write a control character.
      case '\t', '\n' -> "";
      default -> Character.isISOControl(c) ? "\uFFFD" : "";
    };
  }

  /** Markup as it is: for constants of the program only, never for a value. */
  Html markup(String markup) {
    try {
      out.write(markup);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
