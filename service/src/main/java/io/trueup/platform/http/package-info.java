/** HTTP as this service speaks it: problems, pages of rows, keys and roles, request ids. */
@NullMarked
package io.trueup.platform.http;

import org.jspecify.annotations.NullMarked;
