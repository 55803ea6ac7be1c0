// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import java.util.List;
import java.util.Optional;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.StringCell;
import org.knime.node.parameters.widget.choices.Label;

/** What a cell with several classes is. The constants' names are stored in workflows: never rename one. */
public enum ClassSet {
    @Label(value = "List", description = "A list cell, as KNIME's nodes for collections take it.")
    LIST,
    @Label(
            value = "Text",
            description = "The classes with semicolons between them: CSV Writer and other writers take no lists.")
    TEXT;

    private static final String BETWEEN = "; ";

    /** @return the type of the column */
    public DataType type() {
        return this == LIST ? ListCell.getCollectionType(StringCell.TYPE) : StringCell.TYPE;
    }

    /** @return the cell of a set */
    public DataCell cell(List<String> classes) {
        return this == LIST
                ? CollectionCellFactory.createListCell(
                        classes.stream().map(StringCell::new).toList())
                : new StringCell(String.join(BETWEEN, classes));
    }

    /** @return the classes in a cell of either form, empty where it holds none */
    public static Optional<List<String>> read(DataCell cell) {
        if (cell instanceof CollectionDataValue list) {
            return Optional.of(list.stream()
                    .map(c -> c instanceof StringValue s ? s.getStringValue() : c.toString())
                    .toList());
        }
        return cell instanceof StringValue text
                ? Optional.of(List.of(text.getStringValue().split(BETWEEN)))
                : Optional.empty();
    }
}
