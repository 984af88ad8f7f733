package dev.lifeboat.dump.catalog;

import dev.lifeboat.archive.PackedToc;
import dev.lifeboat.dump.DumpedSequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds, ready to be written.
 *
 * @param database the name of the source database
 * @param toc in an order in which it can be restored
 * @param tables the tables whose rows are to be dumped, in the order of their entries
 * @param largeObjectEntry the entry of the large objects' data, or null where there are none
 * @param largeObjects the OIDs of the large objects
 * @param statistics what the definitions are that the TOC lacks, for {@link StatisticsReader}
 * @param sequences the sequences and their values
 * @param extensions the names of the extensions in use
 * @param warnings what a person should know
 */
public record CatalogDump(
    String database,
    PackedToc toc,
    List<TableSource> tables,
    @Nullable Integer largeObjectEntry,
    List<Long> largeObjects,
    List<StatisticsSource> statistics,
    List<DumpedSequence> sequences,
    List<String> extensions,
    List<String> warnings) {}
