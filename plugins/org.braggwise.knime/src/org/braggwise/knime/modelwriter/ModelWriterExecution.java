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
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.KNIMEException;
import org.knime.core.util.FileUtil;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the B-VGGNet Model Writer does. */
final class ModelWriterExecution {

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
                    port.model()
                            .withProvenance(port.getSpec().classProvenance())
                            .write(stream, p.m_weights.precision());
                }
                in.getExecutionContext().checkCanceled();
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING); // whole or not at all
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new KNIMEException("The model can't be written: " + e.getMessage(), e);
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
