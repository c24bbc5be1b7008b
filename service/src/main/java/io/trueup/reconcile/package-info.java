/**
 * Runs: an export folder kept as a dataset, reconciled in the background, its result stored and
 * asked.
 */
@NullMarked
package io.trueup.reconcile;

import org.jspecify.annotations.NullMarked;
