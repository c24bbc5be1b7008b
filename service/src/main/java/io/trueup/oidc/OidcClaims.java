package io.trueup.oidc;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a person from the claims of an ID token that was validated. */
final class OidcClaims {
  private static final int LONGEST_SUBJECT = 255;

  private OidcClaims() {}

  static OidcPerson person(IDTokenClaimsSet claims, OidcSettings settings) throws OidcException {
    String subject = claims.getSubject().getValue();
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT || subject.indexOf('\0') >= 0) {
      throw new OidcException(settings.name() + " does not say who you are.");
    }
    String name =
        first(
            claims.getStringClaim(settings.nameClaim()),
            claims.getStringClaim("preferred_username"),
            claims.getStringClaim("email"),
            subject);
    Map<String, Object> all = claims.toJSONObject();
    List<String> groups = groups(all, settings.groupsClaim());
    if (groups.isEmpty() && overflows(all, settings.groupsClaim())) {
      throw new OidcException(
          "You are in more groups than "
              + settings.name()
              + " lists. Whoever runs Trueup can have it send application roles instead.");
    }
    return new OidcPerson(
        settings.issuer().toString(),
        subject,
        name,
        first(claims.getStringClaim("name"), name),
        groups);
  }

  private static String first(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  /** A text or a list of texts, wherever the dots lead; a claim of that very name comes first. */
  private static List<String> groups(Map<String, Object> claims, String path) {
    Object value = claims.get(path);
    if (value == null) {
      value = claims;
      for (String part : path.split("\\.", -1)) {
        value = value instanceof Map<?, ?> object ? object.get(part) : null;
      }
    }
    List<String> groups = new ArrayList<>();
    if (value instanceof String one) {
      groups.add(one);
    } else if (value instanceof List<?> many) {
      many.forEach(each -> groups.add(String.valueOf(each)));
    }
    return groups;
  }

  /** Entra ID leaves groups out where there are too many, and says so. */
  private static boolean overflows(Map<String, Object> claims, String claim) {
    return claims.get("_claim_names") instanceof Map<?, ?> names && names.containsKey(claim);
  }
}
