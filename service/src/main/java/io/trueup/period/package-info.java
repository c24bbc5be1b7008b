/** Months under review: on which run, how far, and what goes on from one to the next. */
@NullMarked
package io.trueup.period;

import org.jspecify.annotations.NullMarked;
