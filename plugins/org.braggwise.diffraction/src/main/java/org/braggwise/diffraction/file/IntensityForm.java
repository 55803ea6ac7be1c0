// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Locale;

/** What a column holds of the intensity: plots are often made of its logarithm or its root, and exported so. */
enum IntensityForm {
    PLAIN,
    DECADIC_LOGARITHM,
    NATURAL_LOGARITHM,
    SQUARE_ROOT;

    private static final String OF_INTENSITY =
            "[\\s_]*[(\\[]?[\\s_]*(y|i|int(ens(ity|it\u00e4t)?)?|counts?|cts|cps)\\b.*";

    /** @param name of the column, "" where it has none */
    static IntensityForm of(String name) {
        String s = name.strip().toLowerCase(Locale.ROOT);
        if (s.matches("(log|lg)[\\s_]*(10)?" + OF_INTENSITY)) {
            return DECADIC_LOGARITHM;
        }
        if (s.matches("ln" + OF_INTENSITY)) {
            return NATURAL_LOGARITHM;
        }
        if (s.matches("(sqrt|\u221a|square[\\s_]?root( of)?)" + OF_INTENSITY)) {
            return SQUARE_ROOT;
        }
        return PLAIN;
    }

    /** @return the intensity of a value of the column */
    double intensity(double value) {
        return switch (this) {
            case PLAIN -> value;
            case DECADIC_LOGARITHM -> Math.pow(10, value);
            case NATURAL_LOGARITHM -> Math.exp(value);
            case SQUARE_ROOT -> value * value;
        };
    }

    /** @return what was done to have intensities, in words */
    String undone() {
        return switch (this) {
            case PLAIN -> "the column as it is";
            case DECADIC_LOGARITHM -> "10 to the power of the column";
            case NATURAL_LOGARITHM -> "e to the power of the column";
            case SQUARE_ROOT -> "the square of the column";
        };
    }
}
