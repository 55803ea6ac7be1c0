// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.NodeOrigin;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/**
 * {@code braggwise onnx MODEL --out FILE}: writes a model as ONNX: one that comes with Braggwise, a file of the Model Writer, or what a run
 * left of an output port. The nodes for reading and writing models do it.
 */
final class OnnxCommand {

    private static final String READER = "org.braggwise.knime.modelreader.ModelReaderNodeFactory";
    private static final String WRITER = "org.braggwise.knime.modelwriter.ModelWriterNodeFactory";

    /** The entry of a port's zip that holds the model. */
    private static final String ENTRY = "model.bvggnet";

    private final CommandLine m_line;
    private final NodeCatalog m_catalog;
    private final Surroundings m_around;

    OnnxCommand(CommandLine line, NodeCatalog catalog, Surroundings around) {
        m_line = line;
        m_catalog = catalog;
        m_around = around;
    }

    /**
     * @return the exit code
     * @throws UsageException where there is no such model
     * @throws IOException where the file can't be read
     */
    int run() throws UsageException, IOException, ReflectiveOperationException, InvalidSettingsException {
        EmbeddedNode reader = node(READER);
        Map<String, String> source = source(reader);
        Path file = m_around.directory().resolve(m_line.out().orElseThrow()).normalize();
        try {
            PortObject[] model = execute(reader, source);
            execute(node(WRITER), Map.of("format", "ONNX", "path", file.toString(), "existing", "OVERWRITE"), model);
        } catch (KNIMEException e) {
            m_around.err().println("braggwise: " + m_line.workflow().orElseThrow() + ": " + e.getMessage());
            return ExitCode.NODE_FAILED;
        } catch (CanceledExecutionException e) {
            return ExitCode.CANCELLED;
        }
        m_around.out().println(file + ": " + Files.size(file) / 1000 + " kB");
        m_around.out().flush();
        return ExitCode.EXECUTED;
    }

    private EmbeddedNode node(String factory) throws UsageException, ReflectiveOperationException {
        Optional<NodeOrigin> origin = m_catalog.find(factory);
        if (origin.isEmpty()) {
            throw new UsageException("braggwise onnx needs the node " + factory + ", which is not installed.");
        }
        return EmbeddedNode.of(m_catalog.create(origin.get()));
    }

    /** @return the reader's settings for what the user named */
    private Map<String, String> source(EmbeddedNode reader) throws UsageException, IOException {
        Path named = m_line.workflow().orElseThrow();
        Path file = m_around.directory().resolve(named).normalize();
        if (Files.isRegularFile(file)) {
            return Map.of("from", "FILE", "path", (isZip(file) ? unpacked(file) : file).toString());
        }
        List<String> shipped = reader.parameters().stream()
                .filter(p -> p.key().equals("shipped"))
                .flatMap(p -> p.choices().stream())
                .map(ParameterInfo.Choice::value)
                .toList();
        String wanted = named.toString().toUpperCase(Locale.ROOT).replace('-', '_');
        if (!shipped.contains(wanted)) {
            throw new UsageException("braggwise onnx: found no model \"" + named
                    + "\"; expected a file (.bvggnet, or the"
                    + " port_N.zip of a run) or one of "
                    + String.join(", ", shipped).toLowerCase(Locale.ROOT).replace('_', '-') + ".");
        }
        return Map.of("from", "SHIPPED", "shipped", wanted);
    }

    private static boolean isZip(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private Path unpacked(Path port) throws UsageException, IOException {
        try (ZipFile zip = new ZipFile(port.toFile())) {
            ZipEntry entry = zip.getEntry(ENTRY);
            if (entry == null) {
                throw new UsageException(
                        port + ": found no " + ENTRY + " in it; expected the output of a port for models.");
            }
            Path model = Files.createDirectories(m_around.temp()).resolve(ENTRY);
            Files.copy(zip.getInputStream(entry), model);
            return model;
        }
    }

    private PortObject[] execute(EmbeddedNode node, Map<String, String> texts, PortObject... in)
            throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        NodeSettings settings = node.defaultSettings(new PortObjectSpec[in.length]);
        texts.forEach(settings::addString);
        return node.execute(
                in,
                settings,
                EmbeddedExecution.newContext(m_around.temp(), new ProgressListener() {}, m_around.cancel()::cancelled),
                warning -> {});
    }
}
