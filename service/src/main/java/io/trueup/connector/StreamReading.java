package io.trueup.connector;

import io.trueup.connector.Exchange.Ask;
import io.trueup.connector.Exchange.Reply;
import io.trueup.connector.Manifest.Discovery;
import io.trueup.connector.Manifest.Request;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.connector.Requests.Extras;
import io.trueup.connector.SourceReading.Partition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one partition of one stream, page by page, to its end. */
final class StreamReading {
  /** How often a stream whose records moved while it was read is read in all. */
  private static final int READINGS = 2;

  /** Headers that pages and expressions may ask for again when an answer comes from the archive. */
  private static final Set<String> KEPT = Set.of("link", "content-type", "location");

  private final SourceReading source;
  private final StreamPlan plan;
  private final Partition partition;

  /** Per table: rows made, and rows that lacked what the table needs. */
  private final Map<String, int[]> made = new TreeMap<>();

  StreamReading(SourceReading source, StreamPlan plan, Partition partition) {
    this.source = source;
    this.plan = plan;
    this.partition = partition;
  }

  void run() throws ReadFailure {
    try {
      if (plan.stream().fromSetting() != null) {
        fromSetting(plan.stream().fromSetting());
        return;
      }
      Request request = plan.stream().request();
      if (request != null && request.url() != null && request.url().startsWith("file:")) {
        LocalFiles.read(this, source, plan, request, partition);
        return;
      }
      for (int reading = 1; !whole(reading); reading++) {
        source.listener().restarted(plan.name(), partition.label());
        made.clear();
      }
    } catch (IllegalArgumentException e) {
      throw failure(
          Kind.BAD_SETTINGS,
          Texts.cut(String.valueOf(e.getMessage()), 200) + " is not known or no address",
          "",
          0);
    } catch (Expression.BadExpression e) {
      throw failure(Kind.CHANGED_SCHEMA, String.valueOf(e.getMessage()), "", 0);
    }
  }

  /** Takes one answer that is there already, and no other. */
  void sample(byte[] answer) throws ReadFailure {
    Map<String, Object> names = source.expressionNames(partition);
    try {
      Object tree = plan.decoder().decode(answer);
      List<?> records = plan.records(tree, names);
      if (records == null) {
        throw failure(Kind.CHANGED_SCHEMA, "the answer has no " + plan.stream().records(), "", 0);
      }
      take(plan.gathered(new ArrayList<>(), records, true, names), records.size(), names, 1, 0);
    } catch (Decoder.Unreadable e) {
      throw failure(e.kind(), String.valueOf(e.getMessage()), "", 0);
    } catch (Expression.BadExpression e) {
      throw failure(Kind.CHANGED_SCHEMA, String.valueOf(e.getMessage()), "", 0);
    }
  }

  private void fromSetting(String setting) {
    Object value = source.requestNames(partition).get(setting);
    List<Map<String, Object>> records =
        java.util.Arrays.stream(Texts.plain(value).split(";"))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .distinct()
            .map(text -> Map.<String, Object>of("value", text))
            .toList();
    take(records, records.size(), source.expressionNames(partition), 1, 0);
  }

  /**
   * Reads all pages.
   *
   * @return false when records moved meanwhile and it should be read again
   */
  private boolean whole(int reading) throws ReadFailure {
    Map<String, Object> requestNames = source.requestNames(partition);
    Map<String, Object> expressionNames = source.expressionNames(partition);
    Set<String> asked = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<Object> all = new ArrayList<>();
    Optional<Extras> next = Optional.of(plan.pages().first());
    Optional<Long> total = Optional.empty();
    long before = 0;
    for (int page = 1; next.isPresent(); page++) {
      if (page > plan.pages().most()) {
        throw failure(
            Kind.TOO_MANY_PAGES, "there are more than " + plan.pages().most() + " pages", "", page);
      }
      Question question = question(requestNames, next.get());
      if (!asked.add(pageName(question))) {
        throw failure(
            Kind.REPEATED_PAGE,
            "the vendor leads back to a page that was read",
            question.shown(),
            page);
      }
      Got got = get(question, requestNames, expressionNames, page, reading);
      if (!got.skipped().isEmpty()) {
        skipped(got);
        return true;
      }
      Map<String, Object> known = Exchange.names(expressionNames, got.answer());
      List<?> records = records(got, known, page);
      if (!records.isEmpty() && !seen.add(hash(got.answer().body()))) {
        throw failure(
            Kind.REPEATED_PAGE,
            "the vendor sends the same page again under another number",
            question.shown(),
            page);
      }
      Pages.Read read =
          new Pages.Read(got.answer(), got.address(), got.tree(), known, records, page - 1, before);
      total = plan.pages().total(read).or(() -> Optional.empty());
      next = source.firstPageOnly() ? Optional.empty() : plan.pages().after(read);
      take(
          plan.gathered(all, records, next.isEmpty(), expressionNames),
          records.size(),
          expressionNames,
          page,
          total.orElse(0L));
      if (!got.archived()) {
        keep(got, page);
      }
      before += records.size();
    }
    return source.firstPageOnly() || agrees(before, total, reading);
  }

