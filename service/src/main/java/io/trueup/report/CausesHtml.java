package io.trueup.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What to do next: a line for each piece of work, the most blocking first. */
final class CausesHtml {
  /** Steps that are shown at once. */
  private static final int MOST = 9;

  private final List<Cause> causes;
  private final Html html;

  CausesHtml(List<Cause> causes, Html html) {
    this.causes = causes;
    this.html = html;
  }

  void write() {
    html.open("section", "class", "panel", "id", "next", "aria-labelledby", "next-title");
    html.element("h2", "What to do next", "id", "next-title");
    if (causes.isEmpty()) {
      html.element("p", "No discrepancy asks for anything.", "class", "note");
    }
    int first = causes.size() <= MOST + 2 ? causes.size() : MOST;
    list(causes.subList(0, first), 0);
    if (first < causes.size()) {
      html.open("details", "class", "more");
      html.element("summary", Show.count(causes.size() - first) + " smaller steps");
      list(causes.subList(first, causes.size()), first);
      html.close("details");
    }
    html.close("section");
  }

  private void list(List<Cause> some, int before) {
    html.open("ol", "class", "causes", "start", String.valueOf(before + 1));
    for (int i = 0; i < some.size(); i++) {
      cause(some.get(i), before + i + 1);
    }
    html.close("ol");
  }

  private void cause(Cause cause, int number) {
    boolean setup = cause.rows().get(0).classification().equals("SETUP_ISSUE");
    html.open("li").span("step", String.valueOf(number));
    html.open("div", "class", "what");
    html.element(
        "a", cause.title(), "href", setup ? "#setup" : "#discrepancies", "data-cause", cause.key());
    html.open("p", "class", "note").text(why(cause)).close("p").close("div");
    html.open("p", "class", "worth");
    for (Map.Entry<String, BigDecimal> amount : cause.amounts().entrySet()) {
      html.open("span", "class", cause.held() ? "amount held" : "amount");
      html.span("cur", amount.getKey()).text(" " + Show.signed(amount.getValue()));
      html.close("span");
    }
    if (!cause.amounts().isEmpty()) {
      html.span("note", cause.unit());
    }
    html.close("p").close("li");
  }

  private static String why(Cause cause) {
    int clients = cause.clients();
    return Finding.reason(cause.rows().get(0).reason())
        + (clients > 0 ? " · " + Show.many(clients, "client") : "")
        + (cause.acts().isEmpty() ? "" : " · " + cause.acts());
  }
}
