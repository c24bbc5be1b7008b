/** Tests of the database floor, on a real PostgreSQL. */
@NullMarked
package io.trueup.platform.db;

import org.jspecify.annotations.NullMarked;
