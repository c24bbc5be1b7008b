package io.trueup.stage;

/**
 * What people read of a discrepancy beside its figures.
 *
 * @param explanation why, as sentences with the numbers in them
 * @param nextAction what happens next, as an instruction
 * @param acts who does it
 */
record Told(String explanation, String nextAction, String acts) {}
