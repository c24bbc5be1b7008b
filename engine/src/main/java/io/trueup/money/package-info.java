/** Money and its rounding; uses the JDK only. */
@NullMarked
package io.trueup.money;

import org.jspecify.annotations.NullMarked;
