// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/** Why a template or a candidate gave no virtual structure. */
public enum RefusalReason {

    /** The sites are not one A, one B and three X, and the user named no roles. */
    NOT_ABX3(true, "not one A, one B and three X"),
    /** A and B share a site, or cannot be told apart by distance, charge and radius. */
    ROLES_UNCLEAR(true, "A and B cannot be told apart"),
    /** A site is not full. */
    PARTIAL_OCCUPANCY(true, "a site is not full"),
    /** A site is shared by several elements, and the settings refuse that. */
    MIXED_OCCUPANCY(true, "a site is shared by several elements"),
    /** A user's role names an element or site that the template lacks, or leaves one without a role. */
    ROLE_NOT_IN_TEMPLATE(true, "the given roles do not fit the template"),
    /** The neighbours of B are fewer or more than the settings ask for. */
    B_COORDINATION(true, "B has another number of X neighbours than asked for"),

    /** The charges do not add up to zero: Eq. (1), v(A) + v(B) + 3 v(X) = 0. */
    CHARGE(false, "the charges do not add up to zero"),
    /** Two roles would hold the same element. */
    SAME_ELEMENT(false, "two roles would hold the same element"),
    /** The template's own composition: not virtual. */
    TEMPLATE_ITSELF(false, "this is the template itself"),
    /** A formula on the user's list of compounds to leave out, for instance those held out for the test. */
    EXCLUDED(false, "the compound is on the list to leave out"),
    /** A filter needs a radius that the ion table does not give. */
    RADIUS_UNKNOWN(false, "a filter needs a radius that is not known"),
    /** Goldschmidt's t is outside the range of the settings. */
    GOLDSCHMIDT(false, "Goldschmidt's t is out of range"),
    /** The octahedral factor is outside the range of the settings. */
    OCTAHEDRAL(false, "the octahedral factor is out of range"),
    /** Bartel's tau is above the limit of the settings. */
    BARTEL(false, "Bartel's tau is above the limit"),
    /** A cation would be nearer to X than the settings allow. */
    TOO_CLOSE(false, "ions would be too close to each other"),
    /** Another template gives the same composition in the same group and fits better. */
    DUPLICATE(false, "same composition and group from a template that fits better"),
    /** The seeded sample left it out. */
    NOT_SAMPLED(false, "not in the sample");

    private final boolean m_ofTemplate;
    private final String m_label;

    RefusalReason(boolean ofTemplate, String label) {
        m_ofTemplate = ofTemplate;
        m_label = label;
    }

    /** @return whether it refuses a whole template rather than one candidate */
    public boolean ofTemplate() {
        return m_ofTemplate;
    }

    /** @return the reason as a clause, "the charges do not add up to zero" */
    public String label() {
        return m_label;
    }
}
