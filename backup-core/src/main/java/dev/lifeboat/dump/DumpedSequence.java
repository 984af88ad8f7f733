package dev.lifeboat.dump;

/**
 * The value of a sequence when it was dumped.
 *
 * @param schema its schema, unquoted
 * @param name its name, unquoted
 * @param lastValue {@code last_value}
 * @param called {@code is_called}: whether that value was handed out
 */
public record DumpedSequence(String schema, String name, long lastValue, boolean called) {}
