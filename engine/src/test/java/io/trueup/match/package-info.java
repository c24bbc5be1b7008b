@NullMarked
package io.trueup.match;

import org.jspecify.annotations.NullMarked;
