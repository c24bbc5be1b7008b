/**
 * Tables that were written in a spreadsheet program: an XLSX workbook as CSV text. Nothing in it is
 * calculated, followed or loaded, and it is measured before it is read.
 */
@NullMarked
package io.trueup.workbook;

import org.jspecify.annotations.NullMarked;
