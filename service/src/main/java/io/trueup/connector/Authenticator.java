package io.trueup.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a vendor who asks. One a sync; safe for use by several threads. */
interface Authenticator {
  /**
   * The request with what shows who asks.
   *
   * @param names what the request's partition knows: a tenant of its own may mean a token of its
   *     own
   */
  Question sign(Question question, Map<String, ?> names) throws ReadFailure;

  /**
   * What was sent is no longer good: the next {@link #sign} brings something new.
   *
   * @return whether there is anything that could be new
   */
  boolean renew(Question refused, Map<String, ?> names);

  /** An answer that came, which may hold what the next request needs. */
  default void learn(@Nullable Object tree, Map<String, ?> names) {
    // Most vendors' answers hold nothing of the kind.
  }
}
