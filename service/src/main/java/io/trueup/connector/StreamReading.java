package io.trueup.connector;

import io.trueup.connector.Exchange.Ask;
import io.trueup.connector.Exchange.Reply;
import io.trueup.connector.Manifest.Request;
import io.trueup.connector.ReadFailure.Kind;
import io.trueup.connector.Requests.Extras;
import io.trueup.connector.SourceReading.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  private final SourceReading source;
  private final StreamPlan plan;
  private final Partition partition;
  private final int number;
  private final StreamArchive archive;

  /** Per table: rows made, and rows that lacked what the table needs. */
  private final Map<String, int[]> made = new TreeMap<>();

  /**
   * @param number tells it from all others of this reading of the vendor, in their order
   */
  StreamReading(SourceReading source, StreamPlan plan, Partition partition, int number) {
    this.source = source;
    this.plan = plan;
    this.partition = partition;
    this.number = number;
    this.archive = new StreamArchive(source.archive(), source.redactor(), plan, partition);
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
        source.parents().forget(number);
        made.clear();
      }
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
    Map<String, Object> expressionNames = source.expressionNames(partition);
    Set<String> asked = new HashSet<>();
    Set<String> seen = new HashSet<>();
    List<Object> all = new ArrayList<>();
    PageTotal total = new PageTotal(plan.pages().numbered());
    Optional<Extras> next = Optional.of(plan.pages().first());
    long before = 0;
    boolean probe = false;
    for (int page = 1; next.isPresent(); page++) {
      Question question = question(next.get(), page);
      requireNew(
          asked.add(archive.page(question)),
          "leads back to a page that was read already",
          question,
          page);
      String key = archive.key(question, reading);
      Optional<Answer> kept = archive.find(key);
      Ask ask = ask(question, page);
      Reply reply;
      try {
        reply =
            kept.isPresent()
                ? source.exchange().again(ask, kept.get())
                : source.exchange().ask(ask);
      } catch (ReadFailure e) {
        if (probe && (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.REFUSED)) {
          break;
        }
        throw e;
      }
      if (!reply.skipped().isEmpty()) {
        skip(reply, question, page);
      } else {
        Map<String, Object> known = Verdict.names(expressionNames, reply.answer());
        List<?> records = records(reply, question, known, page);
        if (!records.isEmpty() && !seen.add(Hashes.ofTree(records))) {
          if (probe) {
            break;
          }
          // Records that have lost their ids look the same on each page.
          requireSchema(plan, List.of(this));
          requireNew(false, "sends the records of an earlier page once more", question, page);
        }
        Pages.Read read =
            new Pages.Read(
                reply.answer(), question.address(), reply.tree(), known, records, page - 1, before);
        probe = plan.pages().looksCapped(read);
        total.say(plan.pages().total(read));
        next = source.firstPageOnly() ? Optional.empty() : after(read, question, page);
        List<?> counted = plan.gathered(all, records, next.isEmpty(), expressionNames);
        take(counted, records.size(), expressionNames, page, total.expected());
        before += records.size();
      }
      if (kept.isEmpty()) {
        archive.keep(key, page, question, reply.answer());
      }
      if (!reply.skipped().isEmpty()) {
        return true;
      }
    }
    return source.firstPageOnly() || agrees(total, before, reading);
  }

  private void requireNew(boolean fresh, String what, Question question, int page)
      throws ReadFailure {
    if (!fresh) {
      throw failure(
          Kind.REPEATED_PAGE, "the vendor " + what, question.shown(source.redactor()), page);
    }
  }

  private Optional<Extras> after(Pages.Read read, Question question, int page) throws ReadFailure {
    try {
      Optional<Extras> next = plan.pages().after(read);
      if (next.isPresent() && page >= plan.pages().most()) {
        throw failure(
            Kind.TOO_MANY_PAGES,
            "there are more than " + plan.pages().most() + " pages",
            question.shown(source.redactor()),
            page);
      }
      return next;
    } catch (Pages.NoWayOn e) {
      throw failure(
          e.kind(), String.valueOf(e.getMessage()), question.shown(source.redactor()), page);
    }
  }

  private boolean agrees(PageTotal total, long records, int reading) throws ReadFailure {
    if (total.agrees(records)) {
      return true;
    }
    if (reading < READINGS) {
      return false;
    }
    throw failure(Kind.PAGE_DRIFT, total.say(records) + ", twice", "", 0);
  }

  private Question question(Extras extras, int page) throws ReadFailure {
    Manifest manifest = source.connector().manifest();
    Request request = java.util.Objects.requireNonNull(plan.stream().request());
    try {
      return Requests.make(
          request,
          manifest.baseUrl(),
          manifest.headers(),
          source.requestNames(partition),
          extras,
          source.hosts());
    } catch (IllegalArgumentException e) {
      throw failure(Kind.BAD_SETTINGS, String.valueOf(e.getMessage()), "", page);
    }
  }

  private Ask ask(Question question, int page) {
    Map<String, Object> names = new HashMap<>(source.requestNames(partition));
    names.putAll(source.expressionNames(partition));
    return new Ask(
        plan.name(),
        partition.label(),
        page,
        question,
        plan.decoder(),
        plan.rules(),
        plan.good(),
        plan.authenticated() ? source.authenticator() : null,
        names,
        source.place(partition),
        false);
  }

  private void skip(Reply reply, Question question, int page) throws ReadFailure {
    if (page > 1) {
      // What came before would pass for the whole.
      throw failure(
          Kind.NOT_FOUND,
          reply.skipped() + ", after pages that were there",
          question.shown(source.redactor()),
          page);
    }
    RecordProblem problem =
        new RecordProblem(
            plan.name(), "skipped", "", partition.label(), "", reply.skipped(), false);
    source.listener().page(plan.name(), partition.label(), 0, List.of(), List.of(problem));
  }

  private List<?> records(Reply reply, Question question, Map<String, Object> known, int page)
      throws ReadFailure {
    if (reply.answer().status() == 204) {
      return List.of();
    }
    List<?> records = plan.records(reply.tree(), known);
    if (records == null) {
      throw failure(
          Kind.CHANGED_SCHEMA,
          "the answer holds nothing under " + plan.stream().records(),
          question.shown(source.redactor()),
          page);
    }
    return records;
  }

  /**
   * Makes rows of records and hands them on.
   *
   * @param sent how many records the vendor sent
   */
  void take(List<?> records, int sent, Map<String, Object> names, int page, long total) {
    RowPlan.Made all = new RowPlan.Made();
    if (!plan.rows().isEmpty()) {
      for (int i = 0; i < records.size(); i++) {
        rows(records.get(i), names, page, i, all);
      }
    }
    source.parents().keep(number, plan, partition, records, names);
    List<RecordProblem> problems =
        all.problems.stream().map(problem -> problem.cleaned(source.redactor())).toList();
    source.listener().page(plan.name(), partition.label(), sent, all.rows, problems);
    if (total > 0) {
      source.listener().progress(plan.name(), -1, total, "");
    }
  }

  private void rows(
      @Nullable Object record, Map<String, Object> names, int page, int index, RowPlan.Made all) {
    String label = plan.label(record, names, page, index);
    Map<String, Object> known = source.parents().lookUp(plan, record, names);
    for (RowPlan rows : plan.rows()) {
      int incomplete = all.incomplete;
      int count = all.rows.size();
      rows.make(plan.name(), label, record, known, source.check(), all);
      int[] counts = made.computeIfAbsent(rows.table(), k -> new int[2]);
      counts[0] += all.rows.size() - count;
      counts[1] += all.incomplete - incomplete;
    }
  }

  ReadFailure failure(Kind kind, String what, String shown, int page) {
    String of = partition.label().isEmpty() ? "" : " of " + partition.label();
    String where =
        (shown.isEmpty() ? "stream " + plan.name() + of : shown)
            + (page > 0 ? " (page " + page + ")" : "");
    return new ReadFailure(
        kind,
        plan.name(),
        partition.label(),
        source.redactor().line(what, 400),
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
}
