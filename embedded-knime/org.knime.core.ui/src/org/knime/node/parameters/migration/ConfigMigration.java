// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.util.Objects;
import java.util.function.Predicate;

import org.knime.core.node.NodeSettingsRO;

/** One earlier form of a field in the settings: how to know it, and how to read it. */
public final class ConfigMigration<T> {

    private final Predicate<NodeSettingsRO> m_matcher;
    private final ParametersLoader<T> m_loader;

    private ConfigMigration(Predicate<NodeSettingsRO> matcher, ParametersLoader<T> loader) {
        m_matcher = matcher;
        m_loader = loader;
    }

    public ParametersLoader<T> getLoader() {
        return m_loader;
    }

    public Predicate<NodeSettingsRO> getMatcher() {
        return m_matcher;
    }

    public static <T> Builder<T> builder(ParametersLoader<T> loader) {
        return new Builder<>(loader);
    }

    /** Makes one. */
    public static final class Builder<T> {

        private final ParametersLoader<T> m_loader;
        private Predicate<NodeSettingsRO> m_matcher;

        public Builder(ParametersLoader<T> loader) {
            m_loader = Objects.requireNonNull(loader);
        }

        public Builder<T> withMatcher(Predicate<NodeSettingsRO> matcher) {
            m_matcher = matcher;
            return this;
        }

        public ConfigMigration<T> build() {
            if (m_matcher == null) {
                throw new UnsupportedOperationException("ConfigMigration.Builder.build() without withMatcher(..) is not"
                        + " part of the embedded KNIME.");
            }
            return new ConfigMigration<>(m_matcher, m_loader);
        }
    }
}
