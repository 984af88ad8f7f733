/** Depth of checking, findings, evidence, and the scratch database that a proof needs. */
@NullMarked
package dev.lifeboat.verify;

import org.jspecify.annotations.NullMarked;
