package io.trueup.platform.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Around every request: gives it an id, sets the security headers, counts it, and logs one line
 * with its route, never with its query, which may hold a client's name.
 */
public final class RequestFilter implements Filter {
  /** Request attribute with the route's template, set by {@link RouteFilter}. */
  static final String ROUTE = RequestFilter.class.getName() + ".route";

  private static final Logger LOG = LoggerFactory.getLogger("io.trueup.request");
  static final String STRICT =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final RequestMetrics metrics;

  public RequestFilter(RequestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    String id = RequestId.of(http.getHeader(RequestId.HEADER));
    long start = System.nanoTime();
    MDC.put(RequestId.LOG_KEY, id);
    try {
      Answer wrapped = new Answer(answer, id, http.isSecure());
      wrapped.prepare();
      chain.doFilter(request, wrapped);
      wrapped.complete();
    } finally {
      long nanos = System.nanoTime() - start;
      String route =
          Optional.ofNullable((String) http.getAttribute(ROUTE))
              .orElse(http.getServletPath().startsWith("/webjars") ? "/webjars" : "unmatched");
      metrics.observe(http.getMethod(), route, answer.getStatus(), nanos);
      LOG.info(
          "method={} route={} status={} ms={}",
          RequestMetrics.method(http.getMethod()),
          route,
          answer.getStatus(),
          nanos / 1_000_000);
      MDC.remove(RequestId.LOG_KEY);
    }
  }

  /**
   * Servlets that are not ours end a request with sendError, or with a reset and a bare status.
   * Both would drop the headers and leave the caller without a problem document.
   */
  private static final class Answer extends HttpServletResponseWrapper {
    private final String id;
    private final boolean https;

    Answer(HttpServletResponse answer, String id, boolean https) {
      super(answer);
      this.id = id;
      this.https = https;
    }

    void prepare() {
      setHeader(RequestId.HEADER, id);
      secure(this);
      if (https) {
        setHeader("Strict-Transport-Security", "max-age=31536000");
      }
    }

    void complete() throws IOException {
      if (getStatus() >= 400 && !isCommitted() && getContentType() == null) {
        sendError(getStatus());
      }
    }

    @Override
    public void reset() {
      super.reset();
      prepare();
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }

    @Override
    public void sendError(int status) throws IOException {
      resetBuffer();
      setStatus(status);
      if (status < 400) {
        return;
      }
      setContentType(Problem.MEDIA_TYPE);
      ProblemType type = ProblemType.ofStatus(status);
      byte[] text =
          Problems.text(Problem.of(type, type.title() + ".", List.of()))
              .getBytes(StandardCharsets.UTF_8);
      setContentLength(text.length);
      getOutputStream().write(text);
    }
  }

  static void secure(HttpServletResponse answer) {
    answer.setHeader("Content-Security-Policy", STRICT);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    answer.setHeader("Cache-Control", "no-store");
  }
}
