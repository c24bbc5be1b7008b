package io.trueup.stage;

import java.util.Map;

/**
 * What service mappings look at in a usage record. A run has few shapes however many records it
 * has, and each is matched against the mappings once.
 *
 * @param attributes only those that some mapping filters by
 */
record Shape(
    String integrationId,
    String category,
    String kind,
    String productCode,
    String deviceClass,
    String state,
    Map<String, String> attributes) {}
