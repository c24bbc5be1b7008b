package io.trueup.connector;

import io.trueup.connector.Manifest.ErrorRule;
import io.trueup.connector.ReadFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.jspecify.annotations.Nullable;

/** Asks until there is a good answer, or a reason why there is none. */
final class Exchange {
  private static final int POLLS = 60;

  /** A token that another request brought may have ended this one's; a second one tells. */
  private static final int RENEWALS = 2;

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  private final Fetcher fetcher;
  private final FetchPolicy policy;
  private final Clock clock;
  private final Redactor redactor;
  private final Halt halt;
  private final int mostAttempts;

  /**
   * @param mostAttempts however often a manifest would try
   */
  Exchange(
      Fetcher fetcher,
      FetchPolicy policy,
      Clock clock,
      Redactor redactor,
      Halt halt,
      int mostAttempts) {
    this.fetcher = fetcher;
    this.policy = policy;
    this.clock = clock;
    this.redactor = redactor;
    this.halt = halt;
    this.mostAttempts = mostAttempts;
  }

  /** Takes a place in the vendor's limit. */
  interface Place {
    void take() throws ReadFailure;
  }

  /**
   * What is asked.
   *
   * @param page for messages
   * @param rules what to do about some answers, the first that fits
   * @param names what expressions and signatures know
   * @param signIn whether it is what brings a token
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
      Place place,
      boolean signIn) {}

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
   * @param tree decoded
   * @param skipped why there is nothing to read, where a rule said to skip; empty otherwise
   */
  record Reply(Answer answer, @Nullable Object tree, String skipped) {}

  /**
   * One try.
   *
   * @param answer null where none came
   * @param broken what is wrong with it, null when it could be read
   * @param what the same, for people
   */
  record Try(
      Question sent,
      @Nullable Answer answer,
      @Nullable Object tree,
      @Nullable Kind broken,
      String what) {}

  /**
   * Asks the vendor.
   *
   * @throws ReadFailure when there is no good answer to be had, or the reading ended meanwhile
   */
  Reply ask(Ask ask) throws ReadFailure {
    Question question = ask.question();
    int renewals = 0;
    int polls = 0;
    int attempt = 0;
    while (true) {
      attempt++;
      Try done = attempt(ask, question);
      Verdict verdict = Verdict.of(ask, done);
      switch (verdict.action()) {
        case TAKE -> {
          return new Reply(Objects.requireNonNull(done.answer()), done.tree(), "");
        }
        case SKIP -> {
          return new Reply(Objects.requireNonNull(done.answer()), null, verdict.say(redactor));
        }
        case POLL -> {
          requirePolls(verdict, ++polls);
          question = poll(ask, verdict);
          attempt = 0;
        }
        case REFRESH -> {
          Authenticator authenticator = ask.authenticator();
          if (++renewals > RENEWALS
              || authenticator == null
              || !authenticator.renew(done.sent(), ask.names())) {
            throw verdict.failure(redactor);
          }
        }
        case RETRY -> {
          if (attempt >= Math.min(mostAttempts, verdict.attempts())) {
            throw verdict.failure(redactor);
          }
          pause(verdict, attempt);
        }
        case FAIL -> throw verdict.failure(redactor);
      }
    }
  }

  /**
   * Judges an answer that was kept, as it was judged when it came.
   *
   * @throws ReadFailure when it is no longer a good one
   */
  Reply again(Ask ask, Answer answer) throws ReadFailure {
    Verdict verdict = Verdict.of(ask, read(ask, ask.question(), answer));
    return switch (verdict.action()) {
      case TAKE -> new Reply(answer, verdict.done().tree(), "");
      case SKIP -> new Reply(answer, null, verdict.say(redactor));
      default -> throw verdict.failure(redactor);
    };
  }

  private static Try read(Ask ask, Question sent, Answer answer) {
    try {
      return new Try(sent, answer, ask.decoder().decode(answer.body()), null, "");
    } catch (Decoder.Unreadable e) {
      return new Try(sent, answer, null, e.kind(), String.valueOf(e.getMessage()));
    }
  }

