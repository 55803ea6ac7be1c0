// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.util.List;

import org.braggwise.headless.nodes.ExtensionCatalog;
import org.braggwise.headless.run.CancelSwitch;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The Equinox application {@code org.braggwise.headless.run}; what it returns is the process's exit code. */
public final class HeadlessApplication implements IApplication {

    private final CancelSwitch m_cancel = new CancelSwitch();

    @Override
    public Object start(IApplicationContext context) {
        context.applicationRunning();
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        return Integer.valueOf(
                Main.run(List.of(arguments), () -> new ExtensionCatalog(Platform.getExtensionRegistry()), m_cancel));
    }

    @Override
    public void stop() {
        m_cancel.cancel();
    }
}
