/**
 * Decision tables: rules as rows of a sheet, turned into DRL text with a way back from each word to
 * its cell. Knows CSV and the form of a rule, not the facts; what it writes is checked like any
 * other rule. Uses the JDK, FastCSV and Guava.
 */
@NullMarked
package io.trueup.table;

import org.jspecify.annotations.NullMarked;
