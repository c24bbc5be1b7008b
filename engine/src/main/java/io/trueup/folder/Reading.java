package io.trueup.folder;

import io.trueup.facts.InputProblem;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the tables of one folder share while they are read.
 *
 * @param keys ids so far
 * @param problems where problems go
 * @param hash hash of everything so far
 * @param presets shipped mappings
 */
record Reading(
    Keys keys, Consumer<InputProblem> problems, ContentHash hash, Map<String, Preset> presets) {}
