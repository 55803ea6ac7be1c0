// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.port;

import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.knime.core.data.DataType;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

/** What a B-VGGNet model takes and gives, known before it is trained where the input says it. */
public final class BVggNetModelPortObjectSpec extends AbstractSimplePortObjectSpec {

    /** Saves and loads the spec. */
    public static final class Serializer extends AbstractSimplePortObjectSpecSerializer<BVggNetModelPortObjectSpec> {}

    private static final int VERSION = 1;
    private static final String TEXT = "text";
    private static final String CLASS_COLUMN = "class column";
    private static final String CLASS_TYPE = "class type";
    private static final Map<DataType, String> NAMES =
            Map.of(StringCell.TYPE, TEXT, IntCell.TYPE, "int", LongCell.TYPE, "long");

    private ModelInput m_input;
    private String m_classColumn;
    private List<String> m_classes;
    private DataType m_classType;

    /** Only for loading. */
    public BVggNetModelPortObjectSpec() {}

    /**
     * @param input what the model takes
     * @param classColumn name of the column that the model learnt
     * @param classes the class names in the order of the outputs; empty where they are not known before training
     * @param classType of {@link Columns#classType}: predictions are of this type, so that KNIME's own Scorer can compare them
     */
    public BVggNetModelPortObjectSpec(ModelInput input, String classColumn, List<String> classes, DataType classType) {
        m_input = input;
        m_classColumn = classColumn;
        m_classes = List.copyOf(classes);
        m_classType = classType;
    }

    /** @return what the model takes */
    public ModelInput input() {
        return m_input;
    }

    public String classColumn() {
        return m_classColumn;
    }

    public List<String> classes() {
        return m_classes;
    }

    /** @return text or whole numbers */
    public DataType classType() {
        return m_classType;
    }

    /**
     * @return class column and type as the model's own provenance tells them, so that a model file alone says what its classes are; see
     *     {@link #of}
     */
    public Map<String, String> classProvenance() {
        return Map.of(CLASS_COLUMN, m_classColumn, CLASS_TYPE, NAMES.get(m_classType));
    }

    /** @return the spec of a model that lies in a file; where it does not tell its class column, that is "Class", of texts */
    public static BVggNetModelPortObjectSpec of(BVggNetModel model) {
        String type = model.provenance().getOrDefault(CLASS_TYPE, TEXT);
        DataType cells = NAMES.entrySet().stream()
                .filter(e -> e.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findAny()
                .orElse(StringCell.TYPE);
        return new BVggNetModelPortObjectSpec(
                model.input(), model.provenance().getOrDefault(CLASS_COLUMN, "Class"), model.classes(), cells);
    }

    @Override
    protected void save(ModelContentWO model) {
        model.addInt("version", VERSION);
        PatternSpace space = m_input.space();
        model.addDouble("startDeg", space.grid().startDeg());
        model.addDouble("endDeg", space.grid().endDeg());
        model.addInt("points", space.grid().points());
        model.addDouble("wavelengthAngstrom", space.wavelengthAngstrom());
        model.addString("radiation", space.radiation().name());
        model.addString("normalisation", space.normalisationText());
        model.addString("intensityScale", m_input.scale().name());
        model.addString("classColumn", m_classColumn);
        model.addStringArray("classes", m_classes.toArray(String[]::new));
        model.addString("classType", NAMES.get(m_classType));
    }

    @Override
    protected void load(ModelContentRO model) throws InvalidSettingsException {
        int version = model.getInt("version");
        if (version > VERSION) {
            throw new InvalidSettingsException("The model's description has version " + version
                    + ", this Braggwise reads up to " + VERSION + ": update Braggwise.");
        }
        m_input = new ModelInput(
                PatternSpace.of(
                        model.getDouble("startDeg"),
                        model.getDouble("endDeg"),
                        model.getInt("points"),
                        model.getDouble("wavelengthAngstrom"),
                        model.getString("radiation"),
                        model.getString("normalisation")),
                IntensityScale.valueOf(model.getString("intensityScale")));
        m_classColumn = model.getString("classColumn");
        m_classes = List.of(model.getStringArray("classes"));
        String type = model.getString("classType", TEXT); // models from before it was stored predict text
        m_classType = NAMES.entrySet().stream()
                .filter(e -> e.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findAny()
                .orElseThrow(() -> new InvalidSettingsException("The model's classes are of the type \"" + type
                        + "\", expected one of " + NAMES.values() + "."));
    }
}
