package io.trueup.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code trueup rules}: checks, tests, compares, lists, measures, exports and imports rule bundles.
 */
@Command(
    name = "rules",
    description = "Checks, tests, compares, measures, lists and exchanges rules.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RulesCheckCommand.class,
      RulesListCommand.class,
      RulesTableCommand.class,
      RulesTestCommand.class,
      RulesDiffCommand.class,
      RulesCostCommand.class,
      RulesExportCommand.class,
      RulesImportCommand.class
    })
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
