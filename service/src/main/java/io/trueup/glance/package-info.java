/** A month at a glance: its money, its trend, and what one piece of work would settle. */
@NullMarked
package io.trueup.glance;

import org.jspecify.annotations.NullMarked;
