// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.training.TrainingHistory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the learner's view shows. */
final class TrainingView {

    private TrainingView() {
    }

    static ObjectNode payload(final BVggNetModel model, final int rows, final long megabytes) {
        final ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "training").put("title", "Training");
        payload.put("subtitle", String.join(" · ", model.provenance().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue()).toList()));
        final ArrayNode classes = payload.putArray("classes");
        model.classes().forEach(classes::add);
        final ArrayNode facts = payload.putArray("facts");
        facts.addObject().put("name", "training patterns").put("value", rows);
        facts.addObject().put("name", "classes").put("value", model.classes().size());
        facts.addObject().put("name", "weights a network").put("value", model.members().get(0).spec().parameterCount());
        facts.addObject().put("name", "posterior").put("value", model.members().get(0).posterior().method());
        facts.addObject().put("name", "temperature").put("value", model.temperature());
        facts.addObject().put("name", "MB of memory").put("value", megabytes);
        final ArrayNode members = payload.putArray("members");
        for (int m = 0; m < model.members().size(); m++) {
            final Member member = model.members().get(m);
            final ObjectNode o = members.addObject();
            o.put("name", "member " + (m + 1)).put("bestEpoch", member.history().bestEpoch());
            final ArrayNode history = o.putArray("history");
            for (TrainingHistory.Epoch e : member.history().epochs()) {
                final ObjectNode h = history.addObject().put("epoch", e.epoch());
                put(h, "loss", e.loss());
                put(h, "nll", e.nll());
                put(h, "kl", e.kl());
                put(h, "klWeight", e.klWeight());
                put(h, "accuracy", e.accuracy());
                put(h, "validationLoss", e.validationLoss());
                put(h, "validationAccuracy", e.validationAccuracy());
                put(h, "learningRate", e.learningRate());
            }
        }
        return payload;
    }

    private static void put(final ObjectNode to, final String key, final double value) {
        if (!Double.isNaN(value)) {
            to.put(key, value);
        }
    }
}
