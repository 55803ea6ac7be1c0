// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.braggwise.knime.modelreader.ModelReaderNodeFactory;
import org.braggwise.knime.modelwriter.ModelWriterNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.learning.shipped.ShippedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.KNIMEException;

/** B-VGGNet Model Reader and Writer. */
class ModelFileNodesTest {

    @TempDir
    Path m_folder;

    private NodeUnderTest writer(Path file) {
        return new NodeUnderTest(new ModelWriterNodeFactory()).set("path", file.toString());
    }

    private static NodeUnderTest reader(Path file) {
        return new NodeUnderTest(new ModelReaderNodeFactory())
                .set("from", "FILE")
                .set("path", file.toString());
    }

    @Test
    void whatWasWrittenIsReadAgain() throws Exception {
        Path file = m_folder.resolve("new/own.bvggnet");
        writer(file).run(Samples.model());
        NodeUnderTest.Outcome out = reader(file).run();
        var read = (BVggNetModelPortObject) out.outputs().get(0);
        assertEquals(Samples.model().model().classes(), read.model().classes());
        assertEquals(Samples.model().getSpec().classColumn(), read.getSpec().classColumn());
        assertEquals(Samples.model().getSpec().classType(), read.getSpec().classType());
        for (int a = 0; a < 4; a++) {
            assertArrayEquals(
                    Samples.model().model().members().get(0).weights().arrays().get(a),
                    read.model().members().get(0).weights().arrays().get(a));
        }
        assertEquals("What it knows", out.view().get("title").asText());
        assertTrue(out.view().get("knowledge").toString().contains("\"class\":\"cubic\""), out.view()::toString);
        assertEquals(1, Files.list(file.getParent()).count(), "nothing else is left beside it");
    }

    @Test
    void halfSizeIsSmaller() throws Exception {
        Path full = m_folder.resolve("full.bvggnet");
        Path half = m_folder.resolve("half.bvggnet");
        writer(full).run(Samples.model());
        writer(half).set("weights", "HALF").run(Samples.model());
        assertTrue(Files.size(half) < 0.8 * Files.size(full), Files.size(half) + " and " + Files.size(full));
    }

    /** That its numbers are the model's is OnnxExportTest's. */
    @Test
    void onnxIsWrittenAlwaysTheSameAndIsNoModelToBeReadAgain() throws Exception {
        Path file = m_folder.resolve("own.onnx");
        writer(file).set("format", "ONNX").run(Samples.model());
        Path again = m_folder.resolve("again.onnx");
        writer(again).set("format", "ONNX").run(Samples.model());
        assertEquals(-1, Files.mismatch(file, again));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String part : List.of("patterns", "probabilities", "mutual_information", "braggwise.classes", "cubic")) {
            assertTrue(bytes.contains(part), part);
        }
        assertThrows(KNIMEException.class, () -> reader(file).run());
    }

    @Test
    void aFileIsReplacedOnlyWhereToldSo() throws Exception {
        Path file = Files.writeString(m_folder.resolve("own.bvggnet"), "something else");
        var e = assertThrows(KNIMEException.class, () -> writer(file).run(Samples.model()));
        assertTrue(e.getMessage().contains("exists already"), e.getMessage());
        assertEquals("something else", Files.readString(file));
        writer(file).set("existing", "OVERWRITE").run(Samples.model());
        reader(file).run();
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        Path file = Files.writeString(m_folder.resolve("text.bvggnet"), "no model");
        var e = assertThrows(KNIMEException.class, () -> reader(file).run());
        assertTrue(e.getMessage().contains("text.bvggnet is no Braggwise model"), e.getMessage());
        var absent = assertThrows(KNIMEException.class, () -> reader(m_folder.resolve("none.bvggnet"))
                .run());
        assertTrue(absent.getMessage().contains("does not exist"), absent.getMessage());
    }

    @ParameterizedTest
    @EnumSource(ShippedModel.class)
    void shippedModelsAreChosenByName(ShippedModel shipped) throws Exception {
        assumeTrue(shipped.isThere(), "skipped: " + shipped.fileName() + " was not made");
        NodeUnderTest node = new NodeUnderTest(new ModelReaderNodeFactory()).set("shipped", shipped.name());
        NodeUnderTest.Outcome out = node.run();
        var read = (BVggNetModelPortObject) out.outputs().get(0);
        assertTrue(read.model().classes().size() >= 7);
        assertEquals(read.model().classes(), read.getSpec().classes());
        assertTrue(
                read.model().provenance().get("data").contains("CC BY 4.0"),
                read.model().provenance()::toString);
        assertEquals(shipped.title(), out.view().get("subtitle").asText());
        assertEquals("", out.warning());
    }
}
