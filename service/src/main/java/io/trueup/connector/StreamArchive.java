package io.trueup.connector;

import io.trueup.connector.SourceReading.Partition;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The answers of one partition of one stream as they are kept, and found again. */
final class StreamArchive {
  /** What any manifest may need again of an answer's headers. */
  private static final Set<String> ALWAYS = Set.of("link", "content-type", "location");

  /** What no archive holds. */
  private static final Set<String> NEVER =
      Set.of("set-cookie", "authorization", "www-authenticate", "proxy-authenticate");

  private final PageArchive archive;
  private final Redactor redactor;
  private final StreamPlan plan;
  private final Partition partition;

  StreamArchive(PageArchive archive, Redactor redactor, StreamPlan plan, Partition partition) {
    this.archive = archive;
    this.redactor = redactor;
    this.plan = plan;
    this.partition = partition;
  }

  /**
   * Names a request within a sync.
   *
   * @param reading how often the stream has begun
   */
  String key(Question question, int reading) {
    return Hashes.of(
        plan.name() + "\n" + partition.label() + "\n" + reading + "\n" + page(question));
  }

  /** What tells a page's request from those of other pages: some vendors page by a header. */
  String page(Question question) {
    return fingerprint(question) + plan.pages().carriedByHeader(question.headers());
  }

  static String fingerprint(Question question) {
    byte[] body = question.body();
    return question.method()
        + " "
        + question.address()
        + "\n"
        + (body == null ? "" : Hashes.of(body));
  }

  Optional<Answer> find(String key) {
    return archive.find(key).map(StreamArchive::answer);
  }

  static Answer answer(RecordedAnswer recorded) {
    return new Answer(
        recorded.status(), recorded.headers(), recorded.body(), recorded.receivedAt());
  }

  void keep(String key, int page, Question question, Answer answer) {
    Map<String, String> headers = new HashMap<>();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (ALWAYS.contains(name) || (plan.mentions(name) && !NEVER.contains(name))) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
              }
            });
    archive.keep(
        key,
        new RecordedAnswer(
            plan.name(),
            partition.label(),
            page,
            question.shown(redactor),
            answer.status(),
            headers,
            answer.body(),
            answer.receivedAt()));
  }
}
