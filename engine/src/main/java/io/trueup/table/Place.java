package io.trueup.table;

/**
 * A place in the text of a table.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 */
public record Place(int line, int column) {}
