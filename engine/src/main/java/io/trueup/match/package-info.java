/**
 * Which companies an account could be, and what speaks for and against each: candidates through
 * indexes, evidence as one fact a pair. It measures; rules decide.
 */
@NullMarked
package io.trueup.match;

import org.jspecify.annotations.NullMarked;
