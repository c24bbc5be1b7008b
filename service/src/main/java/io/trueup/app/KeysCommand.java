package io.trueup.app;

import io.trueup.audit.AuditLog;
import io.trueup.platform.http.ApiKeys;
import io.trueup.platform.http.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code trueup keys create|list|revoke}. The operator's way to keys, when none is at hand to ask
 * with.
 */
@Command(
    name = "keys",
    description = "API keys.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysCommand.Create.class, KeysCommand.ListAll.class, KeysCommand.Revoke.class})
final class KeysCommand {
  private static final int MOST_DAYS = 36_500;

  /** Makes one. */
  @Command(
      name = "create",
      description = "Makes a key and prints it, this once.",
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();

    @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role = Role.VIEWER;

    @Option(names = "--label", required = true, description = "What it is for.")
    private String label = "";

    @Option(names = "--days", description = "After how many days it ends; never, when left out.")
    private @Nullable Integer days;

    @Override
    public Integer call() throws Exception {
      Integer lasting = days;
      if (label.isBlank() || label.length() > 100) {
        throw new Refusal("a label has 1 to 100 characters", "--label", "say what the key is for");
      }
      if (lasting != null && (lasting < 1 || lasting > MOST_DAYS)) {
        throw new Refusal(
            "a key lasts 1 to " + MOST_DAYS + " days",
            "--days",
            "leave it out for one without end");
      }
      Optional<Instant> expires =
          lasting == null
              ? Optional.empty()
              : Optional.of(Instant.now().plus(lasting, ChronoUnit.DAYS));
      return target.use(
          spec,
          (db, tenant) -> {
            ApiKeys.NewKey made =
                db.inTenant(
                    tenant,
                    handle -> {
                      ApiKeys.NewKey key = ApiKeys.create(handle, role, label, expires, "operator");
                      AuditLog.append(
                          handle,
                          "operator",
                          "key.created",
                          key.key().keyId(),
                          Map.of("role", role.name()));
                      return key;
                    });
            ConfiguredTenant.say(spec, made.token());
            return 0;
          });
    }
  }

  /** Lists them. */
  @Command(
      name = "list",
      description = "Lists all keys, without their secrets.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            for (ApiKeys.KeyRow key : db.read(tenant, ApiKeys::list)) {
              ConfiguredTenant.say(
                  spec,
                  "%s  %-11s  %s  %s"
                      .formatted(
                          key.keyId(),
                          key.role(),
                          key.revokedAt() != null
                              ? "revoked " + key.revokedAt()
                              : key.expiresAt() != null ? "until " + key.expiresAt() : "no end",
                          key.label()));
            }
            return 0;
          });
    }
  }

  /** Ends one. */
  @Command(
      name = "revoke",
      description = "Ends a key at once and for good; exit code 1 if there is none such.",
      mixinStandardHelpOptions = true)
  static final class Revoke implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfiguredTenant target = new ConfiguredTenant();

    @Option(
        names = "--id",
        required = true,
        description = "The key's id: 8 characters after trueup_.")
    private String id = "";

    @Override
    public Integer call() throws Exception {
      return target.use(
          spec,
          (db, tenant) -> {
            boolean revoked =
                db.inTenant(
                    tenant,
                    handle -> {
                      boolean done = ApiKeys.revoke(handle, id);
                      if (done) {
                        AuditLog.append(handle, "operator", "key.revoked", id, Map.of());
                      }
                      return done;
                    });
            ConfiguredTenant.say(
                spec, revoked ? "Revoked." : "There is no such key, or it has ended before.");
            return revoked ? 0 : 1;
          });
    }
  }
}
