/** Sign-in by an identity provider that speaks OpenID Connect. */
@NullMarked
package io.trueup.oidc;

import org.jspecify.annotations.NullMarked;
