package io.trueup.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What may never be logged, whatever the configuration says. */
final class ServiceLog {
  private static final String OURS = "io.trueup";

  /** These write headers, bodies and whole addresses below WARN: credentials are in them. */
  private static final List<String> CLIENTS = List.of("org.apache.hc", "org.apache.http");

  private ServiceLog() {}

  /**
   * Keeps libraries above DEBUG, where they write out what comes in and goes out, keys and
   * credentials included; our own log stays as the configuration wants it. To be called after
   * logging was set up.
   */
  static void quietLibraries() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    Logger ours = context.getLogger(OURS);
    Level asked = ours.getEffectiveLevel();
    if (!asked.isGreaterOrEqual(Level.INFO)) {
      ours.setLevel(asked);
    }
    for (Logger each : context.getLoggerList()) {
      Level level = each.getLevel();
      boolean own = each.getName().equals(OURS) || each.getName().startsWith(OURS + ".");
      if (!own && level != null && !level.isGreaterOrEqual(Level.INFO)) {
        each.setLevel(Level.INFO);
      }
    }
    for (String name : CLIENTS) {
      Logger client = context.getLogger(name);
      if (!client.getEffectiveLevel().isGreaterOrEqual(Level.WARN)) {
        client.setLevel(Level.WARN);
      }
    }
  }
}
