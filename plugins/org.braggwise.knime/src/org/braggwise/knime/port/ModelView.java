// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.port;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.view.ClassLabels;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.evaluation.Interval;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.ClassKnowledge;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.prediction.TrustWarnings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a model knows, where it comes from, and how its training went, for the views of the nodes that have one. */
public final class ModelView {

    private static final Map<String, String> POSTERIORS = Map.of(
            "none", "none", "mc-dropout", "MC dropout", "variational", "variational inference", "laplace", "Laplace");

    private ModelView() {}

    /**
     * @param title heading
     * @return a payload of the kind "training"; nodes may add facts and a note of their own
     */
    public static ObjectNode payload(BVggNetModel model, String title) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "training").put("title", title);
        payload.put("note", String.join(" ", TrustWarnings.of(model)));
        ArrayNode classes = payload.putArray("classes");
        labels(model).forEach(classes::add);
        ArrayNode facts = payload.putArray("facts");
        fact(facts, "classes").put("value", model.classes().size());
        validation(model, facts);
        fact(facts, "weights of each network")
                .put("value", model.members().get(0).spec().parameterCount());
        fact(facts, "networks").put("value", model.members().size());
        fact(facts, "posterior")
                .put("value", POSTERIORS.get(model.members().get(0).posterior().method()));
        temperature(model, facts);
        knowledge(model, payload.putArray("knowledge"));
        ArrayNode details = payload.putArray("details");
        detail(details, "patterns", input(model.input()));
        model.provenance().forEach((name, value) -> detail(details, name, value));
        members(model, payload.putArray("members"));
        return payload;
    }

    /** One number, or how it goes with the doubt of a pattern. */
    private static void temperature(BVggNetModel model, ArrayNode facts) {
        EntropySlope slope = model.calibration().slope();
        if (slope.isNone()) {
            fact(facts, "temperature").put("value", model.temperature());
        } else {
            fact(facts, "temperature of a pattern")
                    .put(
                            "value",
                            String.format(
                                    Locale.ROOT,
                                    "%.3g × exp(%.3g (H %s %.3g))",
                                    model.temperature(),
                                    slope.slope(),
                                    "\u2212",
                                    slope.pivot()))
                    .put("detail", "H: its entropy in nat");
        }
    }

    private static ObjectNode fact(ArrayNode facts, String name) {
        return facts.addObject().put("name", name);
    }

    private static void detail(ArrayNode details, String name, String value) {
        details.addArray().add(name).add(value);
    }

    private static void validation(BVggNetModel model, ArrayNode facts) {
        int of = model.knowledge().stream()
                .mapToInt(ClassKnowledge::validationPatterns)
                .sum();
        if (of > 0) {
            int right = model.knowledge().stream()
                    .mapToInt(ClassKnowledge::validationRight)
                    .sum();
            fact(facts, "validation patterns right").put("value", share(right, of, Interval.wilson(right, of)));
        }
    }

    private static String share(int right, int of, Interval interval) {
        return String.format(
                Locale.ROOT,
                "%d of %d, %.1f %% (95 %%: %.1f to %.1f)",
                right,
                of,
                100.0 * right / of,
                100 * interval.low(),
                100 * interval.high());
    }

    private static String input(ModelInput input) {
        PatternSpace space = input.space();
        return String.format(
                Locale.ROOT,
                "%.4g to %.4g deg in %d points, %s (%.5f Å), %s, intensities %s",
                space.grid().startDeg(),
                space.grid().endDeg(),
                space.grid().points(),
                space.radiation().name(),
                space.wavelengthAngstrom(),
                space.normalisationText(),
                input.scale().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static List<String> labels(BVggNetModel model) {
        return ClassLabels.of(BVggNetModelPortObjectSpec.of(model).classColumn(), model.classes());
    }

    /** Of each class what the training and the validation held. */
    private static void knowledge(BVggNetModel model, ArrayNode to) {
        List<String> labels = labels(model);
        for (int c = 0; c < model.knowledge().size(); c++) {
            ClassKnowledge k = model.knowledge().get(c);
            ObjectNode o = to.addObject()
                    .put("class", labels.get(c))
                    .put("patterns", k.trainingPatterns())
                    .put("compounds", k.trainingCompounds())
                    .put(
                            "validation",
                            k.validationPatterns() == 0
                                    ? ""
                                    : share(k.validationRight(), k.validationPatterns(), k.validationAccuracy()));
            o.put(
                    "chemistry",
                    k.chemistry().elements().entrySet().stream()
                            .map(e -> e.getKey() + " with " + String.join(", ", e.getValue()))
                            .collect(Collectors.joining("; ")));
        }
    }

    private static void members(BVggNetModel model, ArrayNode to) {
        List<Member> members = model.members();
        for (int m = 0; m < members.size(); m++) {
            TrainingHistory history = members.get(m).history();
            ObjectNode o = to.addObject().put("name", "member " + (m + 1)).put("bestEpoch", history.bestEpoch());
            ArrayNode epochs = o.putArray("history");
            for (TrainingHistory.Epoch e : history.epochs()) {
                ObjectNode h = epochs.addObject().put("epoch", e.epoch());
                Map.of(
                                "loss",
                                e.loss(),
                                "nll",
                                e.nll(),
                                "kl",
                                e.kl(),
                                "klWeight",
                                e.klWeight(),
                                "accuracy",
                                e.accuracy(),
                                "validationLoss",
                                e.validationLoss(),
                                "validationAccuracy",
                                e.validationAccuracy(),
                                "learningRate",
                                e.learningRate())
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .filter(v -> !v.getValue().isNaN())
                        .forEach(v -> h.put(v.getKey(), v.getValue()));
            }
        }
    }
}
