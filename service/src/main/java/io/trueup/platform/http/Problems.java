package io.trueup.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;

/**
 * Problem documents as answers. They have a mapper of their own: they must come out whatever is
 * configured.
 */
public final class Problems {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Answers that are given before a body was read. */
  private static final Set<Integer> UNREAD = Set.of(401, 403, 404, 405, 413, 415);

  private Problems() {}

  /** The answer for a problem. */
  public static Response response(ProblemType type, String detail) {
    return response(type, detail, List.of());
  }

  /** The answer for a problem with places. */
  public static Response response(ProblemType type, String detail, List<Problem.Place> errors) {
    Response.ResponseBuilder answer =
        Response.status(type.status())
            .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
            .entity(text(Problem.of(type, detail, errors)));
    if (type == ProblemType.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"trueup\"");
    }
    if (type.status() == 503 || type == ProblemType.REQUEST_IN_FLIGHT) {
      answer.header(HttpHeaders.RETRY_AFTER, "2");
    }
    if (UNREAD.contains(type.status())) {
      // The body may stay unread, and then nothing else can follow on this connection: said aloud,
      // so that nobody sends the next request into a connection that is about to end.
      answer.header("Connection", "close");
    }
    return answer.build();
  }

  static String text(Problem problem) {
    try {
      return JSON.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem document of plain texts", e);
    }
  }
}
