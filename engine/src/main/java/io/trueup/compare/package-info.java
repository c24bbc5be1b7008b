/**
 * Two results of one month side by side: what one bundle of rules concludes and another does not,
 * and which change of the rules made the difference.
 */
@NullMarked
package io.trueup.compare;

import org.jspecify.annotations.NullMarked;
