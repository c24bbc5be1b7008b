package io.trueup.connector;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its {@code connector.yml} says it, after inheritance. What each part means stands
 * in the schema, {@code connector.schema.json}; what is optional there is null or empty here.
 */
@JsonIgnoreProperties({"$schema", "extends", "abstract"})
record Manifest(
    String id,
    String name,
    String vendor,
    String category,
    String description,
    @Nullable String documentation,
    String maturity,
    @Nullable String maturityNote,
    Map<String, Setting> settings,
    Map<String, Setting> credentials,
    Map<String, String> variables,
    List<String> hosts,
    List<Discovery> discovery,
    @Nullable String baseUrl,
    @Nullable Auth auth,
    Map<String, String> headers,
    @Nullable Rate rate,
    @Nullable Success success,
    List<ErrorRule> errors,
    Map<String, Stream> streams) {
  Manifest {
    settings = settings == null ? Map.of() : settings;
    credentials = credentials == null ? Map.of() : credentials;
    variables = variables == null ? Map.of() : variables;
    hosts = hosts == null ? List.of() : hosts;
    discovery = discovery == null ? List.of() : discovery;
    headers = headers == null ? Map.of() : headers;
    errors = errors == null ? List.of() : errors;
    streams = streams == null ? Map.of() : streams;
  }

  /** A call whose answer says where or as whom to go on. */
  record Discovery(
      @Nullable String when, Request request, boolean authenticated, Map<String, String> set) {}

  /** One kind of request. */
  record Request(
      @Nullable String method,
      @Nullable String url,
      @Nullable String path,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable JsonNode body,
      Map<String, String> form) {
    Request {
      query = query == null ? Map.of() : query;
      headers = headers == null ? Map.of() : headers;
      form = form == null ? Map.of() : form;
    }
  }

  /** How requests show who asks. */
  record Auth(
      String type,
      @Nullable String username,
      @Nullable String password,
      Map<String, String> headers,
      @Nullable String tokenUrl,
      @Nullable String grant,
      @Nullable String clientAuth,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable String scope,
      Map<String, String> params,
      @Nullable String body,
      @Nullable String rotates,
      @Nullable Request request,
      @Nullable String token,
      @Nullable String expiresIn,
      @Nullable Long lifetime,
      @Nullable String visa,
      @Nullable Map<String, String> send) {
    Auth {
      headers = headers == null ? Map.of() : headers;
      params = params == null ? Map.of() : params;
    }
  }

  /** How much may be asked. */
  record Rate(List<Window> windows, @Nullable String scope, @Nullable Integer parallel) {
    Rate {
      windows = windows == null ? List.of() : windows;
    }

    /** So many requests in so many seconds, sliding. */
    record Window(int requests, int seconds) {}
  }

  /** What makes an answer with a good status a good answer. */
  record Success(String when, @Nullable String message) {}

  /** What to do about some answers; the first that fits counts. */
  record ErrorRule(
      List<String> status,
      @Nullable String when,
      String action,
      @Nullable Integer attempts,
      @JsonProperty("wait") @Nullable String waitHeader,
      @Nullable String message,
      @Nullable String advice,
      @Nullable String location) {
    ErrorRule {
      status = status == null ? List.of() : status;
    }
  }

  /** How an answer leads to the next. */
  record Paging(
      String style,
      @Nullable String param,
      @Nullable String in,
      @Nullable Long first,
      @Nullable String sizeParam,
      @Nullable Integer size,
      @Nullable String next,
      @Nullable String header,
      @Nullable String id,
      @Nullable String total,
      @Nullable String pages,
      @Nullable String stop,
      Map<String, String> onNext,
      @Nullable Integer maxPages) {
    Paging {
      onNext = onNext == null ? Map.of() : onNext;
    }
  }

  /** Once for each record of another stream. */
  record ForEach(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> stream,
      String as,
      @Nullable String where,
      Map<String, String> values) {}

  /** What a record of another stream, found by a key, adds to this one. */
  record Lookup(String stream, String key, String by, Map<String, String> values) {}

  /** One kind of record. */
  record Stream(
      @Nullable String title,
      @Nullable String when,
      @Nullable String fromSetting,
      @Nullable ForEach forEach,
      Map<String, Lookup> lookups,
      @Nullable Request request,
      @Nullable String decoder,
      @Nullable Boolean authenticated,
      @Nullable Paging paging,
      @Nullable String records,
      @Nullable String gather,
      boolean missingMeansNone,
      boolean caseInsensitive,
      @Nullable String flattenKv,
      @Nullable String id,
      @Nullable Success success,
      List<ErrorRule> errors,
      List<Rows> rows) {
    Stream {
      lookups = lookups == null ? Map.of() : lookups;
      errors = errors == null ? List.of() : errors;
      rows = rows == null ? List.of() : rows;
    }
  }

  /** Which rows a record becomes. */
  record Rows(
      String table,
      @Nullable String when,
      @Nullable String each,
      boolean passThrough,
      Map<String, Cell> columns) {
    Rows {
      columns = columns == null ? Map.of() : columns;
    }
  }

  /** Where a cell comes from. */
  record Cell(
      String value,
      @Nullable Map<String, String> values,
      @Nullable String otherwise,
      List<String> dates,
      @Nullable String zone,
      List<String> none,
      @Nullable Integer minorUnits) {
    Cell {
      dates = dates == null ? List.of() : dates;
      none = none == null ? List.of() : none;
    }

    /** A cell that is an expression and nothing more. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Cell of(String value) {
      return new Cell(value, null, null, List.of(), null, List.of(), null);
    }
  }
}
