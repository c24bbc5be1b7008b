package io.trueup.connector;

import io.trueup.connector.Manifest.Paging;
import io.trueup.connector.Manifest.Request;
import io.trueup.connector.Manifest.Stream;
import io.trueup.folder.CellCheck;
import io.trueup.folder.Column;
import io.trueup.folder.ExportFile;
import io.trueup.folder.ExportFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say: names that exist, expressions that compile, rows that are whole. */
final class ManifestCheck {
  private final Manifest manifest;
  private final List<ManifestSchema.Fault> faults = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();

  private ManifestCheck(Manifest manifest) {
    this.manifest = manifest;
  }

  static List<ManifestSchema.Fault> faults(Manifest manifest) {
    ManifestCheck check = new ManifestCheck(manifest);
    check.all();
    return check.faults;
  }

  private void fault(String pointer, String what) {
    faults.add(new ManifestSchema.Fault(pointer, what));
  }

  private void all() {
    for (String part : List.of("name", "vendor", "category", "description", "maturity")) {
      if (missing(part)) {
        fault("", part + " is missing");
      }
    }
    if (manifest.streams().isEmpty()) {
      fault("", "streams is missing: a connector reads at least one");
    }
    names.addAll(manifest.settings().keySet());
    names.addAll(manifest.credentials().keySet());
    names.addAll(manifest.variables().keySet());
    manifest.discovery().forEach(step -> names.addAll(step.set().keySet()));
    manifest
        .settings()
        .forEach(
            (name, setting) ->
                template("/settings/" + name + "/default", setting.defaultValue(), names));
    manifest.variables().forEach((name, text) -> expression("/variables/" + name, text));
    template("/base_url", manifest.baseUrl(), names);
    texts("/headers", manifest.headers(), names);
    manifest.hosts().forEach(host -> template("/hosts", host, names));
    for (int i = 0; i < manifest.discovery().size(); i++) {
      request("/discovery/" + i + "/request", manifest.discovery().get(i).request(), names);
      String at = "/discovery/" + i + "/set/";
      manifest.discovery().get(i).set().forEach((name, text) -> expression(at + name, text));
      expression("/discovery/" + i + "/when", manifest.discovery().get(i).when());
    }
    auth();
    errors("/errors", manifest.errors());
    success("/success", manifest.success());
    manifest.streams().forEach(this::stream);
    circles();
  }

  private boolean missing(String part) {
    String value =
        switch (part) {
          case "name" -> manifest.name();
          case "vendor" -> manifest.vendor();
          case "category" -> manifest.category();
          case "description" -> manifest.description();
          default -> manifest.maturity();
        };
    return value == null || value.isBlank();
  }

  private void auth() {
    Manifest.Auth auth = manifest.auth();
    if (auth == null) {
      fault("", "auth is missing; write type: none where nobody has to show who asks");
      return;
    }
    Set<String> known = new TreeSet<>(names);
    manifest
        .streams()
        .values()
        .forEach(
            stream -> {
              if (stream.forEach() != null) {
                known.add(stream.forEach().as());
              }
            });
    switch (auth.type()) {
      case "basic" -> need("/auth", "username", auth.username());
      case "oauth2" -> need("/auth", "token_url", auth.tokenUrl());
      case "login", "jsonrpc_visa" -> need("/auth", "request", auth.request());
      default -> {
        // Nothing more is needed.
      }
    }
    for (String text :
        new String[] {
          auth.username(),
          auth.password(),
          auth.tokenUrl(),
          auth.clientId(),
          auth.clientSecret(),
          auth.scope()
        }) {
      template("/auth", text, known);
    }
    texts("/auth/headers", auth.headers(), known);
    texts("/auth/params", auth.params(), known);
    if (auth.request() != null) {
      request("/auth/request", auth.request(), known);
    }
    if (auth.send() != null) {
      Set<String> withToken = new TreeSet<>(known);
      withToken.add("token");
      texts("/auth/send", auth.send(), withToken);
    }
    if (auth.rotates() != null && !manifest.credentials().containsKey(auth.rotates())) {
      fault("/auth/rotates", auth.rotates() + " is none of the credentials");
    }
    expression("/auth/token", auth.token());
    expression("/auth/expires_in", auth.expiresIn());
    expression("/auth/visa", auth.visa());
  }

