package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.trueup.connector.FetchPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Section {@code connectors} of the configuration. */
public final class ConnectorSection {
  @JsonProperty @NotNull List<String> directories = new ArrayList<>();
  @JsonProperty @NotNull @Valid Fetch fetch = new Fetch();

  /** Section {@code connectors.fetch}. */
  public static final class Fetch {
    @JsonProperty boolean http;

    @JsonProperty("allowed_addresses")
    @NotNull List<String> allowedAddresses = new ArrayList<>();

    @JsonProperty("allowed_directories")
    @NotNull List<String> allowedDirectories = new ArrayList<>();

    @JsonProperty("max_answer")
    @NotNull DataSize maxAnswer = DataSize.bytes(FetchPolicy.DEFAULTS.maxAnswerBytes());

    @JsonProperty("connect_timeout")
    @NotNull Duration connectTimeout = of(FetchPolicy.DEFAULTS.connectTimeout());

    @JsonProperty("answer_timeout")
    @NotNull Duration answerTimeout = of(FetchPolicy.DEFAULTS.answerTimeout());

    @JsonProperty("answer_deadline")
    @NotNull Duration answerDeadline = of(FetchPolicy.DEFAULTS.answerDeadline());

    @JsonProperty("first_backoff")
    @NotNull Duration firstBackoff = of(FetchPolicy.DEFAULTS.firstBackoff());

    @JsonProperty("longest_wait")
    @NotNull Duration longestWait = of(FetchPolicy.DEFAULTS.longestWait());

    private static Duration of(java.time.Duration duration) {
      return Duration.milliseconds(duration.toMillis());
    }
  }

  List<Path> folders() {
    return directories.stream().map(Path::of).toList();
  }

  FetchPolicy policy() {
    return new FetchPolicy(
        fetch.http,
        fetch.allowedAddresses,
        fetch.allowedDirectories.stream().map(Path::of).toList(),
        fetch.maxAnswer.toBytes(),
        fetch.connectTimeout.toJavaDuration(),
        fetch.answerTimeout.toJavaDuration(),
        fetch.answerDeadline.toJavaDuration(),
        fetch.firstBackoff.toJavaDuration(),
        fetch.longestWait.toJavaDuration());
  }

  /** What is wrong although each value by itself is not, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String folder : directories) {
      if (!Files.isDirectory(Path.of(folder))) {
        problems.add("connectors.directories: " + folder + " is not a folder");
      }
    }
    for (String folder : fetch.allowedDirectories) {
      if (!Path.of(folder).isAbsolute() || !Files.isDirectory(Path.of(folder))) {
        problems.add(
            "connectors.fetch.allowed_directories: "
                + folder
                + " is not an absolute path of a folder");
      }
    }
    return problems;
  }
}
