/** Streams that both formats use. For the packages of this module alone. */
@NullMarked
package dev.lifeboat.crypto.stream;

import org.jspecify.annotations.NullMarked;
