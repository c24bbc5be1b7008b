package io.trueup.rulebook;

/**
 * A file of a bundle or a draft, without its text.
 *
 * @param path where it stands in the bundle
 * @param sizeBytes its length in UTF-8
 * @param sha256 of its text, hex
 */
public record FileRow(String path, long sizeBytes, String sha256) {}
