package io.trueup.connector;

import io.trueup.connector.Manifest.ErrorRule;
import io.trueup.connector.ReadFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Asks until there is a good answer, or a reason why there is none. */
final class Exchange {
  private static final int ATTEMPTS = 5;
  private static final int THROTTLED_ATTEMPTS = 8;
  private static final int POLLS = 60;

  /** A token that another request brought may have ended this one's; a second one tells. */
  private static final int RENEWALS = 2;

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  private final Fetcher fetcher;
  private final FetchPolicy policy;
  private final Clock clock;
  private final Redactor redactor;
  private final RateLimits.Waiting waiting;

  Exchange(
      Fetcher fetcher,
      FetchPolicy policy,
      Clock clock,
      Redactor redactor,
      RateLimits.Waiting waiting) {
    this.fetcher = fetcher;
    this.policy = policy;
    this.clock = clock;
    this.redactor = redactor;
    this.waiting = waiting;
  }

  /** Takes a place in the vendor's limit. */
  interface Place {
    void take() throws ReadFailure;
  }

  /**
   * What is asked.
   *
   * @param rules what to do about some answers, the first that fits
   * @param names what expressions and signatures know
   * @param page for messages
   */
  record Ask(
      String stream,
      String partition,
      int page,
      Question question,
      Decoder decoder,
      List<Rule> rules,
      @Nullable Good good,
      @Nullable Authenticator authenticator,
      Map<String, ?> names,
      Place place) {}

  /** A rule of a manifest with its expressions. */
  record Rule(
      ErrorRule rule,
      @Nullable Expression when,
      @Nullable Expression message,
      @Nullable Expression location) {
    static Rule of(ErrorRule rule) {
      return new Rule(
          rule,
          Expression.compileOptional(rule.when()),
          Expression.compileOptional(rule.message()),
          Expression.compileOptional(rule.location()));
    }
  }

  /** What makes an answer a good one, with its expressions. */
  record Good(Expression when, @Nullable Expression message) {
    static @Nullable Good of(Manifest.@Nullable Success success) {
      return success == null
          ? null
          : new Good(
              Expression.compile(success.when()), Expression.compileOptional(success.message()));
    }
  }

  /**
   * A good answer.
   *
   * @param address where it came from
   * @param tree decoded
   * @param skipped why there is nothing to read, where a rule said to skip; empty otherwise
   */
  record Reply(Answer answer, URI address, @Nullable Object tree, String skipped) {}

  /** One try. */
  private record Try(
      Question sent,
      @Nullable Answer answer,
      @Nullable Object tree,
      @Nullable Kind broken,
      String what) {}

  Reply ask(Ask ask) throws ReadFailure {
    Question question = ask.question();
    int renewals = 0;
    int polls = 0;
    for (int attempt = 1; ; attempt++) {
      Try done = attempt(ask, question);
      Answer answer = done.answer();
      Rule rule = answer == null ? null : rule(ask, done);
      String action = rule != null ? rule.rule().action() : action(ask, done);
      if (action.equals("take") && answer != null) {
        return new Reply(answer, done.sent().address(), done.tree(), "");
      }
      if (action.equals("skip") && answer != null) {
        return new Reply(answer, done.sent().address(), null, say(ask, rule, done));
      }
      if (action.equals("poll") && answer != null) {
        int most = rule == null || rule.rule().attempts() == null ? POLLS : rule.rule().attempts();
        if (++polls > most) {
          throw failure(
              ask, Kind.TIMEOUT, "the answer was not ready in " + most + " tries", done, rule);
        }
        question = poll(ask, done, rule);
        attempt = 0;
        continue;
      }
      if (action.equals("refresh")
          && renewals < RENEWALS
          && ask.authenticator() != null
          && ask.authenticator().renew(done.sent(), ask.names())) {
        renewals++;
        continue;
      }
      if (!action.equals("retry") || attempt >= attempts(rule, done)) {
        throw failure(ask, kind(done, rule), say(ask, rule, done), done, rule);
      }
      pause(ask, attempt, rule, done);
    }
  }

