package io.trueup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What may never be logged, whatever the configuration says. */
final class ServiceLog {
  /** HTTP clients write headers, bodies and whole addresses at DEBUG: credentials are in them. */
  private static final List<String> CLIENTS =
      List.of(
          "org.apache.hc",
          "org.apache.hc.client5.http",
          "org.apache.hc.client5.http.headers",
          "org.apache.hc.client5.http.wire",
          "org.apache.hc.core5.http");

  private ServiceLog() {}

  /** Silences them; after logging was set up. */
  static void quietClients() {
    for (String name : CLIENTS) {
      if (LoggerFactory.getLogger(name) instanceof Logger log) {
        log.setLevel(Level.WARN);
      }
    }
  }
}
