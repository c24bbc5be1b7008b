/** What a draft's rules would have made of a past run. */
@NullMarked
package io.trueup.whatif;

import org.jspecify.annotations.NullMarked;
