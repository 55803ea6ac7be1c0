// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.braggwise.embedded.SettingsEntry;
import org.knime.core.node.NodeSettings;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.validation.BuiltinValidation;
import org.knime.node.parameters.widget.choices.Label;

/** What a node's reference says of its parameters, read off the annotations of their fields. */
final class ParameterListing {

    private final List<ParameterInfo> m_infos = new ArrayList<>();

    private ParameterListing() {}

    /** @param input without specs: the defaults are those of an unconnected node */
    static List<ParameterInfo> of(Class<? extends NodeParameters> type, NodeParametersInput input) {
        var reference = new ParameterListing();
        NodeSettings defaults = new NodeSettings("model");
        ParametersStore.save(ParametersStore.defaults(type, input), defaults);
        reference.add(type, "", SettingsEntry.of(defaults), false);
        return List.copyOf(reference.m_infos);
    }

    /** @param defaults null inside of arrays, whose elements have none */
    private void add(Class<?> type, String prefix, SettingsEntry defaults, boolean advanced) {
        for (ParameterField f : ParameterField.of(type)) {
            String key = prefix + f.key();
            boolean hidden = advanced
                    || f.annotation(Advanced.class).isPresent()
                    || f.field().getType().isAnnotationPresent(Advanced.class)
                    || f.annotation(Layout.class)
                            .filter(l -> l.value().isAnnotationPresent(Advanced.class))
                            .isPresent();
            SettingsEntry value = entry(defaults, f.key());
            if (f.persistor().isPresent()) {
                for (String[] path : f.persistor().get().getConfigPaths()) {
                    SettingsEntry at = defaults;
                    for (String part : path) {
                        at = entry(at, part);
                    }
                    add(f, prefix + String.join(".", path), at == null ? "xstring" : at.type(), at, hidden);
                }
                continue;
            }
            switch (f.kind()) {
                case NESTED:
                    add(f.field().getType(), key + ".", value, hidden);
                    break;
                case NESTED_ARRAY:
                    add(f.elementType(), key + ".#.", null, hidden);
                    break;
                case OPTIONAL:
                    SettingsEntry presence = entry(defaults, ValueStore.presenceKey(f.key()));
                    boolean off = presence != null && !Boolean.parseBoolean(presence.value());
                    add(f, key, ValueStore.typeName(f.elementType()), off ? null : value, hidden);
                    break;
                default:
                    add(f, key, ValueStore.typeName(f.field().getType()), value, hidden);
            }
        }
    }

    private static SettingsEntry entry(SettingsEntry config, String key) {
        return config == null
                ? null
                : config.children().stream()
                        .filter(c -> c.key().equals(key))
                        .findFirst()
                        .orElse(null);
    }

    private void add(ParameterField f, String key, String type, SettingsEntry value, boolean advanced) {
        Widget widget = f.annotation(Widget.class).orElse(null);
        m_infos.add(new ParameterInfo(
                key,
                type,
                widget == null ? null : widget.title(),
                widget == null ? null : widget.description(),
                value == null ? null : text(value),
                choices(f),
                Limits.of(f).stream().map(BuiltinValidation::getErrorMessage).toList(),
                f.kind() == ParameterField.Kind.OPTIONAL,
                advanced));
    }

    private static String text(SettingsEntry value) {
        return !value.isConfig()
                ? value.value()
                : value.children().stream()
                        .filter(c -> !"array-size".equals(c.key()))
                        .map(SettingsEntry::value)
                        .toList()
                        .toString();
    }

    private static List<ParameterInfo.Choice> choices(ParameterField f) {
        Class<?> type = f.kind() == ParameterField.Kind.OPTIONAL
                ? f.elementType()
                : f.field().getType();
        if (!type.isEnum()) {
            return List.of();
        }
        return Arrays.stream(type.getDeclaredFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .map(c -> {
                    Label label = c.getAnnotation(Label.class);
                    return label == null
                            ? new ParameterInfo.Choice(c.getName(), c.getName(), "")
                            : new ParameterInfo.Choice(c.getName(), label.value(), label.description());
                })
                .toList();
    }
}
