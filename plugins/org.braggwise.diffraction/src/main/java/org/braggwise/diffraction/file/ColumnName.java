// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a column, or of an axis, says of its numbers.
 *
 * @param text the name as the file writes it
 * @param role what the column holds
 * @param abscissa which abscissa, where it is one that can become two-theta
 */
record ColumnName(String text, Role role, Optional<Abscissa> abscissa) {

    /** What a column holds. */
    enum Role {
        /** An angle, or what can be converted to one. */
        ABSCISSA,
        /** An axis of another measurement: omega, energy, channel, Raman shift, ... */
        FOREIGN_ABSCISSA,
        INTENSITY,
        /** Standard deviations of the intensity before them. */
        UNCERTAINTY,
        /** Seconds counted for each point. */
        TIME,
        /** The number of the point. */
        INDEX,
        /** Calculated intensities, backgrounds, differences, temperatures, ...: nothing measured of a pattern. */
        OTHER,
        /** A name that says nothing, such as that of a sample. */
        UNKNOWN
    }

    private static final int LONGEST = 60;

    /** A unit in brackets, or after a slash, a comma or "in". */
    private static final Pattern UNIT =
            Pattern.compile("^(.*?)\\s*(?:[\\[({]\\s*([^\\])}]*)[\\])}]?|(?:/|\\bin\\b|,)\\s*(.*))$");

    private static final Pattern TWO_THETA = Pattern.compile(
            ".*(2|two|tw)(theta|th).*|.*ttheta.*|.*2thet.*|2t|tth.*|th2th|(scattering|diffraction)?angle2?|(beugungs)?winkel"
                    + "|angle(deg|degrees?)|pos(ition)?|(deg|degrees?)|gonio(meter)?(angle)?|x|2thangle|ang");
    private static final Pattern THETA =
            Pattern.compile("(th|theta|bragg(angle)?|thetaangle|angletheta)(deg(rees?)?|rad(ians?)?)?");
    private static final Pattern Q = Pattern.compile(
            "q(vector|vec|value|mod|abs)?(a1|1a|nm1|1nm|inva|invnm)?|(scattering|momentum)(vector|transfer)q?");
    private static final Pattern D = Pattern.compile(
            "d(a|nm|ang|angstroms?)?|d(spacings?|values?|hkl|space)(a|nm|ang)?|(lattice|interplanar)spacings?|netzebenenabstand");
    private static final Pattern S = Pattern.compile("1d|onoverd|1overd|dstar|recd");
    private static final Pattern SINE = Pattern.compile("sin(theta|th)?(over)?(lambda|l|wavelength)|stl|sthovl|sinthl");
    private static final Pattern FOREIGN = Pattern.compile(
            "(2?omega|om|phi|chi|psi|kappa|eta|gamma|delta|nu|azimuth(al)?(angle)?|tilt|rotation|rocking(curve)?)(deg(rees?)?)?"
                    + "|(photon|binding|kinetic|beam)?energ(y|ie)(k?ev)?|k?ev|chan(nel)?s?(no|number)?|ch|kanal|pixels?|bin|mca"
                    + "|raman.*|wavenumbers?(cm1)?|wellenzahl|cm1|frequency|shift|tof|timeofflight|wavelength(nm)?|wellenlange|lambda(nm)?|s|r"
                    + "|radius|radial(distance)?.*|distance(mm)?|mm|depth|height|volt(age)?|potential|temperature|temp|t");
    private static final Pattern OTHER = Pattern.compile(
            ".*(calc(?!i(?:te|tic|um|n(?!t)))|berechnet|untergrund|differenz|fit|model|bkg|bkgr|bgr|bgnd|back|backg|diff(?!r)|resid|weight|delta|lorentz|chi2|ratio|monitor|current|izero|i0|temp|date|frame|image|file"
                    + "|norm(?!al)|posr|position|hkl|smooth|strip).*|bg|yc|ic|mon|flag|h|k|l|m|mult|w|i0|fwhm|width");
    private static final Pattern UNCERTAINTY = Pattern.compile(
            "(sigma|sig|std|stddev|stdev|sd|esd|e|u|unc|uncertainty|err|error|errors)(s|of)?(i|y|int|intensity|counts)?"
                    + "|(i|y|int|intensity|counts|count|d)(sigma|sig|err|error|esd|std|unc|uncertainty)|d(i|y)|.*(standarddeviation|uncertainty)");
    private static final Pattern TIME = Pattern.compile(
            "(counting|count|step|live|real|exposure|measuring|meas)?time(s|sec|perstep|perpoint)?|(mess)?zeit|exposure|t(s|sec)|seconds?");
    private static final Pattern INDEX = Pattern.compile(
            "index|idx|nr|no|num(ber)?|point(s|no|nr|number)?|pt|pts|lfdnr|(mess)?punkt(nr)?|zeile(nnr)?|id|row|line|step(no|nr)?|n|i?dx|#|");
    private static final Pattern INTENSITY = Pattern.compile(
            "(y|i|int|ints|messwerte?|intens|intensit(y|ies|at|aet|e|es)|counts?|cts|cps|imp(ulse|s|ss|sec)?|zahlrate|zaehlrate|zahler|signal|yield|detector|det|ordinate)"
                    + "(s)?(obs|observed|meas|measured|exp|experimental|o|m|raw|corr|corrected|net|total|tot|gross|sum|rel|cps|counts?|cts|au|arb|arbunits?|norm|normali[sz]ed|\\d{0,2})?"
                    + "|(obs|observed|meas|measured|exp|experimental|raw|total|net|gross|rel|relative|norm(alized)?|x?ray)(i|y|int|intens|intensity|counts?)?");

