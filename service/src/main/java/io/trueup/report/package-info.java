/** A finished run as files: CSV for tools, JSON for programs, one page for people. */
@NullMarked
package io.trueup.report;

import org.jspecify.annotations.NullMarked;
