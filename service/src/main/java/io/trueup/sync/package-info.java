/**
 * Syncs: readings of integrations, their pages and snapshots in the database, when they happen, and
 * whether what they brought may be believed.
 */
@NullMarked
package io.trueup.sync;

import org.jspecify.annotations.NullMarked;
