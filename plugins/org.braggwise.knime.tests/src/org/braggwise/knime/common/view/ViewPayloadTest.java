// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.parameters.NodeParameters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a view gets is what the execution stored. */
class ViewPayloadTest {

    private record Stored(PortObject[] getInternalPortObjects) implements ViewInput {
        @Override
        public <S extends NodeParameters> S getParameters() {
            return null;
        }
    }

    private static ObjectNode payload(int characters) {
        var random = new SplittableRandom(characters);
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(Long.toString(random.nextLong(), 36));
        }
        return JsonNodeFactory.instance.objectNode().put("text", text.substring(0, characters));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 2000, 65_536, (1 << 18) * 64 + 1})
    void comesBackAsItWasStored(int characters) {
        ObjectNode payload = payload(characters);
        BufferedDataTable table = ViewPayload.store(payload, NodeUnderTest.context());
        assertEquals(payload.toString(), ViewPayload.load(new Stored(new PortObject[] {table})));
    }

    /** KNIME's view of a node that it copied after the execution, or that lies on an inactive branch, has no internal data. */
    @Test
    void nothingKeptIsNoError() {
        assertEquals("{}", ViewPayload.load(new Stored(null)));
        assertEquals("{}", ViewPayload.load(new Stored(new PortObject[1])));
    }

    /** KNIME writes up to 60 different texts of a column a second time, into the table's description. */
    @ParameterizedTest
    @ValueSource(ints = {2000, 65_536, 1 << 20, (1 << 18) * 64 + 1})
    void isNotASecondTimeInTheDescriptionOfItsTable(int characters) {
        BufferedDataTable table = ViewPayload.store(payload(characters), NodeUnderTest.context());
        assertTrue(table.size() >= 61, () -> table.size() + " rows");
        assertFalse(table.getDataTableSpec().getColumnSpec(0).getDomain().hasValues());
        TestTables.rows(table)
                .forEach(r -> assertTrue(r.getCell(0).toString().length() <= 1 << 18, "a cell that is slow to load"));
    }
}