    /** @return what the name says; its unit may stand in brackets, after a slash, or be handed in as a second line of the header */
    static ColumnName of(String name, String unitBelow) {
        String text = name.strip();
        String plain = plain(text);
        if (plain.length() > LONGEST) {
            return new ColumnName(text, Role.UNKNOWN, Optional.empty());
        }
        Matcher split = UNIT.matcher(plain);
        boolean hasUnit = split.matches() && !split.group(1).isBlank();
        String base = letters(hasUnit ? split.group(1) : plain);
        String unit = hasUnit ? String.valueOf(split.group(2) != null ? split.group(2) : split.group(3)) : "";
        if (unit.isBlank()) {
            unit = plain(unitBelow);
        }
        return of(text, plain, base, unit);
    }

    static ColumnName of(String name) {
        return of(name, "");
    }

    private static ColumnName of(String text, String plain, String base, String unit) {
        String whole = letters(plain);
        String measure = letters(unit);
        if (S.matcher(whole).matches() || whole.matches("1d(1?a1?|1?nm1?|angstrom.*)?")) {
            return axis(text, reciprocal(measure, whole, Abscissa.S_PER_ANGSTROM, Abscissa.S_PER_NM));
        }
        if (SINE.matcher(whole).matches()
                || SINE.matcher(base).matches()
                || base.equals("sin") && plain.contains("lambda")) {
            return axis(
                    text,
                    reciprocal(measure.replace("lambda", ""), whole, Abscissa.SINE_PER_ANGSTROM, Abscissa.SINE_PER_NM));
        }
        if (whole.contains("raman") || measure.matches("(1?cm1?|percm|1cm)") || whole.endsWith("cm1")) {
            return new ColumnName(text, Role.FOREIGN_ABSCISSA, Optional.empty());
        }
        if (measure.matches("k?ev")) {
            return new ColumnName(text, Role.FOREIGN_ABSCISSA, Optional.empty());
        }
        // "theta/2theta" and "omega/2theta" name a coupled scan, whose axis is two-theta
        boolean coupled = TWO_THETA.matcher(measure).matches() && measure.contains("2th");
        if (!OTHER.matcher(base).matches() || base.startsWith("pos")) {
            if (coupled
                    || TWO_THETA.matcher(base).matches()
                            && !UNCERTAINTY.matcher(base).matches()) {
                return axis(
                        text, Optional.of(radians(measure, base) ? Abscissa.TWO_THETA_RAD : Abscissa.TWO_THETA_DEG));
            }
        }
        if (THETA.matcher(base).matches()) {
            return axis(text, Optional.of(radians(measure, base) ? Abscissa.THETA_RAD : Abscissa.THETA_DEG));
        }
        if (Q.matcher(base).matches()) {
            return axis(text, reciprocal(measure, base, Abscissa.Q_PER_ANGSTROM, Abscissa.Q_PER_NM));
        }
        if (D.matcher(base).matches()) {
            return axis(text, direct(measure, base));
        }
        if (TIME.matcher(base).matches()) {
            return new ColumnName(text, Role.TIME, Optional.empty());
        }
        if (UNCERTAINTY.matcher(base).matches()) {
            return new ColumnName(text, Role.UNCERTAINTY, Optional.empty());
        }
        if (INDEX.matcher(base).matches()) {
            return new ColumnName(text, Role.INDEX, Optional.empty());
        }
        if (INTENSITY.matcher(base).matches()) {
            return new ColumnName(text, Role.INTENSITY, Optional.empty());
        }
        if (FOREIGN.matcher(base).matches()) {
            return new ColumnName(text, Role.FOREIGN_ABSCISSA, Optional.empty());
        }
        return new ColumnName(text, OTHER.matcher(base).matches() ? Role.OTHER : Role.UNKNOWN, Optional.empty());
    }

