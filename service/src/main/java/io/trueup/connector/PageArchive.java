package io.trueup.connector;

import java.util.Optional;

/**
 * Answers that were already received in this sync. The reader asks here before it asks the vendor,
 * so a sync that was cut short goes on where it stopped, and an old sync can be read again, with
 * other mappings, without the vendor. Called from several threads.
 */
public interface PageArchive {
  /** Remembers nothing. */
  PageArchive NONE =
      new PageArchive() {
        @Override
        public Optional<RecordedAnswer> find(String key) {
          return Optional.empty();
        }

        @Override
        public void keep(String key, RecordedAnswer answer) {
          // nothing is kept
        }
      };

  /**
   * An answer.
   *
   * @param key names the request within a sync; holds no secret
   */
  Optional<RecordedAnswer> find(String key);

  /** Keeps an answer that was read well. Each key comes at most once. */
  void keep(String key, RecordedAnswer answer);
}
