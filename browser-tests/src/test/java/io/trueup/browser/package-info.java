/** People's journeys through the pages, in a real browser. */
@NullMarked
package io.trueup.browser;

import org.jspecify.annotations.NullMarked;
