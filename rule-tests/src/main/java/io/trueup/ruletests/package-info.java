/** Tests of the shipped rules: scenarios, golden months, oracle, properties. */
@NullMarked
package io.trueup.ruletests;

import org.jspecify.annotations.NullMarked;