  private Try attempt(Ask ask, Question question) throws ReadFailure {
    ask.place().take();
    Question sent =
        ask.authenticator() == null ? question : ask.authenticator().sign(question, ask.names());
    try {
      Answer answer = fetcher.fetch(sent);
      try {
        Object tree = ask.decoder().decode(answer.body());
        if (ask.authenticator() != null) {
          ask.authenticator().learn(tree, ask.names());
        }
        return new Try(sent, answer, tree, null, "");
      } catch (Decoder.Unreadable e) {
        return new Try(sent, answer, null, e.kind(), String.valueOf(e.getMessage()));
      }
    } catch (Fetcher.Refused e) {
      throw failure(
          ask, e.kind(), String.valueOf(e.getMessage()), new Try(sent, null, null, null, ""), null);
    } catch (SocketTimeoutException e) {
      return new Try(sent, null, null, Kind.TIMEOUT, "no answer in time");
    } catch (IOException e) {
      return new Try(sent, null, null, Kind.UNREACHABLE, "the connection failed: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Texts.cut(message, 160);
  }

  private static @Nullable Rule rule(Ask ask, Try done) {
    Answer answer = java.util.Objects.requireNonNull(done.answer());
    Map<String, Object> names = names(ask.names(), answer);
    for (Rule each : ask.rules()) {
      boolean status =
          each.rule().status().isEmpty()
              || each.rule().status().stream().anyMatch(text -> fits(text, answer.status()));
      if (status && (each.when() == null || holds(each.when(), done.tree(), names))) {
        return each;
      }
    }
    return null;
  }

  private static boolean holds(Expression when, @Nullable Object tree, Map<String, Object> names) {
    try {
      return when.holds(tree, names);
    } catch (Expression.BadExpression e) {
      // Not the shape that the rule speaks of.
      return false;
    }
  }

  static Map<String, Object> names(Map<String, ?> names, Answer answer) {
    Map<String, Object> more = new HashMap<>(names);
    more.put("headers", answer.headers());
    more.put("status", answer.status());
    return more;
  }

  private static boolean fits(String text, int status) {
    return text.endsWith("xx")
        ? text.charAt(0) - '0' == status / 100
        : text.equals(String.valueOf(status));
  }

  /** What happens where no rule of the manifest speaks. */
  private static String action(Ask ask, Try done) {
    Answer answer = done.answer();
    if (answer == null) {
      return "retry";
    }
    int status = answer.status();
    if (status == 401) {
      return "refresh";
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return "retry";
    }
    if (status < 200 || status >= 300) {
      return "fail";
    }
    if (done.broken() != null && status != 204) {
      return done.broken() == Kind.TOO_LARGE ? "fail" : "retry";
    }
    return ask.good() == null
            || status == 204
            || holds(ask.good().when(), done.tree(), names(ask.names(), answer))
        ? "take"
        : "fail";
  }

  private static int attempts(@Nullable Rule rule, Try done) {
    if (rule != null && rule.rule().attempts() != null) {
      return rule.rule().attempts();
    }
    if (done.broken() == Kind.WEB_PAGE && done.answer() != null && done.answer().status() < 300) {
      return 2;
    }
    return done.answer() != null && done.answer().status() == 429 ? THROTTLED_ATTEMPTS : ATTEMPTS;
  }

  private void pause(Ask ask, int attempt, @Nullable Rule rule, Try done) throws ReadFailure {
    Duration wait = Duration.ZERO;
    Answer answer = done.answer();
    if (answer != null) {
      String header =
          rule == null || rule.rule().waitHeader() == null
              ? "retry-after"
              : rule.rule().waitHeader();
      wait = RetryAfter.read(answer, header, clock.instant());
    }
    if (wait.compareTo(policy.longestWait()) > 0) {
      throw failure(
          ask,
          answer != null && answer.status() == 429 ? Kind.THROTTLED : Kind.SERVER_ERROR,
          "the vendor asks to wait for " + wait.toSeconds() + " s, more than is waited for",
          done,
          rule);
    }
    if (wait.isZero() || wait.isNegative()) {
      long doubled = policy.firstBackoff().toMillis() << Math.min(attempt - 1, 20);
      long most = Math.max(1, Math.min(doubled, LONGEST_BACKOFF.toMillis()));
      wait = Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
    waiting.pause(
        wait,
        answer == null
            ? "tries again: " + done.what()
            : "waits, since the vendor answered " + answer.status());
  }

  private Question poll(Ask ask, Try done, @Nullable Rule rule) throws ReadFailure {
    Answer answer = java.util.Objects.requireNonNull(done.answer());
    Expression where = rule == null ? null : rule.location();
    Object location =
        where == null
            ? answer.header("location")
            : where.of(done.tree(), names(ask.names(), answer));
    String text = Texts.plain(location);
    Duration wait = RetryAfter.read(answer, "retry-after", clock.instant());
    waiting.pause(
        wait.isZero()
            ? policy.firstBackoff()
            : wait.compareTo(policy.longestWait()) > 0 ? policy.longestWait() : wait,
        "waits for the vendor to finish its answer");
    Question question = ask.question();
    if (text.isEmpty()) {
      return question;
    }
    try {
      URI to = done.sent().address().resolve(text);
      return new Question("GET", to, question.headers(), null, null, question.mayGo());
    } catch (IllegalArgumentException e) {
      throw failure(ask, Kind.REFUSED_ADDRESS, "the vendor names no address to ask", done, rule);
    }
  }

  private static String say(Ask ask, @Nullable Rule rule, Try done) {
    Answer answer = done.answer();
    if (answer == null) {
      return done.what();
    }
    Expression message =
        rule != null && rule.message() != null
            ? rule.message()
            : ask.good() == null ? null : ask.good().message();
    String said = null;
    try {
      said = message == null ? null : message.text(done.tree(), names(ask.names(), answer));
    } catch (Expression.BadExpression e) {
      // The answer has another shape: its status has to do.
    }
    if (said == null) {
      said = Messages.find(done.tree());
    }
    String start =
        answer.status() < 300 && !done.what().isEmpty()
            ? done.what()
            : answer.status() < 300
                ? "the vendor refused"
                : "the vendor answered " + answer.status();
    return said == null ? start : start + ": " + Texts.cut(said, 200);
  }

  private static Kind kind(Try done, @Nullable Rule rule) {
    Answer answer = done.answer();
    if (answer == null) {
      return done.broken() == null ? Kind.UNREACHABLE : done.broken();
    }
    return switch (answer.status()) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 408 -> Kind.TIMEOUT;
      case 429 -> Kind.THROTTLED;
      default -> {
        if (answer.status() >= 500) {
          yield Kind.SERVER_ERROR;
        }
        if (rule != null && rule.rule().action().equals("refresh")) {
          yield Kind.UNAUTHORIZED;
        }
        if (rule != null && rule.rule().action().equals("retry") && done.broken() == null) {
          yield Kind.THROTTLED;
        }
        yield done.broken() == null ? Kind.REFUSED : done.broken();
      }
    };
  }

  private ReadFailure failure(Ask ask, Kind kind, String what, Try done, @Nullable Rule rule) {
    String advice =
        rule != null && rule.rule().advice() != null ? rule.rule().advice() : Messages.advice(kind);
    String where = done.sent().shown() + (ask.page() > 0 ? " (page " + ask.page() + ")" : "");
    return new ReadFailure(
        kind, ask.stream(), ask.partition(), redactor.clean(what), redactor.clean(where), advice);
  }
}
