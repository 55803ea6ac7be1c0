// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelwriter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.braggwise.knime.modelwriter.ModelWriterParameters.Existing;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.onnx.OnnxExport;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.KNIMEException;
import org.knime.core.util.FileUtil;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the B-VGGNet Model Writer does. */
final class ModelWriterExecution {

    /** Of the networks drawn from the posterior: the same model always gives the same file. */
    private static final long ONNX_SEED = 1;

    private ModelWriterExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) {
        // no output: there is nothing to tell
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        ModelWriterParameters p = in.getParameters();
        BVggNetModelPortObject port = in.getInPortObject(0);
        try {
            Path file = file(p.m_path);
            Path name = file.getFileName();
            Path folder = file.toAbsolutePath().getParent();
            if (name == null || folder == null || Files.isDirectory(file)) {
                throw new IOException(file + " is a folder; state the name of a file.");
            }
            if (p.m_existing == Existing.FAIL && Files.exists(file)) {
                throw new IOException(
                        file + " exists already. Choose another name, or set \"Where the file exists\" to Overwrite.");
            }
            Files.createDirectories(folder);
            Path part = folder.resolve(name + ".part");
            try {
                try (OutputStream stream = Files.newOutputStream(part)) {
                    write(port, p, stream);
                }
                in.getExecutionContext().checkCanceled();
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING); // whole or not at all
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException | IllegalArgumentException e) { // the latter: a model that ONNX can't hold
            throw new KNIMEException("The model can't be written: " + e.getMessage(), e);
        }
    }

    private static void write(BVggNetModelPortObject port, ModelWriterParameters p, OutputStream stream)
            throws IOException {
        BVggNetModel model = port.model().withProvenance(port.getSpec().classProvenance());
        switch (p.m_format) {
            case BRAGGWISE -> model.write(stream, p.m_weights.precision());
            case ONNX -> new OnnxExport(model, 0, ONNX_SEED).write(stream);
        }
    }

    private static Path file(String location) throws IOException {
        try {
            URL url = FileUtil.toURL(location.trim());
            Path path = FileUtil.resolveToPath(url);
            if (path == null) {
                throw new IOException(
                        "\"" + location + "\" is no file of this machine. Write to a file, and move that.");
            }
            return path;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("\"" + location + "\" is neither a path nor a URL: " + e.getMessage(), e);
        }
    }
}
