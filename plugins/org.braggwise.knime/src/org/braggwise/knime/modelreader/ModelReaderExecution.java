// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelreader;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.knime.common.execution.InputFiles;
import org.braggwise.knime.common.execution.InputFiles.InputFile;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.modelreader.ModelReaderParameters.From;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.knime.port.ModelView;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.TrustWarnings;
import org.braggwise.learning.shipped.ShippedModel;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the B-VGGNet Model Reader does. */
final class ModelReaderExecution {

    /** A dialog asks for them again and again; a spec is small, its model is not. */
    private static final Map<ShippedModel, BVggNetModelPortObjectSpec> SHIPPED = new ConcurrentHashMap<>();

    private ModelReaderExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ModelReaderParameters p = in.getParameters();
        if (p.m_from == From.SHIPPED && !p.m_shipped.model().isThere()) {
            throw new InvalidSettingsException("This build of Braggwise has no model \""
                    + p.m_shipped.model().title()
                    + "\": make it with benchmarks/train-models and build again, or choose another one.");
        }
        // what a file holds is known when it is read
        PortObjectSpec spec = p.m_from == From.FILE
                ? null
                : SHIPPED.computeIfAbsent(p.m_shipped.model(), m -> BVggNetModelPortObjectSpec.of(m.read()));
        out.setOutSpecs(spec);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        ModelReaderParameters p = in.getParameters();
        BVggNetModel model;
        String name;
        if (p.m_from == From.SHIPPED) {
            model = p.m_shipped.model().read();
            name = p.m_shipped.model().title();
        } else {
            try {
                InputFile file = InputFiles.file(p.m_path);
                name = file.name();
                try (InputStream stream = file.open()) {
                    model = BVggNetModel.read(stream, name);
                }
            } catch (IOException e) {
                throw new KNIMEException("The model can't be read: " + e.getMessage(), e);
            }
        }
        in.getExecutionContext().checkCanceled();
        out.setOutData(0, new BVggNetModelPortObject(model, BVggNetModelPortObjectSpec.of(model)));
        ObjectNode payload = ModelView.payload(model, "What it knows");
        payload.put("subtitle", name);
        out.setInternalData(ViewPayload.store(payload, in.getExecutionContext()));
        Warnings.set(out, TrustWarnings.of(model).toArray(String[]::new));
    }
}
