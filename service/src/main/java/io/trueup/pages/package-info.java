/** The pages: months, rules and the audit trail, on the same features as the REST interface. */
@NullMarked
package io.trueup.pages;

import org.jspecify.annotations.NullMarked;
