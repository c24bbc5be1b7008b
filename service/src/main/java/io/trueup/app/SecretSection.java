package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trueup.secret.MasterKey;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/** Section {@code secrets} of the configuration. */
public final class SecretSection {
  @JsonProperty("master_key")
  @NotNull String masterKey = "";

  @JsonProperty("master_key_file")
  @NotNull String masterKeyFile = "";

  MasterKey.Source source(Path storage) {
    return new MasterKey.Source(masterKey, masterKeyFile, storage);
  }
}
