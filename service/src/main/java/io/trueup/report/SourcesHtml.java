package io.trueup.report;

import io.trueup.stage.Summary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of the input is explained, and which integrations can be believed. */
final class SourcesHtml {
  private final Summary summary;
  private final Html html;

  SourcesHtml(Summary summary, Html html) {
    this.summary = summary;
    this.html = html;
  }

  void write() {
    html.open("div", "class", "pair even");
    coverage();
    integrations();
    html.close("div").line();
  }

  private void coverage() {
    Summary.Coverage c = summary.coverage();
    html.open("section", "class", "panel").element("h2", "Explained");
    html.open("div", "class", "gauges");
    gauge("of " + Show.many(c.records(), "usage record"), c.recordsExplained());
    part("fill", c.counted(), 0, c.records());
    part("second", c.excluded(), c.counted(), c.records());
    html.close("svg").open("p", "class", "legend");
    key("fill", Show.count(c.counted()) + " counted");
    key("second", Show.count(c.excluded()) + " excluded with a reason");
    key("track", Show.count(c.unaccounted()) + " open");
    html.close("p").close("div");
    gauge("of " + Show.many(c.lines(), "billing line") + " in force", c.linesExplained());
    BigDecimal lines = c.linesExplained();
    part("fill", lines == null ? 0 : lines.movePointRight(4).longValue(), 0, 10_000);
    html.close("svg");
    html.element("p", "Compared with usage, or known not to follow it", "class", "note");
    html.close("div").close("div").close("section");
  }

  private void gauge(String of, @Nullable BigDecimal fraction) {
    html.open("div", "class", "gauge").open("p", "class", "figure");
    html.text(Show.percent(fraction)).span("of", " " + of).close("p");
    html.open(
        "svg",
        "class",
        "meter",
        "viewBox",
        "0 0 100 4",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    html.open("rect", "class", "track", "width", "100", "height", "4");
    html.close("rect");
  }

  private void part(String tone, long part, long before, long whole) {
    if (part > 0) {
      html.open("rect", "class", tone, "x", share(before, whole), "width", share(part, whole));
      html.close("rect");
    }
  }

  private static String share(long part, long whole) {
    return BigDecimal.valueOf(part * 100L)
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private void key(String tone, String text) {
    html.open("span", "class", "key " + tone).text(text).close("span");
  }

  private void integrations() {
    Map<String, Summary.IntegrationHealth> all = summary.integrations();
    long healthy = all.values().stream().filter(i -> i.health().equals("healthy")).count();
    html.open("section", "class", "panel").element("h2", "Integrations");
    html.open("p", "class", "figure").text(Show.count(healthy));
    html.span("of", " of " + all.size() + " can be believed").close("p");
    strip(all);
    html.open("ul", "class", "health ill");
    all.forEach((id, integration) -> unhealthy(id, integration));
    html.close("ul").open("ul", "class", "health well");
    all.forEach((id, integration) -> healthy(id, integration));
    html.close("ul").close("section");
  }

  private void strip(Map<String, Summary.IntegrationHealth> all) {
    html.open("div", "class", "strip", "aria-hidden", "true");
    for (boolean wanted : new boolean[] {false, true}) {
      all.values().stream()
          .filter(integration -> isHealthy(integration) == wanted)
          .forEach(i -> html.open("i", "class", wanted ? "well" : "ill").close("i"));
    }
    html.close("div");
  }

  private static boolean isHealthy(Summary.IntegrationHealth integration) {
    return integration.health().equals("healthy");
  }

  private void unhealthy(String id, Summary.IntegrationHealth integration) {
    if (isHealthy(integration)) {
      return;
    }
    html.open("li").element("b", id);
    html.span("state", Finding.reason(integration.health()));
    html.span(
        "note",
        Show.many(integration.records(), "record")
            + ", "
            + (integration.lastSuccessAt().isEmpty()
                ? "never synchronised"
                : "last good sync " + at(integration))
            + (integration.doubt().isEmpty() ? "" : "; " + integration.doubt()));
    html.close("li");
  }

  private void healthy(String id, Summary.IntegrationHealth integration) {
    if (isHealthy(integration)) {
      html.open("li", "title", "last good sync " + at(integration)).element("b", id);
      html.text(" " + Show.count(integration.records())).close("li");
    }
  }

  private static String at(Summary.IntegrationHealth integration) {
    return Show.instant(Instant.parse(integration.lastSuccessAt()));
  }
}
