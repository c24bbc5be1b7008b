package io.trueup.connector;

import java.util.Locale;

/** Why a reading ended without a whole answer. Texts hold no secret and one line. */
public final class ReadFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;

  /** What went wrong; its {@link #code} is stable. */
  public enum Kind {
    /** The manifest or a setting of the integration cannot be used. */
    BAD_SETTINGS,
    /** The credentials were refused, also after they were renewed. */
    UNAUTHORIZED,
    /** The credentials are good but lack a right. */
    FORBIDDEN,
    /** What was asked for is not there. */
    NOT_FOUND,
    /** The vendor went on refusing for too many requests. */
    THROTTLED,
    /** The vendor went on failing. */
    SERVER_ERROR,
    /** No answer in time. */
    TIMEOUT,
    /** No connection. */
    UNREACHABLE,
    /** The answer ended early or is no JSON, XML or CSV. */
    UNREADABLE,
    /** A web page came in place of data. */
    WEB_PAGE,
    /** The vendor says in an answer's body that it failed. */
    REFUSED,
    /** Fields that the manifest needs are no longer in the answer. */
    CHANGED_SCHEMA,
    /** The vendor repeats itself: the same page or the same cursor again. */
    REPEATED_PAGE,
    /** Records came or went while they were read, twice. */
    PAGE_DRIFT,
    /** More pages than a stream may have. */
    TOO_MANY_PAGES,
    /** An answer is too large, too deep, or unpacks to too much. */
    TOO_LARGE,
    /** An address that may not be asked. */
    REFUSED_ADDRESS,
    /** A person or the service stopped it. */
    CANCELLED,
    /** An archived answer is missing and the vendor may not be asked. */
    NOT_ARCHIVED;

    /** Lower case, with underscores. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final String stream;
  private final String partition;
  private final String what;
  private final String where;
  private final String advice;

  public ReadFailure(
      Kind kind, String stream, String partition, String what, String where, String advice) {
    super(line(what) + " — " + line(where) + " — " + line(advice));
    this.kind = kind;
    this.stream = stream;
    this.partition = partition;
    this.what = line(what);
    this.where = line(where);
    this.advice = line(advice);
  }

  private static String line(String text) {
    return Texts.cut(text.strip(), LONGEST);
  }

  public Kind kind() {
    return kind;
  }

  /** The stream that failed; empty when it was before any. */
  public String stream() {
    return stream;
  }

  /** The parent at which it failed; empty where there is one only. */
  public String partition() {
    return partition;
  }

  /** What went wrong. */
  public String what() {
    return what;
  }

  /** Where: method and address without secrets, and the page. */
  public String where() {
    return where;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
