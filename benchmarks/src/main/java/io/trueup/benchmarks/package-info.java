/** Measurements of the engine against its rivals. */
@NullMarked
package io.trueup.benchmarks;

import org.jspecify.annotations.NullMarked;
