/**
 * Credentials at rest: a master key outside the database, a data key a tenant, encrypted by it, and
 * each credential encrypted by its tenant's data key; and what keeps them out of texts.
 */
@NullMarked
package io.trueup.secret;

import org.jspecify.annotations.NullMarked;