    private static ColumnName axis(String text, Optional<Abscissa> abscissa) {
        return new ColumnName(text, abscissa.isPresent() ? Role.ABSCISSA : Role.FOREIGN_ABSCISSA, abscissa);
    }

    private static boolean radians(String unit, String base) {
        return unit.matches("rad(s|ians?)?") || base.matches(".*(theta|th)rad(s|ians?)?");
    }

    /** Without a unit nobody knows whether it is per angstrom or per nanometre: a factor of ten. */
    private static Optional<Abscissa> reciprocal(String unit, String base, Abscissa perAngstrom, Abscissa perNm) {
        String u = unit + " " + base;
        if (u.contains("nm") || u.contains("nanomet")) {
            return Optional.of(perNm);
        }
        return unit.matches("(1|per|inv(erse)?)?(a|ang|angstroms?|angstroem)1?")
                        || base.matches(".*(a1|1a|inva|angstroms?1?)")
                ? Optional.of(perAngstrom)
                : Optional.empty();
    }

    private static Optional<Abscissa> direct(String unit, String base) {
        if (unit.startsWith("nm") || unit.startsWith("nanomet") || base.endsWith("nm")) {
            return Optional.of(Abscissa.D_NM);
        }
        return unit.matches("(a|ang|angstroms?|angstroem)")
                        || base.matches("d.*(?<!sp)(a|ang|angstroms?)") && !base.equals("dspa")
                ? Optional.of(Abscissa.D_ANGSTROM)
                : Optional.empty();
    }

    /** Lower case, Greek letters by their names, signs by words. */
    static String plain(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replace("θ", "theta")
                .replace("ϑ", "theta")
                .replace("ω", "omega")
                .replace("χ", "chi")
                .replace("φ", "phi")
                .replace("ϕ", "phi")
                .replace("ψ", "psi")
                .replace("α", "alpha")
                .replace("β", "beta")
                .replace("λ", "lambda")
                .replace("σ", "sigma")
                .replace("å", "a")
                .replace("\u212b", "a")
                .replace("ä", "a")
                .replace("é", "e")
                .replace("\u2212", "-")
                .replace("\u207b\u00b9", "-1")
                .replace("\u00b0", " deg ")
                .replace("$", "")
                .replace("\\", "")
                .replace("\"", "");
    }

    private static String letters(String plain) {
        return plain.replaceAll("[^a-z0-9#]", "");
    }
}
