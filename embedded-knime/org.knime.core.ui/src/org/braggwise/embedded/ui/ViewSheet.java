// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.function.Function;

import org.knime.core.webui.page.Page;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.parameters.NodeParameters;

/**
 * What a node stated in the stages of its view.
 *
 * @param parameters null for a view without
 * @param initialData null where the page opens without data
 * @param dataService null where the page asks for nothing
 */
public record ViewSheet(
        Class<? extends NodeParameters> parameters,
        String description,
        Page page,
        Function<ViewInput, Object> initialData,
        Function<ViewInput, Object> dataService) {

    public static ViewSheet of(Class<? extends NodeParameters> parameters, String description, Page page) {
        return new ViewSheet(parameters, description, page, null, null);
    }

    public ViewSheet withInitialData(Function<ViewInput, Object> data) {
        return new ViewSheet(parameters, description, page, data, dataService);
    }

    public ViewSheet withDataService(Function<ViewInput, Object> service) {
        return new ViewSheet(parameters, description, page, initialData, service);
    }
}
