package io.trueup.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity provider: where it is asked, and whether what it says is its own word. Its
 * description is read when it is first needed and once an hour after that, so that Trueup starts
 * without it.
 */
final class OidcProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final Duration KEPT = Duration.ofHours(1);

  /** Signatures of keys that only the provider has; neither none nor a shared secret. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final Clock clock;
  private final OidcHttp http = new OidcHttp();
  private @Nullable Known known;
  private @Nullable Failed failed;

  OidcProvider(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  private record Known(
      OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant since) {}

  private record Failed(OidcException why, Instant at) {}

  /** Where a person is sent to sign in. */
  URI request(State state, Nonce nonce, CodeVerifier verifier) throws OidcException {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE),
            new Scope(settings.scopes().toArray(String[]::new)),
            new ClientID(settings.clientId()),
            settings.callback())
        .endpointURI(known().metadata().getAuthorizationEndpointURI())
        .state(state)
        .nonce(nonce)
        .codeChallenge(verifier, CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** What the provider says about who came back with a code. */
  IDTokenClaimsSet claims(AuthorizationCode code, Nonce nonce, CodeVerifier verifier)
      throws OidcException {
    Known now = known();
    try {
      TokenRequest request = tokenRequest(now.metadata(), code, verifier);
      TokenResponse response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send(http));
      if (!(response instanceof OIDCTokenResponse tokens)
          || tokens.getOIDCTokens().getIDToken() == null) {
        LOG.warn("oidc sign-in refused: the code was not taken");
        throw new OidcException(settings.name() + " did not confirm the sign-in. Try again.");
      }
      IDTokenValidator validator =
          new IDTokenValidator(
              new Issuer(settings.issuer()),
              new ClientID(settings.clientId()),
              new JWSVerificationKeySelector<>(SIGNATURES, now.keys()),
              null);
      return validator.validate(tokens.getOIDCTokens().getIDToken(), nonce);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (ParseException | JOSEException | BadJOSEException e) {
      // The message names what is wrong with the token, and holds nothing of it but dates and ids.
      LOG.warn("oidc sign-in refused: {}", e.getMessage());
      throw new OidcException(
          "What " + settings.name() + " answered cannot be trusted. Nobody was signed in.");
    }
  }

  private TokenRequest tokenRequest(
      OIDCProviderMetadata metadata, AuthorizationCode code, CodeVerifier verifier) {
    AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, settings.callback(), verifier);
    ClientID client = new ClientID(settings.clientId());
    URI endpoint = metadata.getTokenEndpointURI();
    if (settings.clientSecret().isEmpty()) {
      return new TokenRequest.Builder(endpoint, client, grant).build();
    }
    Secret secret = new Secret(settings.clientSecret());
    List<ClientAuthenticationMethod> taken = metadata.getTokenEndpointAuthMethods();
    boolean post =
        taken != null
            && !taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    ClientAuthentication authentication =
        post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
    return new TokenRequest.Builder(endpoint, authentication, grant).build();
  }

  private Known known() throws OidcException {
    Instant asked = clock.instant();
    synchronized (this) {
      Known now = known;
      if (now != null && now.since().plus(KEPT).isAfter(asked)) {
        return now;
      }
      Failed last = failed;
      if (last != null && !last.at().isBefore(asked)) {
        throw last.why(); // found out while this one waited: so it does not wait as long again
      }
      try {
        Known read = read();
        known = read;
        return read;
      } catch (OidcException e) {
        failed = new Failed(e, clock.instant());
        throw e;
      }
    }
  }

  private Known read() throws OidcException {
    String issuer = settings.issuer().toString();
    try {
      URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(http.text(address));
      if (!metadata.getIssuer().getValue().equals(issuer)) {
        LOG.error("oidc: the provider calls itself {}", metadata.getIssuer().getValue());
        throw new OidcException(
            settings.name() + " is not set up right: it calls itself by another issuer.");
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || !OidcSettings.safe(metadata.getAuthorizationEndpointURI())
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new IOException("its description lacks an address, or has one without TLS");
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), http)
              .refreshAheadCache(false)
              .retrying(true)
              .build();
      return new Known(metadata, keys, clock.instant());
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw unreachable(e);
    }
  }

  private OidcException unreachable(Exception why) {
    LOG.warn("oidc: the provider cannot be used: {}", why.getMessage());
    return new OidcException(
        settings.name()
            + " cannot be reached right now. Try again, or sign in with a name and a password.");
  }
}
