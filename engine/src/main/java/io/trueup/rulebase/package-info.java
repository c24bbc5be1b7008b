/**
 * Rule texts to a running rule base: reads DRL, checks it against a closed grammar and the fact
 * model, and builds Drools' canonical model from it. Nothing that a person writes is compiled or
 * loaded as code.
 */
@NullMarked
package io.trueup.rulebase;

import org.jspecify.annotations.NullMarked;
