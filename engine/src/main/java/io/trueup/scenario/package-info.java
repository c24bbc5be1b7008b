/**
 * Scenarios: rule tests in plain text. Given tables of an export folder, then the discrepancies,
 * fates and rules that must come of them. See {@code docs/reference/scenarios.md}.
 */
@NullMarked
package io.trueup.scenario;

import org.jspecify.annotations.NullMarked;
