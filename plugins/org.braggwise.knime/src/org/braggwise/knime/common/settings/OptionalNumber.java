// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import java.util.List;
import java.util.Optional;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.widget.OptionalWidget;

/**
 * An optional number of a node's settings: where it begins when the user switches it on, and how it is read from settings of the time
 * when it was a plain number of which one meant "none". A subclass without arguments stands in both annotations of the field.
 *
 * @param <T> Integer or Double
 */
public abstract class OptionalNumber<T extends Number>
        implements OptionalWidget.DefaultValueProvider<T>, NodeParametersMigration<Optional<T>> {

    /** KNIME writes whether the number is there beside the number. */
    private static final String PRESENCE = "_is_present";

    private final String m_key;
    private final T m_none;
    private final T m_start;
    private final Optional<T> m_absent;

    /**
     * @param key of the setting
     * @param none the number that once meant that there is none
     * @param start what the field holds when it is switched on
     * @param absent the value where the settings do not have the key at all
     */
    protected OptionalNumber(String key, T none, T start, Optional<T> absent) {
        m_key = key;
        m_none = none;
        m_start = start;
        m_absent = absent;
    }

    /** An optional number that is not there by default, and whose 0 once meant so. */
    @SuppressWarnings("unchecked")
    protected OptionalNumber(String key, T start) {
        this(key, (T) (start instanceof Integer ? (Number) 0 : (Number) 0.0), start, Optional.empty());
    }

    @Override
    public T computeState(NodeParametersInput input) {
        return m_start;
    }

    @Override
    public List<ConfigMigration<Optional<T>>> getConfigMigrations() {
        return List.of(
                ConfigMigration.builder(this::plain)
                        .withMatcher(s -> s.containsKey(m_key) && !s.containsKey(m_key + PRESENCE))
                        .build(),
                ConfigMigration.<Optional<T>>builder(s -> m_absent)
                        .withMatcher(s -> !s.containsKey(m_key))
                        .build());
    }

    @SuppressWarnings("unchecked")
    private Optional<T> plain(NodeSettingsRO settings) throws InvalidSettingsException {
        Number number =
                m_none instanceof Integer ? (Number) settings.getInt(m_key) : (Number) settings.getDouble(m_key);
        return number.equals(m_none) ? Optional.empty() : Optional.of((T) number);
    }
}
