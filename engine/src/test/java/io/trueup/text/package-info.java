@NullMarked
package io.trueup.text;

import org.jspecify.annotations.NullMarked;
