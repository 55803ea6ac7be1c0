// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Covalent radii: B. Cordero et al. (2008), Dalton Trans., 2832, doi:10.1039/b801115j, from covalent-radii.tsv beside this class. They tell
 * distances that atoms can have from those that they can't; ions in crystals are up to a fifth nearer to each other than the sum of two.
 */
public final class CovalentRadii {

    /** For the elements beyond curium. */
    private static final double UNKNOWN = 1.7;

    private static final Map<String, Double> RADII = new HashMap<>();

    static {
        try (var in = new BufferedReader(new InputStreamReader(
                CovalentRadii.class.getResourceAsStream("covalent-radii.tsv"), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] f = line.split("\t");
                RADII.put(f[0], Double.parseDouble(f[1]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CovalentRadii() {}

    /**
     * @param element a symbol of {@link Elements}; deuterium has the radius of hydrogen
     * @return the radius in angstrom; 1.7 beyond curium
     */
    public static double of(String element) {
        return RADII.getOrDefault(element.equals("D") ? "H" : element, UNKNOWN);
    }
}
