package io.trueup.platform.http;

import java.util.List;
import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the web server itself refuses, before any of our code sees it, as problem documents too. */
public final class ProblemErrors {
  private ProblemErrors() {}

  /** For requests that reached the servlets. */
  public static ErrorHandler ofServlets() {
    return new ErrorHandler() {
      @Override
      protected void generateResponse(
          Request request,
          Response response,
          int code,
          @Nullable String message,
          @Nullable Throwable cause,
          Callback callback) {
        answer(response, code, callback);
      }
    };
  }

  /** For requests that did not: a malformed address, a head that is too long. */
  public static org.eclipse.jetty.server.handler.ErrorHandler ofServer() {
    return new org.eclipse.jetty.server.handler.ErrorHandler() {
      @Override
      protected void generateResponse(
          Request request,
          Response response,
          int code,
          @Nullable String message,
          @Nullable Throwable cause,
          Callback callback) {
        answer(response, code, callback);
      }
    };
  }

  private static void answer(Response response, int code, Callback callback) {
    response.setStatus(code);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Content-Security-Policy", RequestFilter.STRICT);
    Problem problem =
        Problem.of(
            ProblemType.ofStatus(code), "The web server could not serve the request.", List.of());
    Content.Sink.write(response, true, Problems.text(problem), callback);
  }
}
