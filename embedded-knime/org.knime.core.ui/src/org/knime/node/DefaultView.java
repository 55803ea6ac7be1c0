// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Arrays;
import java.util.function.Function;

import org.braggwise.embedded.ui.ViewSheet;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.page.Page;
import org.knime.node.parameters.NodeParameters;

/** What a node shows: a page, the data it opens with, and what it may ask for later. */
public final class DefaultView {

    private ViewSheet m_sheet;

    private DefaultView(ViewSheet sheet) {
        m_sheet = sheet;
    }

    static ViewSheet sheet(DefaultView view) {
        return view.m_sheet;
    }

    static RequireViewParameters stages() {
        return parameters -> description ->
                page -> new DefaultView(ViewSheet.of(parameters, description, page.apply(Page.create())));
    }

    /** @param fct states where the data comes from that the page opens with */
    public <D> DefaultView initialData(Function<RequireInitialData, DefaultInitialData<D>> fct) {
        DefaultInitialData<D> data = fct.apply(new RequireInitialData() {
            @Override
            public <E> DefaultInitialData<E> data(Function<ViewInput, E> supplier) {
                return new DefaultInitialData<>(supplier);
            }
        });
        m_sheet = m_sheet.withInitialData(data.m_data::apply);
        return this;
    }

    /** @param fct states whose public methods the page may call */
    public DefaultView dataService(Function<RequireDataService, DefaultDataService> fct) {
        DefaultDataService service = fct.apply(SingleHandlerDataService::new);
        m_sheet = m_sheet.withDataService(service.m_handler);
        return this;
    }

    /** The parameters come first. */
    public interface RequireViewParameters {

        RequireDescription parametersClass(Class<? extends NodeParameters> parametersClass);

        default RequireDescription withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Then one sentence. */
    public interface RequireDescription {

        RequirePage description(String description);
    }

    /** Then the page. */
    public interface RequirePage {

        DefaultView page(Function<Page.RequireFromFileOrString, Page> page);
    }

    /** What a view knows of its executed node. */
    public interface ViewInput {

        <S extends NodeParameters> S getParameters();

        /** @return what the execution kept by setInternalData */
        PortObject[] getInternalPortObjects();

        default BufferedDataTable[] getInternalTables() {
            return Arrays.stream(getInternalPortObjects())
                    .map(BufferedDataTable.class::cast)
                    .toArray(BufferedDataTable[]::new);
        }
    }

    /** Names the source of the initial data. */
    public interface RequireInitialData {

        <D> DefaultInitialData<D> data(Function<ViewInput, D> dataSupplier);
    }

    /** The source of the initial data. */
    public static final class DefaultInitialData<D> {

        private final Function<ViewInput, D> m_data;

        private DefaultInitialData(Function<ViewInput, D> data) {
            m_data = data;
        }
    }

    /** Names the object whose methods the page may call. */
    public interface RequireDataService {

        SingleHandlerDataService handler(Function<ViewInput, Object> handlerSupplier);
    }

    /** What the page may ask for. */
    public abstract static class DefaultDataService {

        private final Function<ViewInput, Object> m_handler;

        DefaultDataService(Function<ViewInput, Object> handler) {
            m_handler = handler;
        }
    }

    /** The methods of one object. */
    public static final class SingleHandlerDataService extends DefaultDataService {

        private SingleHandlerDataService(Function<ViewInput, Object> handler) {
            super(handler);
        }
    }
}
