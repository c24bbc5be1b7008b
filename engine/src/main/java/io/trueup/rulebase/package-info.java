/** The rule bundle: closed grammar, lint, DRL to canonical model, catalogue. */
@NullMarked
package io.trueup.rulebase;

import org.jspecify.annotations.NullMarked;
