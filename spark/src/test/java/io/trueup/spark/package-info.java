@NullMarked
package io.trueup.spark;

import org.jspecify.annotations.NullMarked;
