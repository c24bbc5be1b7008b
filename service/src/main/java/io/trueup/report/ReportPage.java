package io.trueup.report;

import io.trueup.stage.DiscrepancyRow;
import io.trueup.stage.Reconciled;
import io.trueup.stage.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * {@code report.html}: one page that a person reads, prints or sends on. It asks for nothing else:
 * style, script and font are in it, and its policy lets nothing else in. Without its script it
 * lacks only sorting and filtering.
 */
final class ReportPage {
  private final Reconciled result;
  private final InputIndex input;
  private final Summary summary;
  private final Html html;

  private ReportPage(Reconciled result, InputIndex input, Summary summary, Writer out) {
    this.result = result;
    this.input = input;
    this.summary = summary;
    this.html = new Html(out);
  }

  static void write(Reconciled result, InputIndex input, Summary summary, Writer out)
      throws IOException {
    try {
      new ReportPage(result, input, summary, out).write();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write() {
    PageAssets assets = PageAssets.load();
    String title = "Reconciliation as of " + Show.day(summary.asOf());
    html.markup("<!doctype html>\n").open("html", "lang", "en").open("head").line();
    html.markup("<meta charset=\"utf-8\">\n");
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", assets.policy()).line();
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.markup("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.markup("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.element("title", title).line();
    html.markup("<style>").markup(assets.style()).markup("</style>").close("head").line();
    html.open("body");
    html.element("a", "Skip to the content", "class", "skip", "href", "#content").line();
    header(title);
    html.open("main", "id", "content").line();
    new HeadlineHtml(summary, result.discrepancies(), html).write();
    new SourcesHtml(summary, html).write();
    html.open("div", "class", "pair");
    new CausesHtml(Cause.of(result.discrepancies()), html).write();
    new ProductChart(input, MoneyTotals.of(summary, result.discrepancies()), html)
        .write(result.discrepancies());
    html.close("div").line();
    findings();
    new MatchedHtml(input, html).write(result.discrepancies());
    new ProblemsHtml(html).write(summary.problems());
    html.close("main").line();
    footer();
    html.markup("<script>").markup(assets.script()).markup("</script>").line();
    html.close("body").close("html").line();
  }

  private void header(String title) {
    html.open("header").open("div", "class", "bar");
    html.open("span", "class", "brand").markup(PageAssets.LOGO).text("Trueup").close("span");
    html.open("nav", "aria-label", "Parts of this report");
    link("#next", "Next steps");
    link("#discrepancies", "Discrepancies");
    link("#setup", "Setup");
    link("#matched", "Matched");
    link("#input", "Input");
    html.close("nav").close("div");
    html.open("div", "class", "title").element("h1", title);
    html.open("p", "class", "sub");
    if (!summary.audited()) {
      html.span("pill warn", "Nothing audited");
    } else if (!summary.complete()) {
      html.span("pill warn", "Incomplete");
    } else {
      html.span("pill", "Complete");
    }
    long clients =
        result.month().companies().stream().filter(c -> c.status().equals("active")).count();
    html.text(
        Show.many(clients, "active client")
            + " · "
            + Show.many(summary.coverage().lines(), "billing line")
            + " in force · "
            + Show.many(summary.coverage().records(), "usage record"));
    html.close("p").close("div").close("header").line();
  }

  private void link(String target, String text) {
    html.element("a", text, "href", target);
  }

  private void findings() {
    List<DiscrepancyRow> money =
        result.discrepancies().stream()
            .filter(row -> !row.classification().equals("MATCHED"))
            .filter(row -> !row.classification().equals("SETUP_ISSUE"))
            .toList();
    List<DiscrepancyRow> setup =
        result.discrepancies().stream()
            .filter(row -> row.classification().equals("SETUP_ISSUE"))
            .toList();
    EvidenceHtml evidence = new EvidenceHtml(result, input, html);
    new FindingsHtml(input, evidence, html).discrepancies(money, summary);
    new FindingsHtml(input, evidence, html).setup(setup);
  }

  private void footer() {
    html.open("footer").open("dl");
    pair("As of", summary.asOf().toString());
    pair("Rules", summary.bundleHash());
    pair("Input", summary.inputHash());
    html.close("dl");
    html.element(
        "p",
        "The same input and the same rules give this page again, to the byte. Amounts are per month,"
            + " without tax; currencies are never added. Every record's fate is in usage.csv.");
    html.close("footer").line();
  }

  private void pair(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close("div");
  }
}
