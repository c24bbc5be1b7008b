/** Given/when/then scenarios: parse, run, report. */
@NullMarked
package io.trueup.scenario;

import org.jspecify.annotations.NullMarked;