  private Try attempt(Ask ask, Question question) throws ReadFailure {
    ask.place().take();
    Question sent = sign(ask, question);
    try {
      Try done = read(ask, sent, fetcher.fetch(sent, halt));
      if (ask.authenticator() != null && done.broken() == null) {
        ask.authenticator().learn(done.tree(), ask.names());
      }
      return done;
    } catch (Fetcher.Refused e) {
      Try refused = new Try(sent, null, null, e.kind(), String.valueOf(e.getMessage()));
      throw new Verdict(ask, refused, null).failure(redactor);
    } catch (Fetcher.Late e) {
      return new Try(sent, null, null, Kind.TIMEOUT, String.valueOf(e.getMessage()));
    } catch (ConnectTimeoutException e) {
      return new Try(sent, null, null, Kind.UNREACHABLE, "nobody takes the connection");
    } catch (SocketTimeoutException e) {
      String silence = Texts.seconds(policy.answerTimeout());
      return new Try(sent, null, null, Kind.TIMEOUT, "no answer in " + silence);
    } catch (IOException e) {
      halt.check();
      return new Try(sent, null, null, Kind.UNREACHABLE, reason(e));
    }
  }

  private Question sign(Ask ask, Question question) throws ReadFailure {
    try {
      return ask.authenticator() == null
          ? question
          : ask.authenticator().sign(question, ask.names());
    } catch (IllegalArgumentException e) {
      Try unsigned = new Try(question, null, null, null, "");
      throw new Verdict(ask, unsigned, null)
          .failure(Kind.BAD_SETTINGS, String.valueOf(e.getMessage()), redactor);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "there is no such host, or its name cannot be looked up";
    }
    if (e instanceof HttpHostConnectException) {
      return "the connection was refused";
    }
    String message = e.getMessage();
    return "the connection failed: "
        + (message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
  }

  private void pause(Verdict verdict, int attempt) throws ReadFailure {
    Duration wait = Duration.ZERO;
    Answer answer = verdict.done().answer();
    if (answer != null) {
      wait = RetryAfter.read(answer, verdict.waitHeader(), clock.instant());
    }
    if (wait.compareTo(policy.longestWait()) > 0) {
      throw verdict.failure(
          answer != null && answer.status() == 429 ? Kind.THROTTLED : Kind.SERVER_ERROR,
          "the vendor asks to wait for "
              + Texts.seconds(wait)
              + ", more than the "
              + Texts.seconds(policy.longestWait())
              + " that are waited for",
          redactor);
    }
    if (wait.isZero() || wait.isNegative()) {
      long doubled = policy.firstBackoff().toMillis() << Math.min(attempt - 1, 20);
      long most = Math.max(1, Math.min(doubled, LONGEST_BACKOFF.toMillis()));
      wait = Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
    halt.pause(
        wait,
        answer == null
            ? "tries again: " + verdict.done().what()
            : "waits, since the vendor answered " + answer.status());
  }

  private void requirePolls(Verdict verdict, int polls) throws ReadFailure {
    Rule rule = verdict.rule();
    int most = rule == null || rule.rule().attempts() == null ? POLLS : rule.rule().attempts();
    if (polls > most) {
      throw verdict.failure(
          Kind.TIMEOUT, "the answer was not ready in " + most + " tries", redactor);
    }
  }

  private Question poll(Ask ask, Verdict verdict) throws ReadFailure {
    Answer answer = Objects.requireNonNull(verdict.done().answer());
    Expression where = verdict.rule() == null ? null : verdict.rule().location();
    String text;
    try {
      text =
          where == null
              ? answer.header("location")
              : Texts.plain(where.of(verdict.done().tree(), Verdict.names(ask.names(), answer)));
    } catch (Expression.BadExpression e) {
      throw verdict.failure(Kind.CHANGED_SCHEMA, String.valueOf(e.getMessage()), redactor);
    }
    Duration wait = RetryAfter.read(answer, "retry-after", clock.instant());
    halt.pause(
        wait.isZero()
            ? policy.firstBackoff()
            : wait.compareTo(policy.longestWait()) > 0 ? policy.longestWait() : wait,
        "waits for the vendor to finish its answer");
    Question question = ask.question();
    if (text.isEmpty()) {
      return question;
    }
    try {
      URI to = Links.resolve(verdict.done().sent().address(), text);
      return new Question("GET", to, question.headers(), null, null, question.mayGo());
    } catch (IllegalArgumentException e) {
      throw verdict.failure(
          Kind.REFUSED_ADDRESS, "what the vendor says to ask next is no address", redactor);
    }
  }
}
