/** Usage records in few bytes: pages of columns, each with the values that occur in it. */
@NullMarked
package io.trueup.packed;

import org.jspecify.annotations.NullMarked;
