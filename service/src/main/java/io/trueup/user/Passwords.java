package io.trueup.user;

import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords as Argon2id hashes: 19 MiB, two passes, one lane, the least that OWASP's password
 * storage cheat sheet asks for. At most two are worked out at a time, so that a flood of attempts
 * costs bounded memory.
 */
public final class Passwords {
  /** Fewest characters of a password. */
  public static final int SHORTEST = 12;

  /** Most characters: enough for any sentence, and no burden to hash. */
  public static final int LONGEST = 200;

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
  private final Semaphore room = new Semaphore(2, true);
  // What is compared with when there is no such user, so that the answer takes as long.
  private final String nobody = encoder.encode("nobody");

  /** In PHC form. */
  String hash(String password) {
    return inTurn(() -> String.valueOf(encoder.encode(password)));
  }

  boolean matches(String password, String hash) {
    return inTurn(() -> encoder.matches(password, hash));
  }

  /** Takes as long as {@link #matches}, and never does. */
  void waste(String password) {
    inTurn(() -> encoder.matches(password, nobody));
  }

  /** Whether the hash was made at a lower cost than today's. */
  boolean outdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  /** A random password of 20 letters and digits in groups of five: some 99 bits. */
  public static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      if (i > 0 && i % 5 == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  private <T> T inTurn(java.util.function.Supplier<T> work) {
    room.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      room.release();
    }
  }
}
