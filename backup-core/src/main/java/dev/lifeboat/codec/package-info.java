/** What turns bytes into other bytes: compression, the SPIs of encryption and signing, digests. */
@NullMarked
package dev.lifeboat.codec;

import org.jspecify.annotations.NullMarked;
