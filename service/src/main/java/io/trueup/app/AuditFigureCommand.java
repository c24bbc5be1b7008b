package io.trueup.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.inquiry.FigureInquiry;
import io.trueup.inquiry.FigureInquiry.Answer;
import io.trueup.inquiry.PublishedBundle;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup audit figure}: which rules decided this figure. */
@Command(
    name = "figure",
    description =
        "Which rules decided a discrepancy of a run, by which facts, sources and decisions.",
    mixinStandardHelpOptions = true)
final class AuditFigureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TenantTarget target = new TenantTarget();

  @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
  private UUID run = new UUID(0, 0);

  @Parameters(index = "1", paramLabel = "DISCREPANCY", description = "The discrepancy's id.")
  private String discrepancy = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "CONFIG", defaultValue = "config.yml")
  private Path file = Path.of("config.yml");

  @Override
  public Integer call() throws Exception {
    return target.use(
        spec,
        file,
        (db, tenant, configuration) -> {
          Answer answer =
              db.read(tenant, handle -> FigureInquiry.find(handle, run, discrepancy))
                  .orElseThrow(
                      () ->
                          new Refusal(
                              "there is no discrepancy " + discrepancy,
                              "run " + run,
                              "discrepancies.csv of the run has their ids"));
          PrintWriter out = spec.commandLine().getOut();
          if (target.json()) {
            out.println(PlainJson.document(answer));
          } else {
            lines(answer).forEach(out::println);
          }
          out.flush();
          return Failures.DONE;
        });
  }

  private static List<String> lines(Answer answer) throws JsonProcessingException {
    List<String> lines = new ArrayList<>();
    FigureInquiry.Figure figure = answer.figure();
    lines.add(
        "%s %s  %s  %s %s"
            .formatted(
                figure.discrepancyClass(),
                figure.reason(),
                figure.companyName(),
                figure.productCode(),
                money(figure))
            .strip());
    lines.add("  " + figure.explanation());
    PublishedBundle bundle = answer.bundle();
    lines.add(bundle == null ? "Rules" : "Rules of " + published(bundle));
    for (FigureInquiry.Rule rule : answer.rules()) {
      lines.add("  %s  %s  (%s:%d)".formatted(rule.id(), rule.name(), rule.file(), rule.line()));
      lines.add("      " + rule.rationale());
    }
    lines.add("Facts that matched");
    facts(new ObjectMapper().readTree(answer.evidence()).path("matched"), lines);
    lines.add("Sources");
    for (FigureInquiry.Source source : answer.sources()) {
      lines.add("  " + source(source));
    }
    lines.add(answer.decisions().isEmpty() ? "Decisions: none" : "Decisions");
    for (FigureInquiry.Decision decision : answer.decisions()) {
      lines.add(
          "  %s  %s %s %s, by %s at %s: %s"
              .formatted(
                  decision.decisionId(),
                  decision.kind(),
                  decision.about(),
                  decision.value(),
                  decision.decidedBy(),
                  decision.decidedAt(),
                  decision.reason()));
    }
    return lines;
  }

  private static String money(FigureInquiry.Figure figure) {
    BigDecimal amount = figure.held() ? figure.heldAmount() : figure.monthlyImpact();
    return amount == null
        ? ""
        : " " + amount.toPlainString() + " " + figure.currency() + (figure.held() ? " held" : "");
  }

  /** Who published a bundle, and who approved it. */
  static String published(PublishedBundle bundle) {
    return "bundle "
        + bundle.version()
        + ", published "
        + bundle.publishedAt()
        + " by "
        + bundle.publishedBy()
        + (bundle.authors().isEmpty() ? "" : ", made by " + String.join(", ", bundle.authors()))
        + more(", approved by ", bundle.approvedBy())
        + more(", although: ", bundle.overrideReason())
        + (bundle.message().isEmpty() ? "" : ": " + bundle.message());
  }

  private static String more(String words, @Nullable String value) {
    return value == null || value.isEmpty() ? "" : words + value;
  }

  private static void facts(JsonNode matched, List<String> lines) {
    for (JsonNode firing : matched) {
      for (JsonNode fact : firing.path("facts")) {
        TreeSet<String> fields = new TreeSet<>();
        fact.path("fields")
            .fields()
            .forEachRemaining(each -> fields.add(each.getKey() + "=" + each.getValue().asText()));
        lines.add(
            "  "
                + firing.path("rule_id").asText()
                + "  "
                + fact.path("fact").asText()
                + "  "
                + String.join(", ", fields));
      }
    }
  }

  private static String source(FigureInquiry.Source source) {
    return source.integrationId()
        + "  "
        + source.health()
        + (source.snapshotNo() == null ? "" : ", snapshot " + source.snapshotNo())
        + (source.takenAt() == null ? "" : ", as of " + source.takenAt())
        + (source.ageHours() == null
            ? ""
            : ", " + Counts.many(source.ageHours(), "hour") + " before the day ended");
  }
}
