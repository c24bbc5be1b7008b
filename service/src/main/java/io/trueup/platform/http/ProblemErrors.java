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
public final class ProblemErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    ProblemType type = ProblemType.ofStatus(code);
    response.setStatus(type == ProblemType.INTERNAL ? Math.max(code, 500) : code);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(
        response,
        true,
        Problems.text(Problem.of(type, "The request could not be understood.", List.of())),
        callback);
  }
}
