/** Main, configuration, wiring by hand and the command line. */
@NullMarked
package io.trueup.app;

import org.jspecify.annotations.NullMarked;
