/**
 * A finished run as text: the rows, numbers and summary of the result files, character by
 * character, for everything that writes them. Writes to what it is given and opens nothing.
 */
@NullMarked
package io.trueup.result;

import org.jspecify.annotations.NullMarked;
