// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.scattering.AnomalousDispersion;
import org.braggwise.diffraction.scattering.ElementDisplacements;
import org.braggwise.diffraction.scattering.FormFactor;

/**
 * The distinct scatterers of a structure: what sites of the same species, occupancies and displacement parameters have in common. The
 * amplitude of one is the sum over its species of occupancy (f(s) + f' + i f'') exp(-B s^2).
 */
final class Scatterers {

    /** A species' scattering, the same on all sites. */
    private record Kind(FormFactor factor, double real, double imaginary) {}

    private record Part(int kind, double occupancy, double b) {}

    private final List<Kind> m_kinds = new ArrayList<>();
    private final Map<String, Integer> m_kindOf = new LinkedHashMap<>();
    private final List<Part[]> m_groups = new ArrayList<>();
    private final int[] m_groupOfSite;
    private final double[] m_f;
    private final boolean m_anomalous;

    /**
     * @param structure the structure
     * @param settings tables and sources
     * @param notes where assumptions go
     */
    Scatterers(CrystalStructure structure, SimulationSettings settings, Set<ReflectionNote> notes) {
        List<Site> sites = structure.sites();
        Map<List<Part>, Integer> groups = new LinkedHashMap<>();
        m_groupOfSite = new int[sites.size()];
        for (int i = 0; i < m_groupOfSite.length; i++) {
            List<Part> parts = new ArrayList<>();
            for (Species species : sites.get(i).species()) {
                int kind = m_kindOf.computeIfAbsent(
                        species.element() + " " + species.charge(), key -> addKind(species, settings, notes));
                parts.add(new Part(kind, species.occupancy(), b(sites.get(i), species, settings, notes)));
            }
            m_groupOfSite[i] = groups.computeIfAbsent(parts, p -> {
                m_groups.add(p.toArray(new Part[0]));
                return m_groups.size() - 1;
            });
        }
        m_f = new double[m_kinds.size()];
        m_anomalous = m_kinds.stream().anyMatch(k -> k.imaginary() != 0);
    }

    private int addKind(Species species, SimulationSettings settings, Set<ReflectionNote> notes) {
        int charge = settings.ions() ? species.charge() : 0;
        FormFactor factor = settings.formFactors()
                .find(species.element(), charge)
                .or(() -> {
                    notes.add(ReflectionNote.ofElement(
                            species.element(),
                            "No scattering factor of " + species.typeSymbol() + " in "
                                    + settings.formFactors().name() + ": that of the neutral atom taken."));
                    return settings.formFactors().find(species.element(), 0);
                })
                .orElseThrow(() -> new IllegalArgumentException("There is no scattering factor of " + species.element()
                        + " in " + settings.formFactors().name() + ". Choose another table, or replace the element."));
        double real = 0;
        double imaginary = 0;
        if (settings.anomalous()) {
            double wavelength = settings.radiation().wavelengthAngstrom();
            Optional<AnomalousDispersion> dispersion = AnomalousDispersion.find(species.element(), wavelength);
            if (dispersion.isPresent()) {
                real = dispersion.get().real();
                imaginary = dispersion.get().imaginary();
            } else {
                notes.add(ReflectionNote.ofElement(
                        species.element(),
                        "No anomalous dispersion of " + species.element() + " at " + wavelength
                                + " angstrom is tabulated: f' = f'' = 0 taken."));
            }
        }
        m_kinds.add(new Kind(factor, real, imaginary));
        return m_kinds.size() - 1;
    }

    private static double b(Site site, Species species, SimulationSettings settings, Set<ReflectionNote> notes) {
        DisplacementSource source = settings.displacementSource();
        if (source == DisplacementSource.NONE) {
            return 0;
        }
        boolean ofStructure =
                source == DisplacementSource.STRUCTURE || source == DisplacementSource.STRUCTURE_ELSE_TABLE;
        if (ofStructure && site.displacement() != null) {
            return site.displacement().bIso();
        }
        if (source != DisplacementSource.STRUCTURE) {
            Displacement ofIon = settings.inputDisplacements().get(species.typeSymbol());
            Displacement found = ofIon == null ? settings.inputDisplacements().get(species.element()) : ofIon;
            if (found != null) {
                return found.bIso();
            }
        }
        if (source != DisplacementSource.INPUT
                && source != DisplacementSource.STRUCTURE
                && !settings.inputDisplacements().isEmpty()) {
            notes.add(ReflectionNote.ofElement(
                    species.element(),
                    "No displacement parameter of " + species.element()
                            + " in the input: that of the built-in table taken."));
        }
        if (source == DisplacementSource.STRUCTURE || source == DisplacementSource.INPUT) {
            notes.add(ReflectionNote.ofElement(
                    species.element(),
                    "No displacement parameter of " + species.element()
                            + (source == DisplacementSource.INPUT ? " in the input" : " in the structure")
                            + ": B = 0 taken."));
            return 0;
        }
        ElementDisplacements.Entry entry = ElementDisplacements.of(species.element());
        if (!entry.similar().isEmpty()) {
            notes.add(ReflectionNote.ofElement(
                    species.element(),
                    "The table has no displacement parameter of " + species.element() + ": " + entry.describe()
                            + " taken."));
        }
        return entry.bIso();
    }

    /** @return how many distinct scatterers there are */
    int size() {
        return m_groups.size();
    }

    /** @return the scatterer on a site of the structure */
    int ofSite(int site) {
        return m_groupOfSite[site];
    }

    /** @return whether any amplitude has an imaginary part */
    boolean anomalous() {
        return m_anomalous;
    }

    /**
     * Computes all amplitudes at one s.
     *
     * @param s2 s^2 in reciprocal square angstrom
     * @param real written: the real part of each scatterer's amplitude, in electrons
     * @param imaginary written: the imaginary part
     */
    void amplitudes(double s2, double[] real, double[] imaginary) {
        for (int i = 0; i < m_f.length; i++) {
            m_f[i] = m_kinds.get(i).factor().at(s2);
        }
        for (int g = 0; g < m_groups.size(); g++) {
            double re = 0;
            double im = 0;
            for (Part part : m_groups.get(g)) {
                Kind kind = m_kinds.get(part.kind());
                double weight = part.b() == 0 ? part.occupancy() : part.occupancy() * Math.exp(-part.b() * s2);
                re += weight * (m_f[part.kind()] + kind.real());
                im += weight * kind.imaginary();
            }
            real[g] = re;
            imaginary[g] = im;
        }
    }
}
