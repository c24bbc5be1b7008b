/**
 * Connectors: what a vendor's manifest says, and the one reader that does it. Knows HTTP and the
 * columns of an export folder; no database.
 */
@NullMarked
package io.trueup.connector;

import org.jspecify.annotations.NullMarked;
