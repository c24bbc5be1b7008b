package io.trueup.connector;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged while it is open: all of Trueup's own, of others from the level info on. */
final class HeardLogs implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger own = (Logger) LoggerFactory.getLogger("io.trueup");
  private final @Nullable Level rootBefore = root.getLevel();
  private final @Nullable Level ownBefore = own.getLevel();
  private final Keeper keeper = new Keeper();

  HeardLogs() {
    keeper.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    keeper.start();
    root.addAppender(keeper);
    root.setLevel(Level.INFO);
    own.setLevel(Level.TRACE);
  }

  /** Messages with their arguments, and the messages of what was thrown. */
  List<String> texts() {
    return keeper.texts();
  }

  @Override
  public void close() {
    root.detachAppender(keeper);
    root.setLevel(rootBefore);
    own.setLevel(ownBefore);
  }

  private static final class Keeper extends AppenderBase<ILoggingEvent> {
    private final List<String> texts = new ArrayList<>();

    @Override
    protected synchronized void append(ILoggingEvent event) {
      texts.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap());
      IThrowableProxy thrown = event.getThrowableProxy();
      for (; thrown != null; thrown = thrown.getCause()) {
        texts.add(String.valueOf(thrown.getMessage()));
      }
    }

    synchronized List<String> texts() {
      return List.copyOf(texts);
    }
  }
}
