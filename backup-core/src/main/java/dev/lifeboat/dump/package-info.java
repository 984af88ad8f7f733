/**
 * Reading a source inside one snapshot and writing it as an archive cut into volumes.
 *
 * <p>The way of the data: {@link dev.lifeboat.dump.Dumper} opens the snapshot, the catalog package
 * reads what there is, the plan packs data into volumes, workers write them to a {@link
 * dev.lifeboat.dump.VolumeSink}, and a {@link dev.lifeboat.dump.DumpSummary} tells what was written
 * and where.
 */
@NullMarked
package dev.lifeboat.dump;

import org.jspecify.annotations.NullMarked;
