/** The three stages of a run. No I/O and no clock: the as-of date is an argument. */
@NullMarked
package io.trueup.stage;

import org.jspecify.annotations.NullMarked;
