/** PostgreSQL: where it runs, who connects to it, and how one tenant is kept from another. */
@NullMarked
package io.trueup.platform.db;

import org.jspecify.annotations.NullMarked;
