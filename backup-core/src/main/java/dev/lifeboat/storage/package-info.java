/**
 * Where objects go: the {@link dev.lifeboat.storage.Storage} SPI and its local implementation.
 *
 * <p>An object is written once, as a whole, and never changed. It exists from {@link
 * dev.lifeboat.storage.Upload#commit()} on and not a moment earlier.
 */
@NullMarked
package dev.lifeboat.storage;

import org.jspecify.annotations.NullMarked;
