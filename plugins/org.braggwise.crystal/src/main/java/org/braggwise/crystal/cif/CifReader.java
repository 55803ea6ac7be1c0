// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;

/**
 * Reads crystal structures from text: CIF 1.1 (International Tables G (2005), chapter 2.2) as the databases write it, CIF 2.0 as far as its
 * core items go, the average structure of magnetic and modulated ones, mmCIF, and files of SHELXL (.ins, .res), which are known by their
 * content. Whatever is noticed is a {@link Diagnostic}; no text makes it throw. A block with an error gives no structure.
 *
 * <p>Rules of diagnostics: no-data-block, block-name, keyword, control-character, quote-open, quotes-missing, text-field-open, bracket-open, value-missing,
 * value-stray, tag-repeated, loop-empty, loop-length, loop-column-repeated (syntax); number; cell, cell-missing, cell-volume, cell-symmetry;
 * symmetry-operations, symmetry-missing, symmetry-unreadable, magnetic, superspace, hall-symbol, space-group-symbol, space-group-number, space-group-mismatch, setting-unknown,
 * setting-open, symmetry-determined; site-list, site-coordinates, site-dummy, site-duplicate, site-multiplicity, type-symbol, occupancy,
 * occupancy-sum, disorder, displacement, special-position, atom-clash, atoms-close; formula, density; shelx-line; no-structure; internal.
 */
public final class CifReader {

    /** What to do where something has to be assumed. */
    public enum Mode {
        /** Assume what is likeliest and warn. */
        TOLERANT,
        /** Nothing is assumed: what would be a warning is an error, and there is no structure from that block. */
        STRICT
    }

    /**
     * What came of a text.
     *
     * @param structures one for each block that describes one without error, in the order of the blocks; a structure's name is its block's
     * @param diagnostics what was noticed, in the order of the text within each step of reading
     */
    public record Result(List<CrystalStructure> structures, List<Diagnostic> diagnostics) {

        /** Copies the lists. */
        public Result {
            structures = List.copyOf(structures);
            diagnostics = List.copyOf(diagnostics);
        }

        /** @return whether there is an error among the diagnostics */
        public boolean hasErrors() {
            return diagnostics.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
        }
    }

    private final Mode m_mode;
    private final boolean m_search;

    /** @param mode what to do where something has to be assumed */
    public CifReader(Mode mode) {
        this(mode, true);
    }

    private CifReader(Mode mode, boolean search) {
        m_mode = java.util.Objects.requireNonNull(mode);
        m_search = search;
    }

    /**
     * @return a reader that does not search for the symmetry that the atoms have: it gives the same structures without diagnostics of the
     *     rule symmetry-determined, which are for information alone, in half the time
     */
    public CifReader withoutSearch() {
        return new CifReader(m_mode, false);
    }

    /**
     * @param file a CIF, compressed with gzip or not, see {@link StructureText}
     * @return as {@link #read(String, String)}
     * @throws IOException where it can't be read, or holds no text
     */
    public Result read(Path file) throws IOException {
        String text = StructureText.of(Files.readAllBytes(file));
        return read(text, file.toFile().getName());
    }

    /**
     * @param text the whole text of a CIF, line ends of any kind, with a byte order mark or without
     * @param source what diagnostics name it: a path, a row
     * @return structures and diagnostics; without a structure there is at least one error
     * @throws CancellationException where the thread was interrupted
     */
    public Result read(String text, String source) {
        CifLog log = new CifLog(source, m_mode == Mode.STRICT);
        Optional<String> other = OtherText.name(text);
        if (other.isPresent()) {
            log.error(0, "no-structure", other.get(), "a CIF with _cell_length_a and _atom_site_fract_x");
            return new Result(List.of(), log.all());
        }
        List<CrystalStructure> structures = new ArrayList<>();
        List<CifBlock> blocks;
        try {
            blocks = ShelxFile.is(text) ? List.of(ShelxFile.block(text, log)) : CifParser.parse(text, log);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error(0, "internal", "a fault of the reader: " + e, "no fault: please report this file");
            return new Result(List.of(), log.all());
        }
        boolean broken =
                log.errors() > 0; // in strict mode: an error of syntax belongs to no block, so that none can be trusted
        for (CifBlock block : blocks) {
            int before = log.errors();
            try {
                CrystalStructure s = new BlockReader(block, log, m_search).read();
                if (s != null && log.errors() == before && !broken) {
                    structures.add(s);
                }
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) { // a fault of ours is not to stop the reading of 100,000 other files
                log.error(
                        block.line(),
                        "internal",
                        "a fault of the reader in block \"" + block.name() + "\": " + e,
                        "no fault: please report this file");
            }
        }
        if (structures.isEmpty() && log.errors() == 0) {
            log.error(
                    0,
                    "no-structure",
                    text.isBlank() ? "an empty text" : "no block with a cell and sites",
                    "a CIF with _cell_length_a and _atom_site_fract_x");
        }
        return new Result(structures, log.all());
    }
}
