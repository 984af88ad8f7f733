/**
 * Files that hold a secret: read into memory that is wiped, with a warning if others may read them
 * too; written for their owner alone. For the packages of this module alone.
 */
@NullMarked
package dev.lifeboat.crypto.keyfile;

import org.jspecify.annotations.NullMarked;
