/** The export folder: from CSV files to facts and typed problems. */
@NullMarked
package io.trueup.folder;

import org.jspecify.annotations.NullMarked;
