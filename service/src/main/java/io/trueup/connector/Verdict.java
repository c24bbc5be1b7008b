package io.trueup.connector;

import io.trueup.connector.Exchange.Ask;
import io.trueup.connector.Exchange.Rule;
import io.trueup.connector.Exchange.Try;
import io.trueup.connector.ReadFailure.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about one try: what the first rule of the manifest says that fits, else what
 * is usual.
 *
 * @param rule null where the manifest says nothing of it
 */
record Verdict(Ask ask, Try done, @Nullable Rule rule) {
  private static final int ATTEMPTS = 5;
  private static final int THROTTLED_ATTEMPTS = 8;

  /** What becomes of a try. */
  enum Action {
    /** A good answer. */
    TAKE,
    /** There is nothing to be had, and that is well. */
    SKIP,
    /** The answer is not ready. */
    POLL,
    /** The same again, signed anew. */
    REFRESH,
    /** The same again, later. */
    RETRY,
    FAIL
  }

  static Verdict of(Ask ask, Try done) {
    Answer answer = done.answer();
    if (answer == null) {
      return new Verdict(ask, done, null);
    }
    Map<String, Object> names = names(ask.names(), answer);
    for (Rule each : ask.rules()) {
      boolean status =
          each.rule().status().isEmpty()
              || each.rule().status().stream().anyMatch(text -> fits(text, answer.status()));
      if (status && (each.when() == null || holds(each.when(), done.tree(), names))) {
        return new Verdict(ask, done, each);
      }
    }
    return new Verdict(ask, done, null);
  }

  /** What expressions know of an answer besides. */
  static Map<String, Object> names(Map<String, ?> names, Answer answer) {
    Map<String, Object> more = new HashMap<>(names);
    more.put("headers", answer.headers());
    more.put("status", answer.status());
    return more;
  }

  private static boolean holds(Expression when, @Nullable Object tree, Map<String, Object> names) {
    try {
      return when.holds(tree, names);
    } catch (Expression.BadExpression e) {
      // Not the shape that the rule speaks of.
      return false;
    }
  }

  private static boolean fits(String text, int status) {
    return text.endsWith("xx")
        ? text.charAt(0) - '0' == status / 100
        : text.equals(String.valueOf(status));
  }

  Action action() {
    if (rule != null) {
      return Action.valueOf(rule.rule().action().toUpperCase(java.util.Locale.ROOT));
    }
    Answer answer = done.answer();
    if (answer == null) {
      return Action.RETRY;
    }
    int status = answer.status();
    if (status == 401) {
      return Action.REFRESH;
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return Action.RETRY;
    }
    if (status < 200 || status >= 300) {
      return Action.FAIL;
    }
    if (done.broken() != null && status != 204) {
      return done.broken() == Kind.TOO_LARGE ? Action.FAIL : Action.RETRY;
    }
    return ask.good() == null
            || status == 204
            || holds(ask.good().when(), done.tree(), names(ask.names(), answer))
        ? Action.TAKE
        : Action.FAIL;
  }

  /** How often such a try is made in all. */
  int attempts() {
    if (rule != null && rule.rule().attempts() != null) {
      return rule.rule().attempts();
    }
    Answer answer = done.answer();
    if (answer == null) {
      // Each takes minutes already.
      return done.broken() == Kind.TIMEOUT ? 3 : ATTEMPTS;
    }
    if (done.broken() == Kind.WEB_PAGE && answer.status() < 300) {
      return 2;
    }
    return answer.status() == 429 ? THROTTLED_ATTEMPTS : ATTEMPTS;
  }

  /** The header that says how long to wait. */
  String waitHeader() {
    return rule == null || rule.rule().waitHeader() == null
        ? "retry-after"
        : rule.rule().waitHeader();
  }

  /** What happened, for people. */
  String say(Redactor redactor) {
    Answer answer = done.answer();
    if (answer == null) {
      return redactor.line(done.what(), 240);
    }
    String start =
        answer.status() < 300 && !done.what().isEmpty()
            ? done.what()
            : answer.status() < 300
                ? "the vendor refused"
                : "the vendor answered " + answer.status() + meaning(answer.status());
    String said = said(answer);
    return said == null ? start : start + ": " + redactor.line(said.strip(), 200);
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401 -> " (not signed in)";
      case 403 -> " (not allowed)";
      case 404, 410 -> " (not found)";
      case 429 -> " (too many requests)";
      case 500 -> " (an error of its own)";
      case 502, 503, 504 -> " (out of service)";
      default -> "";
    };
  }

  private @Nullable String said(Answer answer) {
    Expression message =
        rule != null && rule.message() != null
            ? rule.message()
            : ask.good() == null ? null : ask.good().message();
    try {
      String said = message == null ? null : message.text(done.tree(), names(ask.names(), answer));
      return said == null ? Messages.find(done.tree()) : said;
    } catch (Expression.BadExpression e) {
      // The answer has another shape: what usually stands there has to do.
      return Messages.find(done.tree());
    }
  }

  /** What kind of failure it would be. */
  Kind kind() {
    Answer answer = done.answer();
    if (answer == null) {
      return Objects.requireNonNullElse(done.broken(), Kind.UNREACHABLE);
    }
    int status = answer.status();
    String action = rule == null ? "" : rule.rule().action();
    boolean refusedSignIn = ask.signIn() && (status == 400 || status == 403);
    if (status == 401 || refusedSignIn || (status < 500 && action.equals("refresh"))) {
      return Kind.UNAUTHORIZED;
    }
    return switch (status) {
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 408 -> Kind.TIMEOUT;
      case 429 -> Kind.THROTTLED;
      default -> {
        if (status >= 500) {
          yield Kind.SERVER_ERROR;
        }
        yield done.broken() != null
            ? done.broken()
            : action.equals("retry") ? Kind.THROTTLED : Kind.REFUSED;
      }
    };
  }

  ReadFailure failure(Redactor redactor) {
    return failure(kind(), say(redactor), redactor);
  }

  ReadFailure failure(Kind kind, String what, Redactor redactor) {
    String advice =
        rule != null && rule.rule().advice() != null ? rule.rule().advice() : Messages.advice(kind);
    String where =
        done.sent().shown(redactor) + (ask.page() > 0 ? " (page " + ask.page() + ")" : "");
    return new ReadFailure(
        kind,
        ask.stream(),
        ask.partition(),
        (ask.signIn() ? "signing in failed: " : "") + redactor.clean(what),
        where,
        advice);
  }
}
