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

    private TrainingView() {}

    static ObjectNode payload(BVggNetModel model, int rows, long megabytes) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "training").put("title", "Training");
        payload.put(
                "subtitle",
                String.join(
                        " · ",
                        model.provenance().entrySet().stream()
                                .map(e -> e.getKey() + ": " + e.getValue())
                                .toList()));
        ArrayNode classes = payload.putArray("classes");
        model.classes().forEach(classes::add);
        ArrayNode facts = payload.putArray("facts");
        facts.addObject().put("name", "training patterns").put("value", rows);
        facts.addObject().put("name", "classes").put("value", model.classes().size());
        facts.addObject()
                .put("name", "weights a network")
                .put("value", model.members().get(0).spec().parameterCount());
        facts.addObject()
                .put("name", "posterior")
                .put("value", model.members().get(0).posterior().method());
        facts.addObject().put("name", "temperature").put("value", model.temperature());
        facts.addObject().put("name", "MB of memory").put("value", megabytes);
        ArrayNode members = payload.putArray("members");
        for (int m = 0; m < model.members().size(); m++) {
            Member member = model.members().get(m);
            ObjectNode o = members.addObject();
            o.put("name", "member " + (m + 1)).put("bestEpoch", member.history().bestEpoch());
            ArrayNode history = o.putArray("history");
            for (TrainingHistory.Epoch e : member.history().epochs()) {
                ObjectNode h = history.addObject().put("epoch", e.epoch());
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

    private static void put(ObjectNode to, String key, double value) {
        if (!Double.isNaN(value)) {
            to.put(key, value);
        }
    }
}
