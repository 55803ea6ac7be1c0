// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.cif.CifReader;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;

/** The crystal structure in a cell of CIF text. */
public final class CifCell {

    private CifCell() {}

    /**
     * @return the first structure of the text
     * @throws BadCifException where the cell is missing or no structure can be read, with the reader's first error
     */
    public static CrystalStructure read(DataRow row, int column) throws BadCifException {
        if (!(row.getCell(column) instanceof StringValue text)) {
            throw new BadCifException("the CIF is missing");
        }
        // The CIF Reader has said what the atoms' symmetry is.
        CifReader.Result result = new CifReader(CifReader.Mode.TOLERANT)
                .withoutSearch()
                .read(text.getStringValue(), row.getKey().getString());
        if (result.structures().isEmpty()) {
            throw new BadCifException(result.diagnostics().stream()
                    .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                    .findFirst()
                    .map(d -> d.rule() + (d.line() > 0 ? " (line " + d.line() + ")" : "") + ": found " + d.found()
                            + ", expected " + d.expected())
                    .orElse("the text holds no crystal structure"));
        }
        return result.structures().get(0);
    }

    /** A cell that holds no readable structure; the message says why. */
    public static final class BadCifException extends Exception {
        private static final long serialVersionUID = 1L;

        BadCifException(String message) {
            super(message);
        }
    }
}
