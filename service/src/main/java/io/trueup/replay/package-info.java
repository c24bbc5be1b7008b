/** Runs computed again from what they were given, to prove that nothing was changed since. */
@NullMarked
package io.trueup.replay;

import org.jspecify.annotations.NullMarked;
