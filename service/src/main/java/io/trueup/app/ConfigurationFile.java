package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationParsingException;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.UndefinedEnvironmentVariableException;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.trueup.connector.Connectors;
import io.trueup.integration.DeclaredIntegrations;
import io.trueup.integration.DeclaredIntegrations.Declared;
import io.trueup.platform.db.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads config.yml, with {@code ${NAME:-default}} taken from the environment. */
final class ConfigurationFile {
  /**
   * What a system property begins with that overrides a setting. Not {@code trueup} alone: the
   * launcher tells us other things by properties of that name.
   */
  private static final String OVERRIDES = "trueup.config";

  private ConfigurationFile() {}

  /** A file's content, or what is wrong with it, one line each. */
  record Read(TrueupConfiguration configuration, List<String> problems) {}

  /**
   * Reads a file.
   *
   * @throws StartupException if it has problems, all of them in its message
   */
  static TrueupConfiguration get(Path file) {
    Read read = read(file);
    if (!read.problems().isEmpty()) {
      throw new StartupException(
          String.join("; ", read.problems()),
          file.toString(),
          "correct it; `trueup check " + file + "` shows one problem a line");
    }
    return read.configuration();
  }

  static Read read(Path file) {
    if (!Files.isRegularFile(file)) {
      return new Read(new TrueupConfiguration(), List.of("there is no such file"));
    }
    ObjectMapper mapper =
        Jackson.newObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    // A setting without a value is one that was left out.
    mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP));
    try {
      TrueupConfiguration configuration =
          new YamlConfigurationFactory<>(
                  TrueupConfiguration.class, Validators.newValidator(), mapper, OVERRIDES)
              .build(
                  new SubstitutingSourceProvider(
                      new FileConfigurationSourceProvider(),
                      new EnvironmentVariableSubstitutor(false)),
                  file.toString());
      return new Read(configuration, semantics(configuration));
    } catch (ConfigurationValidationException e) {
      return new Read(new TrueupConfiguration(), List.copyOf(e.getErrors()));
    } catch (ConfigurationParsingException e) {
      return new Read(new TrueupConfiguration(), List.of(oneLine(e, file)));
    } catch (ConfigurationException | IOException | UndefinedEnvironmentVariableException e) {
      return new Read(new TrueupConfiguration(), List.of(oneLine(e, file)));
    }
  }

  /** What is wrong although each value by itself is not. */
  private static List<String> semantics(TrueupConfiguration configuration) {
    List<String> problems = new ArrayList<>();
    DatabaseConfiguration database = configuration.database;
    if (!database.embedded()) {
      if (!database.url.startsWith("jdbc:postgresql:")) {
        problems.add("database.url must start with jdbc:postgresql:");
      }
      if (database.user.isBlank() || database.password.isBlank()) {
        problems.add("database.user and database.password are needed with database.url");
      }
      if (database.user.equals(database.migration.user)) {
        problems.add(
            "database.user and database.migration.user must differ: the role that serves requests may not own the tables");
      }
      if (database.migration.atStart && database.migration.user.isBlank()) {
        problems.add("database.migration.user is needed while database.migration.at_start is true");
      }
    }
    for (String folder : configuration.datasets.allowedDirectories) {
      if (!Path.of(folder).isAbsolute() || !Files.isDirectory(Path.of(folder))) {
        problems.add(
            "datasets.allowed_directories: " + folder + " is not an absolute path of a folder");
      }
    }
    if (configuration.datasets.maxUnpacked.toBytes() < configuration.datasets.maxUpload.toBytes()) {
      problems.add("datasets.max_unpacked must not be smaller than datasets.max_upload");
    }
    problems.addAll(configuration.secrets.source(configuration.storage.path()).problems());
    configuration.signIn.problems().forEach(problem -> problems.add("sign_in.oidc: " + problem));
    List<String> ofConnectors = configuration.connectors.problems();
    problems.addAll(ofConnectors);
    if (ofConnectors.isEmpty()) {
      problems.addAll(integrations(configuration));
    }
    return problems;
  }

  /** What is wrong with connectors of one's own, and with integrations that are declared. */
  private static List<String> integrations(TrueupConfiguration configuration) {
    List<String> problems = new ArrayList<>();
    List<Declared> declared =
        configuration.integrations.stream().map(each -> each.declared(problems)).toList();
    if (!declared.isEmpty() || !configuration.connectors.directories.isEmpty()) {
      Connectors connectors = Connectors.load(configuration.connectors.folders());
      connectors.problems().forEach(problem -> problems.add(problem.toString()));
      problems.addAll(DeclaredIntegrations.problems(declared, Vendors.catalogue(connectors)));
    }
    return problems;
  }

  private static String oneLine(Exception e, Path file) {
    return String.valueOf(e.getMessage())
        .replace(file + " has an error:", "")
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceAll(" {2,}", " ")
        .trim();
  }
}