  private boolean agrees(long records, Optional<Long> total, int reading) throws ReadFailure {
    // More than was promised is a record that came meanwhile; fewer is one that was missed.
    if (total.isEmpty() || records >= total.get()) {
      return true;
    }
    if (reading < READINGS) {
      return false;
    }
    throw failure(
        Kind.PAGE_DRIFT,
        "the vendor speaks of " + total.get() + " records and sent " + records + ", twice",
        "",
        0);
  }

  private Question question(Map<String, Object> names, Extras extras) {
    Manifest manifest = source.connector().manifest();
    Request request = java.util.Objects.requireNonNull(plan.stream().request());
    return Requests.make(
        request, manifest.baseUrl(), manifest.headers(), names, extras, source.hosts());
  }

  /** An answer, fresh or from the archive. */
  private record Got(
      String key,
      Answer answer,
      URI address,
      @Nullable Object tree,
      String skipped,
      boolean archived,
      String shown) {}

  private Got get(
      Question question,
      Map<String, Object> requestNames,
      Map<String, Object> expressionNames,
      int page,
      int reading)
      throws ReadFailure {
    String key =
        hash(
            (plan.name() + "\n" + partition.label() + "\n" + reading + "\n" + pageName(question))
                .getBytes(StandardCharsets.UTF_8));
    Optional<RecordedAnswer> archived = source.archive().find(key);
    Map<String, Object> names = new HashMap<>(requestNames);
    names.putAll(expressionNames);
    if (archived.isPresent()) {
      Answer answer = answer(archived.get());
      return new Got(
          key,
          answer,
          question.address(),
          decode(answer, question, page),
          archivedSkip(answer),
          true,
          question.shown());
    }
    Reply reply =
        source
            .exchange()
            .ask(
                new Ask(
                    plan.name(),
                    partition.label(),
                    page,
                    question,
                    plan.decoder(),
                    plan.rules(),
                    plan.good(),
                    plan.authenticated() ? source.authenticator() : null,
                    names,
                    source.place(partition)));
    return new Got(
        key,
        reply.answer(),
        reply.address(),
        reply.tree(),
        reply.skipped(),
        false,
        question.shown());
  }

  private static String archivedSkip(Answer answer) {
    // Only good answers and skipped ones are kept.
    return answer.status() >= 300 ? "the vendor answered " + answer.status() : "";
  }

  private @Nullable Object decode(Answer answer, Question question, int page) throws ReadFailure {
    if (answer.status() >= 300 || answer.status() == 204) {
      return null;
    }
    try {
      return plan.decoder().decode(answer.body());
    } catch (Decoder.Unreadable e) {
      throw failure(e.kind(), String.valueOf(e.getMessage()), question.shown(), page);
    }
  }

  private void keep(Got got, int page) {
    source
        .archive()
        .keep(
            got.key(),
            recorded(
                plan.name(),
                partition.label(),
                page,
                source.redactor().clean(got.shown()),
                got.answer(),
                header()));
  }

  private @Nullable String header() {
    Manifest.Paging paging = plan.stream().paging();
    return paging == null || paging.header() == null
        ? null
        : paging.header().toLowerCase(java.util.Locale.ROOT);
  }

