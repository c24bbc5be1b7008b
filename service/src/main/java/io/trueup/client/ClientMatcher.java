package io.trueup.client;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/** What matches accounts to companies, by the rules that a run uses. */
@FunctionalInterface
public interface ClientMatcher {
  /** The rules in force for the transaction's tenant; good for use after the transaction too. */
  Rules rules(Handle handle);

  /** What a tenant's rules say of accounts. */
  interface Rules {
    /**
     * Matches all accounts of an export folder and says what their usage is worth. Calls may come
     * at the same time.
     *
     * @param folder CSV files, people's decisions among them; only read
     * @throws UnmatchableException when nothing can be read from it
     */
    Matching match(Path folder);

    /**
     * How many accounts of an integration people must have confirmed before the identical name
     * alone links the others, where its setting is {@code auto}.
     */
    int confirmedBeforeNames();
  }

  /** A folder that cannot be matched. */
  final class UnmatchableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what, where and what to do, in one line
     */
    public UnmatchableException(String message) {
      super(message);
    }
  }
}
