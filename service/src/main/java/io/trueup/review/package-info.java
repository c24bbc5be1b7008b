/** The JSON interface below {@code /api/v1}, and the page that documents it. */
@NullMarked
package io.trueup.review;

import org.jspecify.annotations.NullMarked;
