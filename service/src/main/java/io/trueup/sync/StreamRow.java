package io.trueup.sync;

/**
 * What a sync read of one stream.
 *
 * @param state {@code reading} when the sync ended before it did, {@code finished}, {@code failed}
 * @param pages answers
 * @param records records that the vendor sent
 * @param rows rows that they became
 * @param dropped records left out as unreadable
 * @param duplicates rows that came again with the same content
 * @param problems as JSON, a list of kind, count and sample: the first few problems
 */
public record StreamRow(
    String stream,
    String state,
    long pages,
    long records,
    long rows,
    long dropped,
    long duplicates,
    String problems) {}
