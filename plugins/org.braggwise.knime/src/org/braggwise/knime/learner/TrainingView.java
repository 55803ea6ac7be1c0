// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.knime.port.ModelView;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ClassKnowledge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the learner's view shows: the model, and what its training took. */
final class TrainingView {

    private TrainingView() {}

    /**
     * @param rows that came in, the validation's among them where the node split them off
     * @param note what the calibration does not promise, empty for nothing
     */
    static ObjectNode payload(BVggNetModel model, int rows, long megabytes, String note) {
        ObjectNode payload = ModelView.payload(model, "Training");
        payload.put("note", note);
        ArrayNode facts = (ArrayNode) payload.get("facts");
        int trained = model.knowledge().stream()
                .mapToInt(ClassKnowledge::trainingPatterns)
                .sum();
        facts.addObject().put("name", "training patterns").put("value", trained > 0 ? trained : rows);
        facts.addObject().put("name", "MB of memory").put("value", megabytes);
        return payload;
    }
}