  private static RecordedAnswer recorded(
      String stream,
      String partition,
      int page,
      String shown,
      Answer answer,
      @Nullable String header) {
    Map<String, String> headers = new HashMap<>();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (KEPT.contains(name) || name.equals(header)) {
                headers.put(name, value);
              }
            });
    return new RecordedAnswer(
        stream,
        partition,
        page,
        shown,
        answer.status(),
        headers,
        answer.body(),
        answer.receivedAt());
  }

  private static Answer answer(RecordedAnswer recorded) {
    return new Answer(
        recorded.status(), recorded.headers(), recorded.body(), recorded.receivedAt());
  }

  private void skipped(Got got) {
    source
        .listener()
        .page(
            plan.name(),
            partition.label(),
            0,
            List.of(),
            List.of(
                new RecordProblem(
                    plan.name(),
                    "skipped",
                    "",
                    partition.label(),
                    "",
                    source.redactor().clean(got.skipped()),
                    false)));
    if (!got.archived()) {
      keep(got, 1);
    }
  }

  private List<?> records(Got got, Map<String, Object> known, int page) throws ReadFailure {
    if (got.answer().status() == 204) {
      return List.of();
    }
    List<?> records = plan.records(got.tree(), known);
    if (records == null) {
      throw failure(
          Kind.CHANGED_SCHEMA, "the answer has no " + plan.stream().records(), got.shown(), page);
    }
    return records;
  }

  /**
   * Makes rows of records and hands them on.
   *
   * @param sent how many records the vendor sent
   */
  void take(List<?> records, int sent, Map<String, Object> names, int page, long total) {
    RowPlan.Made page1 = new RowPlan.Made();
    for (int i = 0; i < records.size(); i++) {
      Object record = records.get(i);
      if (!plan.rows().isEmpty()) {
        String label = plan.label(record, names, page, i);
        Map<String, Object> known = source.lookUp(plan, record, names);
        for (RowPlan rows : plan.rows()) {
          int incomplete = page1.incomplete;
          int count = page1.rows.size();
          rows.make(plan.name(), label, record, known, source.check(), page1);
          int[] counts = made.computeIfAbsent(rows.table(), k -> new int[2]);
          counts[0] += page1.rows.size() - count;
          counts[1] += page1.incomplete - incomplete;
        }
      }
    }
    source.keep(plan, partition, records);
    List<RecordProblem> problems =
        page1.problems.stream().map(problem -> clean(problem, source.redactor())).toList();
    source.listener().page(plan.name(), partition.label(), sent, page1.rows, problems);
    if (total > 0) {
      source.listener().progress(plan.name(), -1, total, "");
    }
  }

  private static RecordProblem clean(RecordProblem p, Redactor redactor) {
    return new RecordProblem(
        p.stream(),
        p.kind(),
        p.field(),
        redactor.clean(p.record()),
        redactor.clean(p.value()),
        redactor.clean(p.what()),
        p.dropped());
  }

  ReadFailure failure(Kind kind, String what, String shown, int page) {
    String where =
        (shown.isEmpty() ? "stream " + plan.name() : shown)
            + (page > 0 ? " (page " + page + ")" : "");
    return new ReadFailure(
        kind,
        plan.name(),
        partition.label(),
        source.redactor().clean(what),
        source.redactor().clean(where),
        Messages.advice(kind));
  }

  /**
   * A stream whose records came, but none of them has what a table needs, is read with a manifest
   * that no longer fits.
   */
  static void requireSchema(StreamPlan plan, List<StreamReading> readings) throws ReadFailure {
    Map<String, int[]> sums = new TreeMap<>();
    StreamReading any = null;
    for (StreamReading reading : readings) {
      if (reading.plan == plan) {
        any = reading;
        reading.made.forEach(
            (table, counts) -> {
              int[] sum = sums.computeIfAbsent(table, k -> new int[2]);
              sum[0] += counts[0];
              sum[1] += counts[1];
            });
      }
    }
    for (Map.Entry<String, int[]> sum : sums.entrySet()) {
      if (any != null && sum.getValue()[0] == 0 && sum.getValue()[1] > 0) {
        throw any.failure(
            Kind.CHANGED_SCHEMA,
            "none of "
                + sum.getValue()[1]
                + " records has what a row of "
                + sum.getKey()
                + " needs",
            "",
            0);
      }
    }
  }

  /** Asks a discovery step. */
  static @Nullable Object discovery(SourceReading source, Discovery step, int number)
      throws ReadFailure {
    Manifest manifest = source.connector().manifest();
    Map<String, Object> names = source.requestNames(Partition.ONLY);
    Question question;
    try {
      question =
          Requests.make(
              step.request(),
              manifest.baseUrl(),
              manifest.headers(),
              names,
              Extras.NONE,
              source.hosts());
    } catch (IllegalArgumentException e) {
      throw source.settings(
          Texts.cut(String.valueOf(e.getMessage()), 200) + " is not known or no address");
    }
    String key = hash(("discovery\n" + fingerprint(question)).getBytes(StandardCharsets.UTF_8));
    Optional<RecordedAnswer> archived = source.archive().find(key);
    if (archived.isPresent()) {
      try {
        return Decoder.JSON.decode(archived.get().body());
      } catch (Decoder.Unreadable e) {
        throw source.settings(String.valueOf(e.getMessage()));
      }
    }
    Reply reply =
        source
            .exchange()
            .ask(
                new Ask(
                    "",
                    "",
                    0,
                    question,
                    Decoder.JSON,
                    manifest.errors().stream().map(Exchange.Rule::of).toList(),
                    Exchange.Good.of(manifest.success()),
                    step.authenticated() ? source.authenticator() : null,
                    names,
                    source.place(Partition.ONLY)));
    source
        .archive()
        .keep(
            key,
            recorded(
                "", "", number, source.redactor().clean(question.shown()), reply.answer(), null));
    return reply.tree();
  }

  /** What tells a page's request from those of other pages: some vendors page by a header. */
  private String pageName(Question question) {
    return fingerprint(question) + plan.pages().carriedByHeader(question.headers());
  }

  private static String fingerprint(Question question) {
    byte[] body = question.body();
    return question.method() + " " + question.address() + "\n" + (body == null ? "" : hash(body));
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
