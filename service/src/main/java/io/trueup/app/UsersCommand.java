package io.trueup.app;

import io.trueup.platform.db.StartupException;
import io.trueup.platform.http.Role;
import io.trueup.user.Passwords;
import io.trueup.user.UserRow;
import io.trueup.user.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trueup users add|list|password|disable}: the people who sign in at the pages. */
@Command(
    name = "users",
    description = "People who sign in at the pages.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UsersCommand.Add.class,
      UsersCommand.ListAll.class,
      UsersCommand.Password.class,
      UsersCommand.Disable.class
    })
final class UsersCommand {
  private static final String ACTOR = "operator";

  /** Where a password comes from. */
  static final class Secret {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description =
            "A file whose first line is the password; - reads it from standard input. Without it one is made and printed, this once.")
    private @Nullable Path file;

    boolean made() {
      return file == null;
    }

    String get() {
      Path from = file;
      if (from == null) {
        return Passwords.random();
      }
      try {
        String text =
            from.toString().equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(from);
        return text.lines().findFirst().orElse("");
      } catch (IOException e) {
        throw new StartupException(
            "the password cannot be read", from.toString(), "name a file of UTF-8 text", e);
      }
    }
  }

  /** Adds one. */
  @Command(name = "add", description = "Adds a person.", mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();
    @Mixin private Secret secret = new Secret();

    @Option(names = "--name", required = true, description = "What they type to sign in.")
    private String name = "";

    @Option(names = "--full-name", required = true, description = "How pages call them.")
    private String fullName = "";

    @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role = Role.VIEWER;

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            String password = secret.get();
            Users users = new Users(new Passwords());
            db.useTenant(
                tenant, handle -> users.add(handle, name, fullName, role, password, ACTOR));
            ConfiguredTenant.say(spec, secret.made() ? password : "Added.");
            return 0;
          });
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "Lists all people.", mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            for (UserRow user : db.read(tenant, Users::list)) {
              ConfiguredTenant.say(
                  spec,
                  "%-16s  %-11s  %s  %s"
                      .formatted(
                          user.name(),
                          user.role(),
                          user.enabled()
                              ? user.lastSignedInAt() == null
                                  ? "never signed in"
                                  : "last signed in " + user.lastSignedInAt()
                              : "disabled " + user.disabledAt(),
                          user.fullName()));
            }
            return 0;
          });
    }
  }

  /** Sets a password. */
  @Command(
      name = "password",
      description = "Sets a person's password and ends their sessions.",
      mixinStandardHelpOptions = true)
  static final class Password implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();
    @Mixin private Secret secret = new Secret();

    @Option(names = "--name", required = true, description = "Whose.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            String password = secret.get();
            Users users = new Users(new Passwords());
            db.useTenant(tenant, handle -> users.setPassword(handle, name, password, ACTOR));
            ConfiguredTenant.say(spec, secret.made() ? password : "Set.");
            return 0;
          });
    }
  }

  /** Disables one. */
  @Command(
      name = "disable",
      description = "Keeps a person from signing in; exit code 1 if there is none such.",
      mixinStandardHelpOptions = true)
  static final class Disable implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();

    @Option(names = "--name", required = true, description = "Whom.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            boolean done = db.inTenant(tenant, handle -> Users.disable(handle, name, ACTOR));
            ConfiguredTenant.say(
                spec, done ? "Disabled." : "There is no such user, or they were disabled before.");
            return done ? 0 : 1;
          });
    }
  }
}
