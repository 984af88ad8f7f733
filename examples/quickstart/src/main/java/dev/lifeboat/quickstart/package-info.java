/** The main job in one readable main. */
@NullMarked
package dev.lifeboat.quickstart;

import org.jspecify.annotations.NullMarked;
