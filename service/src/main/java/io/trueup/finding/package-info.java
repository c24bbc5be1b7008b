/** The review of a month: decisions about its findings, how far it is, and its end. */
@NullMarked
package io.trueup.finding;

import org.jspecify.annotations.NullMarked;
