/**
 * Reading the library's own JSON strictly: what is missing or of another kind is damage.
 *
 * <p>Not exported from the module. Unknown fields are passed over, so that later minor versions of
 * a format can add some.
 */
@NullMarked
package dev.lifeboat.codec.json;

import org.jspecify.annotations.NullMarked;
