// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.learning.calibration.Calibration;

/**
 * A trained B-VGGNet: one or more networks with their posteriors, what the validation rows taught about their confidence, and where it
 * all comes from. Immutable; the arrays inside are shared, nobody writes to them.
 *
 * @param members at least one; their predictions are averaged
 * @param classes class names in the order of the outputs
 * @param input what it takes
 * @param calibration temperature, conformal scores, feature statistics
 * @param provenance settings, seed, data hash, versions: what a person needs to say where the model comes from
 * @param knowledge what it has seen of each class, in their order; empty in models from before it was kept
 */
public record BVggNetModel(
        List<Member> members,
        List<String> classes,
        ModelInput input,
        Calibration calibration,
        Map<String, String> provenance,
        List<ClassKnowledge> knowledge) {

    /** How the weights are written to a file. */
    public enum Precision {
        /** Bit for bit. */
        FULL,
        /** IEEE binary16, half the size: each weight is off by at most 1 / 2048 of itself. */
        HALF
    }

    /** Without what it has seen of its classes. */
    public BVggNetModel(
            List<Member> members,
            List<String> classes,
            ModelInput input,
            Calibration calibration,
            Map<String, String> provenance) {
        this(members, classes, input, calibration, provenance, List.of());
    }

    /** @throws IllegalArgumentException if the parts do not fit together */
    public BVggNetModel {
        members = List.copyOf(members);
        classes = List.copyOf(classes);
        provenance = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        knowledge = List.copyOf(knowledge);
        ModelChecks.requireDistinct(classes);
        if (!knowledge.isEmpty() && knowledge.size() != classes.size()) {
            throw new IllegalArgumentException("A model of " + classes.size() + " classes tells of " + knowledge.size()
                    + "; expected as many, or none.");
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A model without a network; expected at least one member.");
        }
        for (Member m : members) {
            if (m.spec().classes() != classes.size() || m.spec().inputLength() != input.points()) {
                throw new IllegalArgumentException("A network for " + m.spec().inputLength() + " points and "
                        + m.spec().classes() + " classes in a model for " + input.points() + " points and "
                        + classes.size() + " classes.");
            }
        }
    }

    /** @return divides all logits; 1 where nothing was fitted */
    public double temperature() {
        return calibration.temperature();
    }

    /** @return the same networks with another calibration */
    public BVggNetModel withCalibration(Calibration other) {
        return new BVggNetModel(members, classes, input, other, provenance, knowledge);
    }

    /** @return the same model, telling more of where it comes from; what it tells already is replaced */
    public BVggNetModel withProvenance(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(provenance);
        all.putAll(more);
        return new BVggNetModel(members, classes, input, calibration, all, knowledge);
    }

    /** @return the same model with what it has seen of its classes */
    public BVggNetModel withKnowledge(List<ClassKnowledge> seen) {
        return new BVggNetModel(members, classes, input, calibration, provenance, seen);
    }

    /** Writes the model as a zip of data, bit for bit; see {@link ModelFile}. The stream is closed. */
    public void write(OutputStream out) throws IOException {
        write(out, Precision.FULL);
    }

    /** Writes the model as a zip of data. The stream is closed. */
    public void write(OutputStream out, Precision precision) throws IOException {
        ModelFile.write(this, precision, out);
    }

    /**
     * @param source names the file in messages
     * @throws IOException if it is no model, of a newer version, damaged or cut off, or makes no sense (weights that are no numbers, two
     *     classes of one name, a temperature or a number of samples that no training gives), with the reason
     */
    public static BVggNetModel read(InputStream in, String source) throws IOException {
        return ModelFile.read(in, source);
    }
}
