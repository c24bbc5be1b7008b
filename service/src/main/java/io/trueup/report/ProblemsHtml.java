package io.trueup.report;

import io.trueup.facts.InputProblem;
import java.util.List;

/** Rows of the input that could not be used. */
final class ProblemsHtml {
  private static final int MOST = 500;

  private final Html html;

  ProblemsHtml(Html html) {
    this.html = html;
  }

  void write(List<InputProblem> problems) {
    html.open("section", "class", "panel wide", "id", "input", "aria-labelledby", "input-title");
    html.open("h2", "id", "input-title").text("Input problems ");
    html.span("count", Show.count(problems.size())).close("h2");
    if (problems.isEmpty()) {
      html.element("p", "Every row of the input could be used.", "class", "note");
      html.close("section").line();
      return;
    }
    html.element("p", "These rows were left out; everything else was used.", "class", "note");
    html.open("table", "class", "compact").open("thead").open("tr");
    for (String name : List.of("Where", "Column", "What is wrong", "Value")) {
      html.element("th", name, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    for (InputProblem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      html.open("tr");
      html.open("td")
          .element("code", problem.file() + (problem.line() > 0 ? ":" + problem.line() : ""));
      html.close("td").element("td", problem.column()).element("td", problem.message());
      html.open("td");
      if (!problem.value().isEmpty()) {
        html.element("code", problem.value());
      }
      html.close("td").close("tr").line();
    }
    html.close("tbody").close("table");
    if (problems.size() > MOST) {
      html.element("p", "The rest is in summary.json.", "class", "note");
    }
    html.close("section").line();
  }
}
