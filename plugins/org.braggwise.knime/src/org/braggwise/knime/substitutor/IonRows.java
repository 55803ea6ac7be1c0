// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.substitutor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import org.braggwise.crystal.substitution.Ion;
import org.braggwise.crystal.substitution.IonSite;
import org.braggwise.crystal.substitution.IonTable;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.RowValues;
import org.braggwise.knime.common.table.RowValues.BadValueException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** The ions of an input table. */
final class IonRows {

    private final int m_site;
    private final int m_element;
    private final int m_charge;
    /** -1 for a table without radii. */
    private final int m_radius;

    /** @throws InvalidSettingsException for columns that the table lacks; it may lack that of the radii */
    IonRows(DataTableSpec spec, TemplateSubstitutorParameters p) throws InvalidSettingsException {
        m_site = Columns.require(spec, p.m_siteColumn, "site", StringValue.class);
        m_element = Columns.require(spec, p.m_elementColumn, "element", StringValue.class);
        m_charge = Columns.require(spec, p.m_chargeColumn, "charge", DoubleValue.class);
        m_radius = spec.containsName(p.m_radiusColumn)
                ? Columns.require(spec, p.m_radiusColumn, "radius", DoubleValue.class)
                : -1;
    }

    /**
     * @param bad gets the key of each row that can't be used, and why
     * @return the ions; a kind of site that the table has no ion for has those of the default table
     */
    IonTable read(BufferedDataTable table, BiConsumer<String, String> bad) {
        List<Ion> ions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                try {
                    var values = new RowValues(row, table.getDataTableSpec());
                    Ion ion = ion(values);
                    if (!seen.add(ion.site() + " " + ion)) {
                        throw values.bad(
                                m_element,
                                ion + " a second time for site " + ion.site(),
                                "each ion once; the first row counts");
                    }
                    ions.add(ion);
                } catch (BadValueException e) {
                    bad.accept(row.getKey().getString(), e.getMessage());
                }
            }
        }
        return IonTable.completed("the input ion table", ions);
    }

    private Ion ion(RowValues row) throws BadValueException {
        String siteName = row.text(m_site, "A, B or X");
        IonSite site;
        try {
            site = IonSite.valueOf(siteName);
        } catch (IllegalArgumentException e) {
            throw row.bad(m_site, "\"" + siteName + "\"", "A, B or X");
        }
        String element = row.text(m_element, "an element's symbol");
        boolean anion = site == IonSite.X;
        String whole = anion ? "a whole number from -4 to -1" : "a whole number from 1 to 8";
        double charge = row.number(m_charge, anion ? -4 : 1, anion ? -1 : 8, whole);
        if (charge != Math.rint(charge)) {
            throw row.bad(m_charge, Double.toString(charge), whole);
        }
        try {
            if (m_radius < 0 || row.row().getCell(m_radius).isMissing()) {
                return IonTable.ionWithShannonRadius(element, (int) charge, site);
            }
            return new Ion(
                    element,
                    (int) charge,
                    site,
                    row.number(m_radius, 0.01, 3.99, "a radius in Å, above 0 and below 4, or none"));
        } catch (IllegalArgumentException e) {
            throw row.bad(m_element, "\"" + element + "\"", "an element's symbol");
        }
    }
}