  private void need(String pointer, String what, @Nullable Object value) {
    if (value == null) {
      fault(pointer, what + " is missing");
    }
  }

  private void stream(String name, Stream stream) {
    String at = "/streams/" + name;
    Set<String> known = new TreeSet<>(names);
    for (Manifest.ForEach forEach : parents(stream, new HashSet<>(Set.of(name)))) {
      known.add(forEach.as());
    }
    if (stream.forEach() != null) {
      stream.forEach().stream().forEach(parent -> exists(at + "/for_each/stream", parent));
      expression(at + "/for_each/where", stream.forEach().where());
      stream
          .forEach()
          .values()
          .forEach((key, text) -> expression(at + "/for_each/values/" + key, text));
    }
    stream
        .lookups()
        .forEach(
            (key, lookup) -> {
              String there = at + "/lookups/" + key;
              exists(there + "/stream", lookup.stream());
              expression(there + "/key", lookup.key());
              expression(there + "/by", lookup.by());
              lookup
                  .values()
                  .forEach((value, text) -> expression(there + "/values/" + value, text));
            });
    if (stream.fromSetting() != null) {
      if (!manifest.settings().containsKey(stream.fromSetting())) {
        fault(at + "/from_setting", stream.fromSetting() + " is none of the settings");
      }
    } else if (stream.request() == null) {
      fault(at, "request is missing");
    } else {
      request(at + "/request", stream.request(), known);
    }
    expression(at + "/when", stream.when());
    expression(at + "/records", stream.records());
    expression(at + "/gather", stream.gather());
    expression(at + "/id", stream.id());
    success(at + "/success", stream.success());
    errors(at + "/errors", stream.errors());
    if (stream.paging() != null) {
      paging(at + "/paging", stream.paging());
    }
    for (int i = 0; i < stream.rows().size(); i++) {
      rows(at + "/rows/" + i, stream.rows().get(i));
    }
  }

  private List<Manifest.ForEach> parents(Stream stream, Set<String> seen) {
    List<Manifest.ForEach> parents = new ArrayList<>();
    if (stream.forEach() != null) {
      parents.add(stream.forEach());
      for (String parent : stream.forEach().stream()) {
        Stream above = manifest.streams().get(parent);
        if (above != null && seen.add(parent)) {
          parents.addAll(parents(above, seen));
        }
      }
    }
    return parents;
  }

  private void exists(String pointer, String stream) {
    if (!manifest.streams().containsKey(stream)) {
      fault(pointer, "there is no stream " + stream + meant(stream, manifest.streams().keySet()));
    }
  }

