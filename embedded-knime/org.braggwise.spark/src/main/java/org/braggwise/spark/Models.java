// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.util.UUID;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.braggwise.embedded.PortObjects;
import org.braggwise.spark.task.Input;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;

/** Models on their way to the executors: the two files that a saved workflow has of them. */
final class Models {

    private Models() {}

    /** @return where the model lies in the folder that all see */
    static Input.Model store(PortObject model, String folder, Configuration files, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        Path spec = new Path(folder, "spec-" + UUID.randomUUID() + ".zip");
        Path object = new Path(folder, "model-" + UUID.randomUUID() + ".zip");
        PortObjects.writeSpec(model.getSpec(), spec.getFileSystem(files).create(spec));
        PortObjects.write(model, object.getFileSystem(files).create(object), exec);
        return new Input.Model(
                model.getClass().getName(), model.getSpec().getClass().getName(), spec.toString(), object.toString());
    }
}
