// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.List;

import org.braggwise.knime.common.table.Peaks;
import org.braggwise.knime.common.view.ClassLabels;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewArrays;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.explanation.Attribution;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.explanation.ClassProfiles;
import org.braggwise.learning.explanation.ExplainedClass;
import org.braggwise.learning.explanation.Region;
import org.braggwise.learning.model.BVggNetModel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Collects what the explainer's view shows: the first {@link #LIMIT} explanations and every class. */
final class ShapView {

    private static final int LIMIT = 300;

    private final BVggNetModel m_model;
    private final List<String> m_classes;
    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ArrayNode m_rows = m_payload.putArray("rows");
    private final ArrayNode m_classCurves = m_payload.putArray("classCurves");
    private long m_count;
    private long m_characters;

    ShapView(BVggNetModel model, String method, String output) {
        m_model = model;
        m_payload.put("kind", "shap").put("title", "Why").put("method", method).put("output", output);
        PatternsView.putSpace(m_payload, model.input().space());
        ArrayNode classes = m_payload.putArray("classes");
        m_classes = ClassLabels.of(BVggNetModelPortObjectSpec.of(model).classColumn(), model.classes());
        m_classes.forEach(classes::add);
    }

    void add(ExplainedRow r, ExplainedClass each, String trueClass) {
        m_count++;
        if (m_rows.size() >= LIMIT || m_characters > ViewPayload.characters()) {
            return;
        }
        Attribution a = each.attribution();
        m_payload.put("background", a.backgroundFingerprint());
        ObjectNode o = m_rows.addObject();
        String values = ViewArrays.float32(a.values());
        m_characters += 3 * values.length();
        o.put("id", r.row().getKey().getString())
                .put("class", a.classIndex())
                .put("pattern32", ViewArrays.float32(r.pattern()))
                .put("values32", values)
                .put("base", a.baseValue())
                .put("output", a.modelOutput())
                .put("residual", a.additivityResidual());
        if (a.spread().length > 0) {
            o.put("spread32", ViewArrays.float32(a.spread()));
        }
        int truth = trueClass == null ? -1 : m_model.classes().indexOf(trueClass);
        if (truth >= 0) {
            o.put("truth", truth);
        }
        r.explanation().reflections().ifPresent(reflections -> Peaks.putInView(o, reflections));
        putRegions(o, each.regions());
        putAbsent(o, each.absent());
    }

    void addClass(ClassProfiles.Shown shown) {
        ObjectNode o = m_classCurves.addObject();
        o.put("class", shown.classIndex())
                .put("count", shown.profile().rows())
                .put("meanAbs32", ViewArrays.float32(shown.profile().meanAbsolute()))
                .put("mean32", ViewArrays.float32(shown.profile().mean()));
        shown.example().ifPresent(name -> o.put("of", name));
        putRegions(o, shown.regions());
    }

    private static void putRegions(ObjectNode to, List<Region> regions) {
        ArrayNode array = to.putArray("regions");
        for (Region g : regions) {
            ObjectNode o = array.addObject();
            o.put("from", g.startDeg()).put("to", g.endDeg()).put("share", g.share());
            ArrayNode hkl = o.putArray("hkl");
            RegionWords.hkl(g).forEach(hkl::add);
        }
    }

    /** The classes whose line is missing in each region. */
    private void putAbsent(ObjectNode to, List<List<ClassLines.Absent>> absent) {
        for (int i = 0; i < absent.size(); i++) {
            if (!absent.get(i).isEmpty()) {
                ArrayNode names = ((ObjectNode) to.get("regions").get(i)).putArray("absent");
                RegionWords.names(absent.get(i), m_classes).forEach(names::add);
            }
        }
    }

    /** @param converted what was converted, empty for nothing */
    ObjectNode payload(String converted) {
        String part = m_count > m_rows.size() ? m_rows.size() + " of " + m_count + " explanations are shown. " : "";
        return m_payload.put("note", (part + converted).strip());
    }
}
