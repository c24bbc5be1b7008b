package io.trueup.connector;

import io.trueup.connector.Manifest.Paging;
import io.trueup.connector.Manifest.Request;
import io.trueup.connector.Manifest.Stream;
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
import org.jspecify.annotations.Nullable;

/** What a schema cannot say: names that exist, expressions that compile, rows that are whole. */
final class ManifestCheck {
  private final Manifest manifest;
  private final ManifestFaults faults;
  private final Set<String> names = new TreeSet<>();

  private ManifestCheck(Manifest manifest) {
    this.manifest = manifest;
    this.faults = new ManifestFaults(manifest.baseUrl() != null);
  }

  static List<ManifestSchema.Fault> faults(Manifest manifest) {
    ManifestCheck check = new ManifestCheck(manifest);
    check.all();
    return check.faults.list();
  }

  private void all() {
    for (String part : List.of("name", "vendor", "category", "description", "maturity")) {
      if (missing(part)) {
        faults.add("", part + " is missing");
      }
    }
    if (manifest.streams().isEmpty()) {
      faults.add("", "streams is missing: a connector reads at least one");
    }
    names.addAll(manifest.settings().keySet());
    names.addAll(manifest.credentials().keySet());
    names.addAll(manifest.variables().keySet());
    manifest.discovery().forEach(step -> names.addAll(step.set().keySet()));
    manifest
        .settings()
        .forEach(
            (name, setting) ->
                faults.template("/settings/" + name + "/default", setting.defaultValue(), names));
    manifest.variables().forEach((name, text) -> faults.expression("/variables/" + name, text));
    faults.template("/base_url", manifest.baseUrl(), names);
    faults.texts("/headers", manifest.headers(), names);
    // What an answer names is no reason to trust it.
    Set<String> trusted = new TreeSet<>(manifest.settings().keySet());
    trusted.addAll(manifest.variables().keySet());
    manifest.hosts().forEach(host -> faults.template("/hosts", host, trusted));
    for (int i = 0; i < manifest.discovery().size(); i++) {
      faults.request("/discovery/" + i + "/request", manifest.discovery().get(i).request(), names);
      String at = "/discovery/" + i + "/set/";
      manifest.discovery().get(i).set().forEach((name, text) -> faults.expression(at + name, text));
      faults.expression("/discovery/" + i + "/when", manifest.discovery().get(i).when());
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
      faults.add("", "auth is missing; write type: none where nobody has to show who asks");
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
      case "basic" -> faults.need("/auth", "username", auth.username());
      case "oauth2" -> faults.need("/auth", "token_url", auth.tokenUrl());
      case "login", "jsonrpc_visa" -> faults.need("/auth", "request", auth.request());
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
      faults.template("/auth", text, known);
    }
    faults.texts("/auth/headers", auth.headers(), known);
    faults.texts("/auth/params", auth.params(), known);
    if (auth.request() != null) {
      faults.request("/auth/request", auth.request(), known);
    }
    if (auth.send() != null) {
      Set<String> withToken = new TreeSet<>(known);
      withToken.add("token");
      faults.texts("/auth/send", auth.send(), withToken);
    }
    if (auth.rotates() != null && !manifest.credentials().containsKey(auth.rotates())) {
      faults.add("/auth/rotates", auth.rotates() + " is none of the credentials");
    }
    faults.expression("/auth/token", auth.token());
    faults.expression("/auth/expires_in", auth.expiresIn());
    faults.expression("/auth/visa", auth.visa());
  }

