// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import java.util.List;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/** The settings of the CIF Reader. */
final class CifReaderParameters implements NodeParameters {

    /** How much of a broken file is repaired. */
    enum Mode {
        @Label(
                value = "Tolerant",
                description = "Repair what has one sensible reading (type symbols such as \"SR2+\", coordinates"
                        + " such as 0.3333 on a special position) and report it.")
        TOLERANT,
        @Label(value = "Strict", description = "Refuse a structure with any error; report it.")
        STRICT;
    }

    /** Whose space group a structure has. */
    enum Symmetry {
        @Label(
                value = "As the file states",
                description = "The file's symmetry. Files that state none, and those in P 1 such as"
                        + " pymatgen and many programs write them by default, are triclinic then, whatever their atoms are: the node warns of"
                        + " structures whose atoms have another space group.")
        FILE, //
        @Label(
                value = "As the atoms have",
                description =
                        "The space group that the atoms have within the tolerance: the structure"
                                + " is brought to that group's standard setting, with atoms moved by less than the tolerance where they deviate.")
        ATOMS;
    }

    /** What the column of the input table holds. */
    enum Content {
        @Label(value = "CIF text", description = "The text of a CIF file in each cell.")
        CIF_TEXT, //
        @Label(
                value = "Paths or URLs",
                description =
                        """
                    The place of one CIF file in each cell: a local path, a URL, or a path relative to the workflow such as
                    knime://knime.workflow/data/a.cif. KNIME's Path columns (List Files/Folders) become texts by its node Path to URI.
                    """)
        FILES;
    }

    /** The optional input. */
    static final int TABLE = 0;

    /** Whether the node has its optional input. */
    static final class TableIsThere implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getConstant(input -> OptionalInput.isThere(input, TABLE));
        }
    }

    static final class TextColumns extends OptionalInput.Compatible {
        TextColumns() {
            super(TABLE, List.of(StringValue.class));
        }
    }

    @Widget(
            title = "Column",
            description = "The column of the input table that is read, where the node has that input.")
    @ChoicesProvider(TextColumns.class)
    @Effect(predicate = TableIsThere.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    String m_column = Columns.CIF;

    @Widget(title = "The column holds", description = "What is in the cells of that column.")
    @ValueSwitchWidget
    @Effect(predicate = TableIsThere.class, type = EffectType.SHOW)
    @Migrate(loadDefaultIfAbsent = true)
    Content m_content = Content.CIF_TEXT;

    @Widget(
            title = "File or folder",
            description =
                    """
            A CIF file, or a folder of them: a local path, a URL, or a path relative to the workflow such as
            <tt>knime://knime.workflow/data</tt>. A node with the input table reads what that names instead.
            """)
    @Effect(predicate = TableIsThere.class, type = EffectType.HIDE)
    String m_path = "knime://knime.workflow/data";

    @Widget(
            title = "File name pattern",
            description =
                    """
            Which files of a folder are read, with <tt>*</tt> and <tt>?</tt> as wildcards and several patterns between
            semicolons. What a file is, CIF, magnetic CIF, mmCIF or SHELX, compressed with gzip or not, its content says.
            """)
    @Effect(predicate = TableIsThere.class, type = EffectType.HIDE)
    String m_pattern = "*.cif;*.cif.gz;*.mcif;*.mcif.gz;*.mmcif;*.res;*.ins";

    @Widget(title = "Include subfolders", description = "Whether the folders inside the folder are searched too.")
    @Effect(predicate = TableIsThere.class, type = EffectType.HIDE)
    boolean m_recursive = true;

    @Widget(
            title = "Reading",
            description = "What happens to a file that breaks the CIF 1.1 rules or contradicts itself.")
    @ValueSwitchWidget
    Mode m_mode = Mode.TOLERANT;

    @Widget(title = "Symmetry", description = "Which space group, and with it which crystal system, a structure has.")
    @ValueSwitchWidget
    @Migrate(loadDefaultIfAbsent = true)
    Symmetry m_symmetry = Symmetry.FILE;

    @Widget(
            title = "Symmetry tolerance (Å)",
            description =
                    """
            The largest distance between an atom and its symmetry image, in ångström, in the search for the space group that the atoms
            have (column Space group found). 0.01 suits published structures, 0.1 those that were relaxed by a computation.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    double m_symmetryTolerance = 0.01;

    CifReaderParameters() {}

    CifReaderParameters(NodeParametersInput input) {
        m_column = Columns.guess(input, TABLE, Columns.CIF, StringValue.class);
    }

    /** @return the index of the column that is read */
    int column(DataTableSpec table) throws InvalidSettingsException {
        return Columns.require(table, m_column, "CIF", StringValue.class);
    }

    /** @return what a source that can't be read should have been; a row is one of the input table */
    String expected(CifReaderExecution.Origin origin) {
        if (origin == CifReaderExecution.Origin.FILE) {
            return "a CIF file";
        }
        return m_content == Content.CIF_TEXT ? "CIF text" : "the path or URL of a CIF file";
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
    }
}
