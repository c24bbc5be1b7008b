/** Service mappings that people make: rows that are added and never changed. */
@NullMarked
package io.trueup.mapping;

import org.jspecify.annotations.NullMarked;