  private void stream(String name, Stream stream) {
    String at = "/streams/" + name;
    Set<String> known = new TreeSet<>(names);
    for (Manifest.ForEach forEach : parents(stream, new HashSet<>(Set.of(name)))) {
      known.add(forEach.as());
    }
    if (stream.forEach() != null) {
      stream.forEach().stream().forEach(parent -> exists(at + "/for_each/stream", parent));
      faults.expression(at + "/for_each/where", stream.forEach().where());
      stream
          .forEach()
          .values()
          .forEach((key, text) -> faults.expression(at + "/for_each/values/" + key, text));
    }
    stream
        .lookups()
        .forEach(
            (key, lookup) -> {
              String there = at + "/lookups/" + key;
              exists(there + "/stream", lookup.stream());
              faults.expression(there + "/key", lookup.key());
              faults.expression(there + "/by", lookup.by());
              lookup
                  .values()
                  .forEach((value, text) -> faults.expression(there + "/values/" + value, text));
            });
    if (stream.fromSetting() != null) {
      if (!manifest.settings().containsKey(stream.fromSetting())) {
        faults.add(at + "/from_setting", stream.fromSetting() + " is none of the settings");
      }
    } else if (stream.request() == null) {
      faults.add(at, "request is missing");
    } else {
      faults.request(at + "/request", stream.request(), known);
    }
    faults.expression(at + "/when", stream.when());
    faults.expression(at + "/records", stream.records());
    faults.expression(at + "/gather", stream.gather());
    faults.expression(at + "/id", stream.id());
    success(at + "/success", stream.success());
    errors(at + "/errors", stream.errors());
    if (stream.paging() != null) {
      paging(at + "/paging", stream.paging());
      Request request = stream.request();
      if ("body".equals(stream.paging().in())
          && request != null
          && request.body() != null
          && !request.body().isObject()) {
        faults.add(at + "/request/body", "paging goes into the body, which is no object");
      }
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
      faults.add(
          pointer,
          "there is no stream "
              + stream
              + ManifestFaults.meant(stream, manifest.streams().keySet()));
    }
  }

  private void paging(String at, Paging paging) {
    switch (paging.style()) {
      case "page", "offset", "header_json" -> faults.need(at, "param", paging.param());
      case "after_id" -> {
        faults.need(at, "param", paging.param());
        faults.need(at, "id", paging.id());
      }
      case "cursor_body", "token_header" -> {
        faults.need(at, "param", paging.param());
        faults.need(at, "next", paging.next());
      }
      case "next_url_body" -> faults.need(at, "next", paging.next());
      default -> {
        // Nothing more is needed.
      }
    }
    faults.expression(at + "/next", paging.next());
    faults.expression(at + "/id", paging.id());
    faults.expression(at + "/total", paging.total());
    faults.expression(at + "/pages", paging.pages());
  }

  private void rows(String at, Manifest.Rows rows) {
    ExportFile file = ExportFiles.find(rows.table() + ".csv").orElseThrow();
    faults.expression(at + "/when", rows.when());
    faults.expression(at + "/each", rows.each());
    Set<String> known = new LinkedHashSet<>(file.header());
    rows.columns()
        .forEach(
            (name, cell) -> {
              String there = at + "/columns/" + name;
              if (file.find(name).isEmpty()
                  && known.stream().anyMatch(column -> slip(name, column))) {
                faults.add(
                    there,
                    file.name() + " has no column " + name + ManifestFaults.meant(name, known));
              }
              faults.guarded(there, () -> new CellPlan(name, file.find(name).orElse(null), cell));
            });
    for (Column column : file.columns()) {
      if (column.required()
          && column.unless().isEmpty()
          && !rows.passThrough()
          && !column.name().equals("integration_id")
          && !rows.columns().containsKey(column.name())) {
        faults.add(at + "/columns", "a row of " + file.name() + " needs " + column.name());
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
      faults.expression(at + "/" + i + "/when", errors.get(i).when());
      faults.expression(at + "/" + i + "/message", errors.get(i).message());
      faults.expression(at + "/" + i + "/location", errors.get(i).location());
    }
  }

  private void success(String at, Manifest.@Nullable Success success) {
    if (success != null) {
      faults.expression(at + "/when", success.when());
      faults.expression(at + "/message", success.message());
    }
  }

  private void circles() {
    Set<String> done = new HashSet<>();
    boolean more = faults.list().isEmpty();
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
    if (faults.list().isEmpty() && done.size() < manifest.streams().size()) {
      Set<String> left = new TreeSet<>(manifest.streams().keySet());
      left.removeAll(done);
      faults.add("/streams", "these streams need each other: " + String.join(", ", left));
    }
  }
}
