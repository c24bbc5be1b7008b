package io.trueup.platform.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id a request carries through the log, the audit trail and its answer. */
public final class RequestId {
  /** Header in which a caller may send one, and in which it is answered. */
  public static final String HEADER = "X-Request-Id";

  static final String LOG_KEY = "request_id";
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** The current thread's, empty outside a request. */
  public static String current() {
    return Optional.ofNullable(MDC.get(LOG_KEY)).orElse("");
  }

  /** The caller's when it is harmless, else a new one. */
  static String of(@Nullable String sent) {
    if (sent != null && SHAPE.matcher(sent).matches()) {
      return sent;
    }
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
