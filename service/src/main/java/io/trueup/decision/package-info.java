/** What people decide about whose account it is: rows that are added and never changed. */
@NullMarked
package io.trueup.decision;

import org.jspecify.annotations.NullMarked;
