/** Who did what, in a chain that shows when a link was changed. */
@NullMarked
package io.trueup.audit;

import org.jspecify.annotations.NullMarked;
