/**
 * Databases in every encoding that a server can have, and dumps in those that only clients have.
 */
@NullMarked
package dev.lifeboat.conformance.encodings;

import org.jspecify.annotations.NullMarked;
