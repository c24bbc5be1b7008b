package io.trueup.platform.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
  private static final String STRICT =
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
      answer.setHeader(RequestId.HEADER, id);
      secure(answer);
      chain.doFilter(request, response);
    } finally {
      long nanos = System.nanoTime() - start;
      String route = Optional.ofNullable((String) http.getAttribute(ROUTE)).orElse("unmatched");
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
