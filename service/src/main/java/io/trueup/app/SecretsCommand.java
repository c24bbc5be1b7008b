package io.trueup.app;

import io.trueup.platform.db.StartupException;
import io.trueup.platform.db.TenantDb;
import io.trueup.secret.MasterKey;
import io.trueup.secret.Rotation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup secrets rotate}. */
@Command(
    name = "secrets",
    description = "The keys that credentials are encrypted with.",
    mixinStandardHelpOptions = true,
    subcommands = SecretsCommand.Rotate.class)
final class SecretsCommand {
  /** Changes keys. */
  @Command(
      name = "rotate",
      description =
          "Makes a new master key and encrypts every data key with it; or, with --data-keys, new data keys and encrypts every credential with them. Cut short, it is finished by running it again.",
      mixinStandardHelpOptions = true)
  static final class Rotate implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--config",
        paramLabel = "CONFIG",
        defaultValue = "config.yml",
        description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("config.yml");

    @Option(names = "--data-keys", description = "New data keys, the master key stays.")
    private boolean dataKeys;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "Where the new master key is written; needed when the present one stands in the configuration or the environment.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
      return ServiceCommands.guarded(spec, this::rotate);
    }

    private int rotate() {
      TrueupConfiguration configuration = ConfigurationFile.get(file);
      MasterKey.Source source = configuration.secrets.source(configuration.storage.path());
      Path target = target(source);
      try (Database database = Database.open(configuration)) {
        database.migrateAtStart();
        TenantDb db = new TenantDb(database.single());
        Rotation.Done done =
            dataKeys ? Rotation.dataKeys(db, source) : Rotation.masterKey(db, source, target);
        PrintWriter print = spec.commandLine().getOut();
        if (dataKeys) {
          print.println(
              done.tenants()
                  + " data keys were made anew, "
                  + done.credentials()
                  + " credentials encrypted with them.");
        } else {
          print.println(
              done.tenants() + " data keys are encrypted with a new master key, in " + done.file());
          if (source.inConfiguration()) {
            print.println(
                "Now set secrets.master_key_file to it, take TRUEUP_MASTER_KEY away, and start every node anew.");
          }
        }
        print.flush();
      }
      return 0;
    }

    private Path target(MasterKey.Source source) {
      if (dataKeys || !source.inConfiguration()) {
        return source.path();
      }
      Path given = out;
      if (given == null) {
        throw new StartupException(
            "the master key stands in the configuration or the environment, which cannot be changed from here",
            "secrets.master_key",
            "name a file for the new one with --out");
      }
      return given.toAbsolutePath();
    }
  }
}
