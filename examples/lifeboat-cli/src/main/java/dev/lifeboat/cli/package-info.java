/**
 * The {@code lifeboat} command line: each verb of the library is a command, and each command is a
 * small class.
 *
 * <p>{@link dev.lifeboat.cli.Main} is the entry. A command gives an {@code Answer}, which is
 * printed as text or as one JSON document; {@code Failure} turns what was thrown into one sentence
 * and an exit code. {@code *Option} classes are what commands share.
 */
@NullMarked
package dev.lifeboat.cli;

import org.jspecify.annotations.NullMarked;
