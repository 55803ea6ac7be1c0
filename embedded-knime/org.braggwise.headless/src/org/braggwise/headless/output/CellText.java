// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/** A table's cell as text: numbers with all their digits, vectors and lists as JSON arrays. */
public final class CellText {

    private CellText() {}

    /** @return the text, or null for a missing cell */
    public static String of(DataCell cell) {
        if (cell.isMissing()) {
            return null;
        }
        if (cell instanceof DoubleVectorValue vector) {
            return vector(vector);
        }
        if (cell instanceof CollectionDataValue list) {
            return list(list);
        }
        if (cell instanceof StringValue text) {
            return text.getStringValue();
        }
        return plain(cell);
    }

    private static String plain(DataCell cell) {
        if (cell instanceof BooleanValue truth) {
            return Boolean.toString(truth.getBooleanValue());
        }
        if (cell instanceof IntValue number) {
            return Integer.toString(number.getIntValue());
        }
        if (cell instanceof LongValue number) {
            return Long.toString(number.getLongValue());
        }
        if (cell instanceof DoubleValue number) {
            return Double.toString(number.getDoubleValue());
        }
        return cell.toString();
    }

    private static String vector(DoubleVectorValue vector) {
        int length = vector.getLength();
        StringBuilder text = new StringBuilder(2 + 8 * length).append('[');
        for (int i = 0; i < length; i++) {
            number(vector.getValue(i), text.append(i == 0 ? "" : ","));
        }
        return text.append(']').toString();
    }

    /** JSON has no NaN and no infinity. A whole number is written without ".0", which reads back as the same number. */
    private static void number(double value, StringBuilder text) {
        if (!Double.isFinite(value)) {
            text.append("null");
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0)) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    private static String list(CollectionDataValue list) {
        StringBuilder text = new StringBuilder("[");
        for (DataCell element : list) {
            text.append(text.length() == 1 ? "" : ",");
            if (element.isMissing()) {
                text.append("null");
            } else if (element instanceof DoubleVectorValue || element instanceof CollectionDataValue) {
                text.append(of(element));
            } else if (element instanceof BooleanValue || element instanceof LongValue || element instanceof IntValue) {
                text.append(plain(element));
            } else if (element instanceof DoubleValue number) {
                number(number.getDoubleValue(), text);
            } else {
                quoted(of(element), text);
            }
        }
        return text.append(']').toString();
    }

    private static void quoted(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
