package io.trueup.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of the scripts and styles that come in jars, read from those jars. */
final class WebJars {
  private WebJars() {}

  static String version(String name) {
    String file = "/META-INF/maven/org.webjars/" + name + "/pom.properties";
    try (InputStream in = WebJars.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + file);
      }
      Properties properties = new Properties();
      properties.load(in);
      return String.valueOf(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
