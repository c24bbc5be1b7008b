package io.trueup.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trueup.oidc.OidcSettings;
import io.trueup.platform.db.StartupException;
import io.trueup.platform.http.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Section {@code sign_in} of the configuration: ways to sign in beside local users. */
public final class SignInSection {
  private static final String WHERE = "sign_in.oidc in the configuration";

  @JsonProperty @NotNull @Valid Oidc oidc = new Oidc();

  /** Section {@code sign_in.oidc}. */
  public static final class Oidc {
    @JsonProperty @NotNull String issuer = "";
    @JsonProperty @NotNull String name = "single sign-on";

    @JsonProperty("client_id")
    @NotNull String clientId = "";

    @JsonProperty("client_secret")
    @NotNull String clientSecret = "";

    @JsonProperty("client_secret_file")
    @NotNull String clientSecretFile = "";

    @JsonProperty @NotNull String address = "";
    @JsonProperty @NotNull List<String> scopes = List.of("openid", "profile", "email");

    @JsonProperty("groups_claim")
    @NotNull String groupsClaim = "groups";

    @JsonProperty("name_claim")
    @NotNull String nameClaim = "preferred_username";

    @JsonProperty @NotNull Map<String, String> roles = new LinkedHashMap<>();
    @JsonProperty @NotNull String tenant = FirstStart.DEFAULT_TENANT;
  }

  /**
   * The identity provider; empty when none is configured.
   *
   * @throws StartupException when it cannot be used, with all that is wrong
   */
  Optional<OidcSettings> oidc() {
    if (oidc.issuer.isBlank()) {
      return Optional.empty();
    }
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new StartupException(
          String.join("; ", problems), WHERE, "correct it, or leave the issuer empty");
    }
    Map<String, Role> roles = new LinkedHashMap<>();
    oidc.roles.forEach((group, role) -> roles.put(group, role(role).orElseThrow()));
    return Optional.of(
        new OidcSettings(
            address(oidc.issuer).orElseThrow(),
            oidc.name.strip(),
            oidc.clientId.strip(),
            secret().strip(),
            address(oidc.address).orElseThrow(),
            oidc.scopes,
            oidc.groupsClaim,
            oidc.nameClaim,
            roles,
            oidc.tenant));
  }

  /** What is wrong, one line each; nothing where no identity provider is configured. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (oidc.issuer.isBlank()) {
      return problems;
    }
    if (address(oidc.issuer).isEmpty()) {
      problems.add("issuer must be an address that begins with https://");
    }
    if (address(oidc.address).isEmpty()) {
      problems.add("address must be where people reach Trueup, such as https://trueup.example.com");
    }
    if (oidc.clientId.isBlank()) {
      problems.add("client_id is missing");
    }
    if (oidc.name.isBlank() || oidc.name.length() > 60) {
      problems.add("name must be 1 to 60 characters: the button says it");
    }
    if (!oidc.clientSecret.isBlank() && !oidc.clientSecretFile.isBlank()) {
      problems.add("give client_secret or client_secret_file, not both");
    }
    if (!oidc.clientSecretFile.isBlank() && !Files.isReadable(Path.of(oidc.clientSecretFile))) {
      problems.add("client_secret_file " + oidc.clientSecretFile + " cannot be read");
    }
    if (!oidc.scopes.contains("openid")) {
      problems.add("scopes must have openid among them");
    }
    if (oidc.groupsClaim.isBlank() || oidc.nameClaim.isBlank()) {
      problems.add("groups_claim and name_claim must name claims");
    }
    if (oidc.roles.isEmpty()) {
      problems.add("roles must give at least one group a role; without, nobody could sign in");
    }
    oidc.roles.forEach(
        (group, role) -> { // null where YAML has a group without a value
          if (role(role).isEmpty()) {
            problems.add(
                "roles: "
                    + (role == null ? group + " has none" : role + " is no role")
                    + "; use one of "
                    + String.join(", ", Role.names()).toLowerCase(Locale.ROOT));
          }
        });
    return problems;
  }

  private String secret() {
    if (oidc.clientSecretFile.isBlank()) {
      return oidc.clientSecret;
    }
    try {
      return Files.readString(Path.of(oidc.clientSecretFile));
    } catch (IOException e) {
      throw new StartupException(
          "client_secret_file " + oidc.clientSecretFile + " cannot be read",
          WHERE,
          "name a file that holds the secret");
    }
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(new URI(text.strip())).filter(OidcSettings::safe);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Role> role(@Nullable String text) {
    String name = text == null ? "" : text.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
    return Role.names().contains(name) ? Optional.of(Role.valueOf(name)) : Optional.empty();
  }
}
