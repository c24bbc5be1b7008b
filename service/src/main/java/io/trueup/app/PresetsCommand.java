package io.trueup.app;

import io.trueup.folder.Preset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code trueup presets list}: mappings of common products that service_mappings.csv may name. */
@Command(
    name = "presets",
    description = "Lists ready mappings of common products.",
    mixinStandardHelpOptions = true,
    subcommands = PresetsCommand.Shown.class)
final class PresetsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  /** {@code trueup presets list}. */
  @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
  static final class Shown implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--rules",
        paramLabel = "DIR",
        description = "Rule bundle; by default the shipped one.")
    private @Nullable Path rules;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Optional<Path> folder = Bundles.optional(rules);
      Collection<Preset> presets = Bundles.presets(Bundles.texts(folder), folder).values();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        new RulesJson(out).presets(presets);
      } else {
        Table table = new Table("lll");
        table.row("PRESET", "COUNTS", "WHAT IT MAPS");
        for (Preset preset : presets) {
          table.row(
              preset.presetId(),
              preset.fills().getOrDefault("count", "").replace('_', ' '),
              preset.description());
        }
        table.lines("").forEach(out::println);
      }
      out.flush();
      return Failures.DONE;
    }
  }
}
