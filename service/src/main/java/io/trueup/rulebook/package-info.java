/** Rule bundles: where their texts come from. */
@NullMarked
package io.trueup.rulebook;

import org.jspecify.annotations.NullMarked;
