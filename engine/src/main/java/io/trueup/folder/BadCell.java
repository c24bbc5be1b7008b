package io.trueup.folder;

/**
 * Why a cell cannot be used.
 *
 * @param kind what kind of problem it is
 * @param message what is wrong and what to do
 */
record BadCell(ProblemKind kind, String message) {}
