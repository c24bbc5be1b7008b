/**
 * Months from syncs: what the integrations of a tenant last said, or had said on an earlier day, as
 * one export folder, with where each part came from.
 */
@NullMarked
package io.trueup.month;

import org.jspecify.annotations.NullMarked;
