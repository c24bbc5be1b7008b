package io.trueup.client;

import java.util.Optional;

/**
 * Which accounts. Empty options do not filter.
 *
 * @param search text to be found in the names and ids of account and company, in any case and
 *     without accents
 * @param review only those that a person should look at again, or only the others
 * @param toDecide only those that wait for a person: nobody's, suggested ones and those to look at
 *     again; the most money first, whichever of them they are
 */
public record ClientMatchQuery(
    Optional<String> decision,
    Optional<String> integrationId,
    Optional<String> companyId,
    Optional<String> search,
    Optional<Boolean> review,
    boolean toDecide) {}
