/** What turns bytes into other bytes: compression, the encryption SPI, and digests. */
@NullMarked
package dev.lifeboat.codec;

import org.jspecify.annotations.NullMarked;
