package io.trueup.web;

import io.trueup.platform.db.Blobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Styles, scripts and the font of the pages: exactly the files named here, read once. Their
 * addresses carry a hash over all of them, so that each answer may be kept for ever.
 */
public final class Assets {
  private static final Pattern IMAGE =
      Pattern.compile("url\\([\"']?(?:\\./)?([\\w-]+\\.(?:png|svg))");
  private static final String OURS = "/io/trueup/web/assets/";

  private final Map<String, byte[]> files;
  private final String hash;

  private Assets(Map<String, byte[]> files) {
    this.files = Collections.unmodifiableMap(files);
    MessageDigest sha = Blobs.sha256();
    files.forEach(
        (name, content) -> {
          sha.update(name.getBytes(StandardCharsets.UTF_8));
          sha.update((byte) 0);
          sha.update(content);
        });
    this.hash = HexFormat.of().formatHex(sha.digest(), 0, 8);
  }

  /** Reads them from the class path. */
  public static Assets load() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("app.css", sheet());
    for (String name :
        new String[] {"app.js", "clients.js", "editor.js", "review.js", "words.js", "icon.svg"}) {
      files.put(name, bytes(OURS + name));
    }
    files.put(
        "htmx.js",
        bytes(
            "/META-INF/resources/webjars/htmx.org/"
                + version("org.webjars.npm", "htmx.org")
                + "/dist/htmx.min.js"));
    files.put("inter.woff2", bytes("/io/trueup/report/inter-latin.woff2"));
    String ace =
        "/META-INF/resources/webjars/ace-builds/" + version("org.webjars.npm", "ace-builds") + "/";
    for (String name :
        new String[] {
          "ace.js",
          "ext-language_tools.js",
          "ext-searchbox.js",
          "mode-drools.js",
          "mode-yaml.js",
          "snippets/drools.js",
          "snippets/text.js",
          "snippets/yaml.js"
        }) {
      files.put("ace/" + name, bytes(ace + "src-min-noconflict/" + name));
    }
    files.put("ace/ace.css", bytes(ace + "css/ace.css"));
    Matcher image =
        IMAGE.matcher(
            new String(files.getOrDefault("ace/ace.css", new byte[0]), StandardCharsets.UTF_8));
    while (image.find()) {
      files.put("ace/" + image.group(1), bytes(ace + "css/" + image.group(1)));
    }
    return new Assets(files);
  }

  /** Of all files together: part of their addresses. */
  public String hash() {
    return hash;
  }

  /** Where an asset is. */
  public String path(String name) {
    if (!files.containsKey(name)) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return "/assets/" + hash + "/" + name;
  }

  Optional<byte[]> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** One sheet of all: a page asks for one file. */
  private static byte[] sheet() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : new String[] {"app", "glance", "review", "clients", "integrations"}) {
      all.writeBytes(bytes(OURS + part + ".css"));
    }
    return all.toByteArray();
  }

  static String version(String group, String name) {
    Properties properties = new Properties();
    String file = "/META-INF/maven/" + group + "/" + name + "/pom.properties";
    try (InputStream in = stream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.valueOf(properties.getProperty("version"));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String name) {
    InputStream in = Assets.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the class path has no " + name);
    }
    return in;
  }
}
