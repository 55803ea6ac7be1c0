// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;

import org.braggwise.embedded.Instances;
import org.braggwise.embedded.Undated;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

/** A spec that writes itself as model content and, made by its constructor without arguments, reads itself. */
public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {

    /** Writes and reads by the methods of the spec, with the name of its class. */
    public abstract static class AbstractSimplePortObjectSpecSerializer<T extends AbstractSimplePortObjectSpec>
            extends PortObjectSpecSerializer<T> {

        @Override
        public void savePortObjectSpec(T portObject, PortObjectSpecZipOutputStream out) throws IOException {
            var model = new ModelContent("model.xml");
            model.addInt("version", 1);
            model.addString("class_name", portObject.getClass().getName());
            portObject.save(model.addModelContent("model"));
            out.putNextEntry(Undated.entry("content.xml"));
            model.saveToXML(out);
        }

        @Override
        public T loadPortObjectSpec(PortObjectSpecZipInputStream in) throws IOException {
            ZipEntry entry = in.getNextEntry();
            if (entry == null || !"content.xml".equals(entry.getName())) {
                throw new IOException(
                        "Found " + entry + " where the entry content.xml was expected: this is no KNIME port spec.");
            }
            ModelContentRO model = ModelContent.loadFromXML(in);
            try {
                String name = model.getString("class_name");
                Class<? extends PortObjectSpec> type = PortTypeRegistry.getInstance()
                        .getSpecClass(name)
                        .orElseThrow(() -> new IOException(
                                "The class " + name + " of the port spec is not there; is its plug-in?"));
                @SuppressWarnings("unchecked")
                T spec = (T) Instances.create(type.asSubclass(AbstractSimplePortObjectSpec.class));
                spec.load(model.getModelContent("model"));
                return spec;
            } catch (InvalidSettingsException e) {
                throw new IOException("The port spec can't be read: " + e.getMessage(), e);
            }
        }
    }

    protected abstract void save(ModelContentWO model);

    protected abstract void load(ModelContentRO model) throws InvalidSettingsException;

    /** Not there without a desktop. */
    @Override
    public JComponent[] getViews() {
        throw new UnsupportedOperationException(
                "AbstractSimplePortObjectSpec.getViews() is not part of the embedded KNIME.");
    }

    private ModelContent content() {
        var model = new ModelContent("ignored");
        save(model);
        return model;
    }

    /** Specs of the same class are equal where they write the same. */
    @Override
    public boolean equals(Object ospec) {
        return this == ospec
                || ospec != null
                        && ospec.getClass() == getClass()
                        && content().equals(((AbstractSimplePortObjectSpec) ospec).content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }
}