  private static String meant(String word, Set<String> known) {
    return CellCheck.nearest(word, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private void paging(String at, Paging paging) {
    switch (paging.style()) {
      case "page", "offset", "header_json" -> need(at, "param", paging.param());
      case "after_id" -> {
        need(at, "param", paging.param());
        need(at, "id", paging.id());
      }
      case "cursor_body", "token_header" -> {
        need(at, "param", paging.param());
        need(at, "next", paging.next());
      }
      case "next_url_body" -> need(at, "next", paging.next());
      default -> {
        // Nothing more is needed.
      }
    }
    expression(at + "/next", paging.next());
    expression(at + "/id", paging.id());
    expression(at + "/total", paging.total());
    expression(at + "/pages", paging.pages());
  }

  private void rows(String at, Manifest.Rows rows) {
    ExportFile file = ExportFiles.find(rows.table() + ".csv").orElseThrow();
    expression(at + "/when", rows.when());
    expression(at + "/each", rows.each());
    Set<String> known = new LinkedHashSet<>(file.header());
    rows.columns()
        .forEach(
            (name, cell) -> {
              String there = at + "/columns/" + name;
              if (file.find(name).isEmpty()
                  && known.stream().anyMatch(column -> slip(name, column))) {
                fault(there, file.name() + " has no column " + name + meant(name, known));
              }
              guarded(there, () -> new CellPlan(name, file.find(name).orElse(null), cell));
            });
    for (Column column : file.columns()) {
      if (column.required()
          && column.unless().isEmpty()
          && !rows.passThrough()
          && !column.name().equals("integration_id")
          && !rows.columns().containsKey(column.name())) {
        fault(at + "/columns", "a row of " + file.name() + " needs " + column.name());
      }
    }
  }

  /** Whether one letter too many, too few or another makes the one the other. */
  private static boolean slip(String name, String column) {
    int start = 0;
    int most = Math.min(name.length(), column.length());
    while (start < most && name.charAt(start) == column.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && name.charAt(name.length() - 1 - end) == column.charAt(column.length() - 1 - end)) {
      end++;
    }
    return Math.max(name.length(), column.length()) - start - end <= 1;
  }

  private void errors(String at, List<Manifest.ErrorRule> errors) {
    for (int i = 0; i < errors.size(); i++) {
      expression(at + "/" + i + "/when", errors.get(i).when());
      expression(at + "/" + i + "/message", errors.get(i).message());
      expression(at + "/" + i + "/location", errors.get(i).location());
    }
  }

  private void success(String at, Manifest.@Nullable Success success) {
    if (success != null) {
      expression(at + "/when", success.when());
      expression(at + "/message", success.message());
    }
  }

  private void request(String at, Request request, Set<String> known) {
    if (request.url() == null && request.path() == null) {
      fault(at, "path is missing, or url for a whole address");
    }
    if (request.path() != null && manifest.baseUrl() == null) {
      fault(at + "/path", "a path follows base_url, which is missing");
    }
    template(at + "/url", request.url(), known);
    template(at + "/path", request.path(), known);
    texts(at + "/query", request.query(), known);
    texts(at + "/headers", request.headers(), known);
    texts(at + "/form", request.form(), known);
    if (request.body() != null) {
      each(request.body(), text -> template(at + "/body", text, known));
    }
  }

  private static void each(com.fasterxml.jackson.databind.JsonNode node, Consumer<String> texts) {
    if (node.isTextual()) {
      texts.accept(node.textValue());
    }
    node.forEach(inner -> each(inner, texts));
  }

  private void texts(String at, Map<String, String> texts, Set<String> known) {
    texts.forEach(
        (name, text) -> {
          template(at + "/" + name, name, known);
          template(at + "/" + name, text, known);
        });
  }

  private void template(String at, @Nullable String text, Set<String> known) {
    if (text != null) {
      for (String name : Template.names(text)) {
        String first = name.split("\\.", 2)[0];
        if (!known.contains(first)) {
          fault(
              at,
              "{{"
                  + name
                  + "}} is no setting, credential, variable or for_each name"
                  + meant(first, known));
        }
      }
    }
  }

  private void expression(String at, @Nullable String text) {
    if (text != null) {
      guarded(at, () -> Expression.compile(text));
    }
  }

  private void guarded(String at, Runnable compile) {
    try {
      compile.run();
    } catch (Expression.BadExpression | IllegalArgumentException e) {
      fault(at, String.valueOf(e.getMessage()));
    }
  }

  private void circles() {
    Set<String> done = new HashSet<>();
    boolean more = faults.isEmpty();
    while (more) {
      more = false;
      for (Map.Entry<String, Stream> each : manifest.streams().entrySet()) {
        Set<String> needs = new HashSet<>();
        if (each.getValue().forEach() != null) {
          needs.addAll(each.getValue().forEach().stream());
        }
        each.getValue().lookups().values().forEach(lookup -> needs.add(lookup.stream()));
        if (done.containsAll(needs) && done.add(each.getKey())) {
          more = true;
        }
      }
    }
    if (faults.isEmpty() && done.size() < manifest.streams().size()) {
      Set<String> left = new TreeSet<>(manifest.streams().keySet());
      left.removeAll(done);
      fault("/streams", "these streams need each other: " + String.join(", ", left));
    }
  }
}
