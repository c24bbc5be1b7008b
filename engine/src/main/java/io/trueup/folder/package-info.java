/**
 * The export folder: what its files and columns are, reading it in a stream into facts, and typed
 * problems for every row that cannot be used. Uses facts and the JDK only, and FastCSV for presets.
 */
@NullMarked
package io.trueup.folder;

import org.jspecify.annotations.NullMarked;
