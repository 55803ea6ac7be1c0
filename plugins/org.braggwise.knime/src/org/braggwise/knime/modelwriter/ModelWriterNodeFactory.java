// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelwriter;

import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Writes a trained model. */
public final class ModelWriterNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("B-VGGNet Model Writer") //
            .icon("modelwriter.png") //
            .shortDescription("Writes a trained B-VGGNet to a file, to be kept, passed on and read again.") //
            .fullDescription(
                    """
                Writes the model with its posterior, calibration, classes and provenance to one file, which the B-VGGNet Model Reader reads
                in any workflow, and later versions of Braggwise too. The file holds data alone (JSON and numbers in a zip), no code. It
                is written beside its place first, so that there is never half a model.
                <br/><br/>
                On request the file is ONNX instead, to compute predictions in Python or C++ with ONNX Runtime. It holds networks drawn from
                the posterior, the temperature, and the classes, but not the score of foreign patterns nor the conformal sets. A model
                that drops values after each block of convolutions can't be written so.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p.addInputPort("Model", "A trained B-VGGNet.", BVggNetModelPortObject.TYPE)) //
            .model(m -> m //
                    .parametersClass(ModelWriterParameters.class) //
                    .configure(ModelWriterExecution::configure) //
                    .execute(ModelWriterExecution::execute)) //
            .nodeType(NodeType.Sink) //
            .keywords("deep learning", "model", "save", "export", "ONNX", "XRD");

    /** Made by KNIME. */
    public ModelWriterNodeFactory() {
        super(NODE);
    }
}
