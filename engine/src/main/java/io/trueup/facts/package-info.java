/**
 * What Trueup knows and concludes, as immutable records: inputs as they were read, what a stage
 * derives, what rules conclude.
 */
@NullMarked
package io.trueup.facts;

import org.jspecify.annotations.NullMarked;
