package io.trueup.web;

import freemarker.cache.ClassTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Renders pages. Every value is escaped for HTML; a template can name no class. A page is rendered
 * whole before its first byte is sent, so that one that fails is an error page.
 */
public final class Templates {
  private final Configuration configuration;

  /** Reads templates from the class path below {@code /io/trueup}. */
  public Templates() {
    Configuration made = new Configuration(Configuration.VERSION_2_3_34);
    made.setTemplateLoader(new ClassTemplateLoader(Templates.class, "/io/trueup"));
    made.setDefaultEncoding(StandardCharsets.UTF_8.name());
    made.setURLEscapingCharset(StandardCharsets.UTF_8.name());
    made.setOutputFormat(HTMLOutputFormat.INSTANCE);
    made.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    made.setLogTemplateExceptions(false);
    made.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    made.setLocale(Locale.ROOT);
    made.setNumberFormat("computer");
    made.setBooleanFormat("c");
    this.configuration = made;
  }

  /**
   * A page as HTML.
   *
   * @param template such as {@code pages/runs.ftlh}
   */
  public byte[] render(String template, Map<String, Object> model) {
    StringWriter out = new StringWriter(1 << 14);
    try {
      configuration.getTemplate(template).process(model, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("template " + template + " failed", e);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
