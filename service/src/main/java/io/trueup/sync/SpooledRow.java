package io.trueup.sync;

/**
 * A row on its way into a snapshot.
 *
 * @param stream the stream that brought it
 * @param file its table
 * @param key what tells it from other rows of its table; not unique where {@code keyed} is false
 * @param keyed whether the table's rows have an id
 * @param filled how many cells it has
 * @param hash SHA-256 over table, key and cells
 * @param cells JSON object with sorted names
 */
record SpooledRow(
    String stream, String file, String key, boolean keyed, int filled, byte[] hash, String cells) {}
