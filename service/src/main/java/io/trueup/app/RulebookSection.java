package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Section {@code rulebook}: a directory of rules that is followed. */
public final class RulebookSection {
  /** The directory; empty for none. */
  @JsonProperty @NotNull String directory = "";

  @JsonProperty
  @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  Duration every = Duration.seconds(30);

  @JsonProperty
  @NotNull @Pattern(regexp = "review|automatic", message = "must be review or automatic") String publish = "review";

  /** What it is called in the rulebook and the audit trail. */
  @JsonProperty
  @NotNull @Pattern(
      regexp = "[a-z0-9][a-z0-9-]{0,62}",
      message = "must be small letters, digits and hyphens")
  String name = "rules";

  @JsonProperty @NotNull String tenant = FirstStart.DEFAULT_TENANT;

  Optional<Path> path() {
    return directory.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(directory).toAbsolutePath().normalize());
  }

  boolean automatic() {
    return publish.equals("automatic");
  }
}
