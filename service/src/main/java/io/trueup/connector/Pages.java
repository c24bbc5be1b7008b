package io.trueup.connector;

import io.trueup.connector.Manifest.Paging;
import io.trueup.connector.Requests.Extras;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From answer to answer, as a manifest's {@code paging} says. */
final class Pages {
  private static final int MOST = 10_000;
  private static final Pattern LINK = Pattern.compile("<([^>]*)>([^<]*)");
  private static final Pattern NEXT_RELATION =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*\"?[^\";]*\\bnext\\b");

  private final Paging paging;
  private final @Nullable Expression next;
  private final @Nullable Expression id;
  private final @Nullable Expression total;
  private final @Nullable Expression count;

  /** Compiles what it needs. */
  Pages(@Nullable Paging paging) {
    this.paging =
        paging == null
            ? new Paging(
                "none", null, null, null, null, null, null, null, null, null, null, null, Map.of(),
                null)
            : paging;
    this.next = Expression.compileOptional(this.paging.next());
    this.id = Expression.compileOptional(this.paging.id());
    this.total = Expression.compileOptional(this.paging.total());
    this.count = Expression.compileOptional(this.paging.pages());
  }

  /** More pages than this fail a sync. */
  int most() {
    return paging.maxPages() == null ? MOST : paging.maxPages();
  }

  /** What the first request carries. */
  Extras first() {
    return switch (paging.style()) {
      case "page", "header_json" -> extras(number(1), Map.of());
      case "offset" -> extras(number(0), Map.of());
      default -> extras(null, Map.of());
    };
  }

  private Long number(long otherwise) {
    return paging.first() == null ? otherwise : paging.first();
  }

  /**
   * An answer that was read.
   *
   * @param tree the decoded body
   * @param names what expressions know, {@code $headers} and {@code $status} among it
   * @param records the records in it
   * @param index of the page, from 0
   * @param before records in the pages before
   */
  record Read(
      Answer answer,
      URI address,
      @Nullable Object tree,
      Map<String, ?> names,
      List<?> records,
      int index,
      long before) {}

  /** Whether pages are asked for by number or offset, so that they move when records go. */
  boolean numbered() {
    return List.of("page", "offset", "header_json").contains(paging.style());
  }

  /** How many records there are in all, where the answer says so. */
  Optional<Long> total(Read read) {
    return whole(total, paging.style().equals("header_json") ? inHeader(read) : read);
  }

  /** A page that others should follow, but nothing leads on to them. */
  static final class NoWayOn extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReadFailure.Kind kind;

    NoWayOn(ReadFailure.Kind kind, String what) {
      super(what);
      this.kind = kind;
    }

    ReadFailure.Kind kind() {
      return kind;
    }
  }

  /**
   * What the request after this answer carries; empty when there is none.
   *
   * @throws NoWayOn when there should be one
   */
  Optional<Extras> after(Read read) throws NoWayOn {
    return switch (paging.style()) {
      case "page" ->
          more(read)
              ? Optional.of(extras(number(1) + read.index() + 1, paging.onNext()))
              : Optional.empty();
      case "offset" ->
          more(read)
              ? Optional.of(
                  extras(number(0) + read.before() + read.records().size(), paging.onNext()))
              : Optional.empty();
      case "header_json" -> headerJson(read);
      case "after_id" ->
          more(read) ? Optional.of(extras(lastId(read), paging.onNext())) : Optional.empty();
      case "cursor_body", "token_header" ->
          nextValue(read).map(value -> extras(value, paging.onNext()));
      case "next_url_body" -> address(read, nextValue(read));
      case "link_header" -> address(read, link(read));
      default -> Optional.empty();
    };
  }

  private Optional<Extras> headerJson(Read read) {
    return more(inHeader(read))
        ? Optional.of(extras(number(1) + read.index() + 1, paging.onNext()))
        : Optional.empty();
  }

  /** The answer as total and pages see it: what the header holds, where there is one. */
  private Read inHeader(Read read) {
    return json(read.answer().header(name(paging.header(), "pagination")))
        .map(
            header ->
                new Read(
                    read.answer(),
                    read.address(),
                    header,
                    read.names(),
                    read.records(),
                    read.index(),
                    read.before()))
        .orElse(read);
  }

  private static Optional<Object> json(String text) {
    try {
      return text.isBlank()
          ? Optional.empty()
          : Optional.ofNullable(
              Decoder.JSON.decode(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (Decoder.Unreadable e) {
      return Optional.empty();
    }
  }

  private boolean more(Read read) {
    Optional<Long> pages = whole(count, read);
    if (pages.isPresent()) {
      // Also after an empty page: some vendors leave out records after they made pages.
      return read.index() + 1 < pages.get();
    }
    if (read.records().isEmpty()) {
      return false;
    }
    Optional<Long> all = whole(total, read);
    if ("total".equals(paging.stop()) && all.isPresent()) {
      return read.before() + read.records().size() < all.get();
    }
    Integer size = paging.size();
    if (size == null || "empty".equals(paging.stop())) {
      return true;
    }
    if (read.index() == 0) {
      return read.records().size() >= size || looksCapped(read);
    }
    // A vendor that gives fewer than it is asked for gives as many every time.
    return read.records().size() >= Math.min(size, read.before() / read.index());
  }

  /**
   * Whether a first page that is short may be as much as the vendor gives at a time, not all there
   * is: vendors cap pages at round numbers, whatever is asked for. One more request tells, and what
   * it brings counts unless it is the same again.
   */
  boolean looksCapped(Read read) {
    Integer size = paging.size();
    int got = read.records().size();
    boolean numbered =
        paging.style().equals("page")
            || paging.style().equals("offset")
            || paging.style().equals("after_id");
    return numbered
        && count == null
        && total == null
        && !"empty".equals(paging.stop())
        && size != null
        && read.index() == 0
        && got > 0
        && got < size
        && (got % 10 == 0 || got % 25 == 0);
  }

  private Object lastId(Read read) throws NoWayOn {
    Object last = read.records().get(read.records().size() - 1);
    Object value = id == null ? null : id.of(last, read.names());
    if (value == null || Texts.plain(value).isBlank()) {
      throw new NoWayOn(
          ReadFailure.Kind.CHANGED_SCHEMA,
          "the last record has no " + id + ", by which the next page is asked for");
    }
    return value;
  }

  private Optional<Object> nextValue(Read read) {
    Object value = next == null ? null : next.of(read.tree(), read.names());
    return value == null || Texts.plain(value).isBlank() || Boolean.FALSE.equals(value)
        ? Optional.empty()
        : Optional.of(value);
  }

  private Optional<Object> link(Read read) {
    Matcher matcher = LINK.matcher(read.answer().header(name(paging.header(), "link")));
    while (matcher.find()) {
      if (NEXT_RELATION.matcher(matcher.group(2)).find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  private static String name(@Nullable String given, String otherwise) {
    return (given == null ? otherwise : given).toLowerCase(java.util.Locale.ROOT);
  }

  private static Optional<Long> whole(@Nullable Expression expression, Read read) {
    String text = expression == null ? null : expression.text(read.tree(), read.names());
    if (text == null || !text.matches("\\d{1,12}(\\.0+)?")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text).longValue());
  }

  private static Optional<Extras> address(Read read, Optional<Object> value) throws NoWayOn {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String link = Texts.plain(value.get());
    try {
      String to = Links.resolve(read.address(), link).toString();
      return Optional.of(new Extras(to, Map.of(), Map.of(), Map.of()));
    } catch (IllegalArgumentException e) {
      throw new NoWayOn(
          ReadFailure.Kind.REFUSED_ADDRESS, "the next page's address is none: " + link);
    }
  }

  /** The number, cursor or token among a request's headers; empty where it goes elsewhere. */
  String carriedByHeader(Map<String, String> headers) {
    String param = paging.param();
    return param != null && place().equals("header") ? headers.getOrDefault(param, "") : "";
  }

  /** Where what leads to a page goes: query, body or header. */
  private String place() {
    if (paging.in() != null) {
      return paging.in();
    }
    return paging.style().equals("token_header") ? "header" : "query";
  }

  private Extras extras(@Nullable Object value, Map<String, String> onNext) {
    Map<String, String> query = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, Object> body = new HashMap<>();
    String in = place();
    place(in, paging.sizeParam(), paging.size(), query, headers, body);
    place(in, paging.param(), value, query, headers, body);
    onNext.forEach(
        (name, text) ->
            place(in.equals("header") ? "query" : in, name, text, query, headers, body));
    return new Extras(null, query, headers, body);
  }

  private static void place(
      String in,
      @Nullable String name,
      @Nullable Object value,
      Map<String, String> query,
      Map<String, String> headers,
      Map<String, Object> body) {
    if (name == null || value == null) {
      return;
    }
    switch (in) {
      case "body" -> body.put(name, value);
      case "header" -> headers.put(name, Texts.plain(value));
      default -> query.put(name, Texts.plain(value));
    }
  }
}
