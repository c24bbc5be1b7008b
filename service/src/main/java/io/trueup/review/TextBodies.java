package io.trueup.review;

import io.trueup.platform.http.ProblemException;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of rule files as they travel: UTF-8, and nothing that only looks like it. */
final class TextBodies {
  /** Media type of a rule file. */
  static final String TYPE = "text/plain; charset=utf-8";

  private TextBodies() {}

  /** The text of a body; a byte order mark is no part of it. */
  static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid("body", "is not UTF-8; save the file as UTF-8", List.of());
    }
  }

  /** A sentence that people wrote, as a database can keep it. */
  static String plain(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      throw ProblemException.invalid(field, "must not hold a NUL", List.of());
    }
    return text;
  }

  /** A file, never to be taken for a page. */
  static Response file(String text) {
    return Response.ok(text, TYPE).header("X-Content-Type-Options", "nosniff").build();
  }
}
