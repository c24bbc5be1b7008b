/** Where the figure of a discrepancy came from: records, rules, lines and prices, step by step. */
@NullMarked
package io.trueup.provenance;

import org.jspecify.annotations.NullMarked;
