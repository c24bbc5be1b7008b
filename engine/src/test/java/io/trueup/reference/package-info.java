/** Pages of docs/reference, written from the code that they describe. */
@NullMarked
package io.trueup.reference;

import org.jspecify.annotations.NullMarked;
