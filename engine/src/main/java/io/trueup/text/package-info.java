/** Names and domains in a form that can be compared. */
@NullMarked
package io.trueup.text;

import org.jspecify.annotations.NullMarked;
