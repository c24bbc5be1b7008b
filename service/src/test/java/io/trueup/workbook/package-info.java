@NullMarked
package io.trueup.workbook;

import org.jspecify.annotations.NullMarked;
