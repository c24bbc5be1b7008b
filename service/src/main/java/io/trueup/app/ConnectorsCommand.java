package io.trueup.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trueup.connector.Connector;
import io.trueup.connector.Connectors;
import io.trueup.connector.ManifestProblem;
import io.trueup.connector.Samples;
import io.trueup.connector.Samples.Sampled;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trueup connectors}: which systems can be read, and whether a manifest is right. */
@Command(
    name = "connectors",
    description = "Lists connectors and checks manifests.",
    mixinStandardHelpOptions = true,
    subcommands = {ConnectorsCommand.Shown.class, ConnectorsCommand.Checked.class})
final class ConnectorsCommand implements Runnable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /** {@code trueup connectors list}. */
  @Command(
      name = "list",
      description = "Lists the systems that can be read.",
      mixinStandardHelpOptions = true)
  static final class Shown implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--directory",
        paramLabel = "DIR",
        description = "Folder with connectors of your own; may be given several times.")
    private List<Path> directories = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Connectors connectors = Connectors.load(directories);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        ArrayNode list = JSON.createArrayNode();
        connectors.list().forEach(connector -> list.add(tree(connector)));
        out.println(JSON.writeValueAsString(list));
      } else {
        Table table = new Table("llll");
        table.row("CONNECTOR", "NAME", "CATEGORY", "HOW SURE");
        for (Connector each : connectors.list()) {
          table.row(each.id(), each.name(), each.category(), each.maturity());
        }
        table.lines("").forEach(out::println);
      }
      out.flush();
      connectors.problems().forEach(spec.commandLine().getErr()::println);
      return connectors.problems().isEmpty() ? Failures.DONE : Failures.DOES_NOT_HOLD;
    }

    private static ObjectNode tree(Connector connector) {
      ObjectNode tree = JSON.createObjectNode();
      tree.put("id", connector.id());
      tree.put("name", connector.name());
      tree.put("vendor", connector.vendor());
      tree.put("category", connector.category());
      tree.put("description", connector.description());
      tree.put("maturity", connector.maturity());
      connector.maturityNote().ifPresent(note -> tree.put("maturity_note", note));
      connector.documentation().ifPresent(page -> tree.put("documentation", page));
      ArrayNode settings = tree.putArray("settings");
      connector.settings().keySet().forEach(settings::add);
      ArrayNode credentials = tree.putArray("credentials");
      connector.credentials().keySet().forEach(credentials::add);
      ArrayNode streams = tree.putArray("streams");
      connector.streams().forEach(stream -> streams.add(stream.name()));
      return tree;
    }
  }

  /** {@code trueup connectors check}. */
  @Command(
      name = "check",
      description = {
        "Checks manifests, and reads the sample answers beside them; exit code 1 when there is a problem."
      },
      mixinStandardHelpOptions = true)
  static final class Checked implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
        arity = "1..*",
        paramLabel = "FILE",
        description = "A connector.yml, or its folder.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      int problems = 0;
      for (Path file : files) {
        if (!Files.exists(file)) {
          throw new Refusal("there is no such file", file, "name a connector.yml or its folder");
        }
        Connectors.Checked checked = Connectors.check(file);
        for (ManifestProblem problem : checked.problems()) {
          out.println(problem);
        }
        problems += checked.problems().size();
        if (checked.connector().isPresent()) {
          Connector connector = checked.connector().get();
          out.println(connector.id() + ": " + connector.name() + ", " + connector.maturity());
          problems += samples(connector, file, out);
        }
      }
      out.println(
          problems == 0
              ? "no problems in " + Counts.many(files.size(), "manifest")
              : Counts.many(problems, "problem") + " in " + Counts.many(files.size(), "manifest"));
      out.flush();
      return problems == 0 ? Failures.DONE : Failures.DOES_NOT_HOLD;
    }

    private static int samples(Connector connector, Path file, PrintWriter out) throws IOException {
      int failures = 0;
      Table table = new Table("lrll");
      List<String> remarks = new ArrayList<>();
      for (Sampled sampled : Samples.read(connector, file)) {
        Map<String, Integer> rows = new TreeMap<>();
        sampled.rows().forEach(row -> rows.merge(row.table(), 1, Integer::sum));
        List<String> made = new ArrayList<>();
        rows.forEach((name, count) -> made.add(count + " " + name));
        table.row(sampled.stream(), sampled.records(), "records", String.join(", ", made));
        sampled
            .problems()
            .forEach(
                p ->
                    remarks.add(
                        sampled.stream()
                            + ", "
                            + p.record()
                            + ": "
                            + p.field()
                            + " "
                            + p.value()
                            + " "
                            + p.what()));
        if (sampled.failure().isPresent()) {
          failures++;
          remarks.add(sampled.failure().get().getMessage());
        }
      }
      table.lines("  ").forEach(out::println);
      remarks.forEach(remark -> out.println("  " + OneLine.clean(remark)));
      return failures;
    }
  }
}
