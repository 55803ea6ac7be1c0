// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.knime.common.view.EvenCurves;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.common.view.ViewSample;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.indexing.RankedSymbol;
import org.braggwise.refinement.peaks.Peak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Collects what the Indexer's view shows; docs/view-data.md says what it reads. */
final class IndexView {

    /** Extinction symbols shown of a cell at most. */
    private static final int MOST_SYMBOLS = 8;

    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ViewSample m_sample = new ViewSample(ViewPayload.characters());

    IndexView(RowIndexer indexer) {
        m_payload.put("kind", "index").put("title", "Unit cells");
        if (indexer.space() != null) {
            PatternsView.putSpace(m_payload, indexer.space());
        } else if (indexer.radiation() != null) {
            m_payload
                    .put("radiation", indexer.radiation().name())
                    .put("wavelengthAngstrom", indexer.radiation().wavelengthAngstrom());
        }
    }

    void add(IndexedPattern r) {
        String id = r.row().getString();
        String stratum = r.cells().isEmpty()
                ? "no cell"
                : r.cells().get(0).cell().system().label();
        if (!m_sample.wants(stratum, id)) {
            return;
        }
        ObjectNode o = JsonNodeFactory.instance.objectNode().put("id", id);
        m_sample.put(stratum, id, List.of(o));
        if (r.measured() != null) {
            var curves = new EvenCurves(r.measured().twoThetaDeg());
            curves.putGrid(o);
            o.put("wavelengthAngstrom", r.measured().radiation().wavelengthAngstrom());
            o.put("pattern32", curves.float32(r.measured().intensities()));
        }
        if (r.problem() != null) {
            o.put("problem", r.problem());
        }
        ArrayNode lines = o.putArray("lines");
        if (r.peaks() != null) {
            double scale = r.peaks().strongest() > 0 ? 100 / r.peaks().strongest() : 0;
            for (Peak p : r.peaks().peaks()) {
                ObjectNode line = lines.addObject()
                        .put("tt", p.twoThetaDeg())
                        .put("d", p.dAngstrom())
                        .put("i", p.area() * scale);
                putKnown(line, "ttSd", p.twoThetaSigmaDeg());
                putKnown(line, "width", p.fwhmDeg());
            }
        }
        ArrayNode cells = o.putArray("cells");
        for (IndexedPattern.Cell c : r.cells()) {
            put(cells.addObject(), c, r);
        }
    }

    private static void putKnown(ObjectNode to, String name, double value) {
        if (value > 0) {
            to.put(name, value);
        }
    }

    private static void put(ObjectNode o, IndexedPattern.Cell c, IndexedPattern r) {
        IndexedCell cell = c.cell();
        o.put("system", cell.system().label())
                .put("bravais", cell.lattice().symbol())
                .put("volume", cell.volume())
                .put("m20", cell.figures().m20())
                .put("f20", cell.figures().f20())
                .put("merit", cell.figures().score())
                .put("indexed", cell.lines().size() - cell.unindexed())
                .put("zeroShiftDeg", cell.zeroShiftDeg());
        numbers(o.putArray("cell"), cell.cell());
        numbers(o.putArray("reduced"), cell.lattice().reduced());
        ArrayNode sigmas = o.putArray("cellSd");
        for (double s : cell.cellSigmas()) {
            sigmas.add(s);
        }
        ArrayNode indices = o.putArray("indices");
        ArrayNode ticks = o.putArray("ticks");
        for (IndexedCell.IndexedLine line : cell.lines()) {
            if (line.indexed()) {
                indices.addObject()
                        .put("line", line.peak())
                        .put("hkl", IndexTables.indices(line))
                        .put("delta", r.peaks().peaks().get(line.peak()).twoThetaDeg() - line.calculatedDeg());
                ticks.addObject().put("tt", line.calculatedDeg()).put("hkl", IndexTables.indices(line));
            }
        }
        List<RankedSymbol> shown = c.extinctions()
                .subList(0, Math.min(MOST_SYMBOLS, c.extinctions().size()));
        if (!shown.isEmpty()) {
            ArrayNode extinctions = o.putArray("extinctions");
            for (RankedSymbol e : shown) {
                ArrayNode groups = extinctions
                        .addObject()
                        .put("symbol", e.symbol().symbol())
                        .put("probability", e.probability())
                        .putArray("groups");
                // one group in two origins is one group
                Set<String> known = new HashSet<>();
                for (SpaceGroup g : e.spaceGroups()) {
                    if (known.add(g.hermannMauguin())) {
                        groups.addObject().put("number", g.number()).put("symbol", g.hermannMauguin());
                    }
                }
            }
        }
    }

    private static void numbers(ArrayNode to, UnitCell c) {
        to.add(c.a()).add(c.b()).add(c.c()).add(c.alphaDeg()).add(c.betaDeg()).add(c.gammaDeg());
    }

    ObjectNode payload() {
        ArrayNode patterns = m_payload.putArray("patterns");
        m_sample.items().forEach(patterns::addAll);
        m_payload.put("total", m_sample.seen());
        if (m_sample.seen() > patterns.size()) {
            m_payload.put(
                    "note",
                    "A sample is shown: " + patterns.size() + " of " + m_sample.seen()
                            + " patterns, of every crystal system alike.");
        }
        return m_payload;
    }
}
