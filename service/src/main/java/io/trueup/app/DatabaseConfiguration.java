package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** Section {@code database} of the configuration. */
public final class DatabaseConfiguration {
  @JsonProperty @NotNull String url = "";
  @JsonProperty @NotNull String user = "trueup_app";
  @JsonProperty @NotNull String password = "";
  @JsonProperty @NotNull @Valid Migration migration = new Migration();

  @JsonProperty("max_connections")
  @Min(2) @Max(200) int maxConnections = 16;

  @JsonProperty("statement_timeout")
  @NotNull Duration statementTimeout = Duration.seconds(60);

  /** Section {@code database.migration}: the role that owns the tables. */
  public static final class Migration {
    @JsonProperty @NotNull String user = "";
    @JsonProperty @NotNull String password = "";

    @JsonProperty("at_start")
    boolean atStart = true;
  }

  /** Whether the service runs a PostgreSQL of its own. */
  boolean embedded() {
    return url.isBlank();
  }
}
