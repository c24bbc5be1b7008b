package gadget;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sings when it is touched. Stands on the test class path for any class of the service that a rule
 * file might reach; a file that makes it sing has run code.
 */
public final class Canary {
  private static final Queue<String> SONGS = new ConcurrentLinkedQueue<>();

  private Canary() {}

  /** What hostile files call. */
  public static Object hit(Object why) {
    SONGS.add(String.valueOf(why));
    return why;
  }

  /** Everything heard so far. */
  public static java.util.List<String> songs() {
    return java.util.List.copyOf(SONGS);
  }
}
