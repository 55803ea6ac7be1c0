// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.braggwise.headless.UsageException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * {@code --set NODE/KEY=VALUE}: a setting changed for one run. NODE is an id ({@code 3} or {@code #3}) or a name, which may hold
 * slashes and may stand in quotes; KEY is a key of the node's settings, with dots for nesting; the type is that of the stored entry,
 * or of the node's default where none is stored. The value of an array is a JSON array. A text that starts with {@code ./} or
 * {@code ../} is a path relative to the directory from which the program was called, and becomes absolute. Where the node keeps
 * beside KEY whether it is there ({@code KEY_is_present}), setting KEY makes it be there.
 */
public final class SettingOverride {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What KNIME puts behind the key of an optional setting. */
    private static final String PRESENCE = "_is_present";

    private static final String ARRAY_SIZE = "array-size";

    private final String m_text;
    private final Path m_callerDirectory;

    private SettingOverride(String text, Path callerDirectory) {
        m_text = text;
        m_callerDirectory = callerDirectory;
    }

    /**
     * @param workflow to change
     * @param texts NODE/KEY=VALUE each, applied in order
     * @param callerDirectory that ./ stands for
     * @param defaults a node's settings as KNIME would save them untouched, for keys that the workflow does not hold
     * @return the changed workflow
     * @throws UsageException naming the text and the nodes or keys that exist
     */
    public static Workflow apply(
            Workflow workflow, List<String> texts, Path callerDirectory, Function<WorkflowNode, Config> defaults)
            throws UsageException {
        Workflow changed = workflow;
        for (String text : texts) {
            changed = new SettingOverride(text, callerDirectory).apply(changed, defaults);
        }
        return changed;
    }

    /** @return whether the text of a --set may mean the node */
    public static boolean names(String text, WorkflowNode node) {
        return !new SettingOverride(text, Path.of("")).prefix(node).isEmpty();
    }

    /**
     * @param text of a --set that {@linkplain #names names} the node
     * @return the key in it
     */
    public static String key(String text, WorkflowNode node) {
        String rest = rest(text, node);
        return rest.substring(0, Math.max(0, rest.indexOf('=')));
    }

    /**
     * @param text of a --set that {@linkplain #names names} the node
     * @return the value in it
     */
    public static String value(String text, WorkflowNode node) {
        String rest = rest(text, node);
        return rest.substring(rest.indexOf('=') + 1);
    }

    private static String rest(String text, WorkflowNode node) {
        return text.substring(
                new SettingOverride(text, Path.of("")).prefix(node).length() + 1);
    }

    private Workflow apply(Workflow workflow, Function<WorkflowNode, Config> defaults) throws UsageException {
        WorkflowNode node = node(workflow);
        String rest = m_text.substring(prefix(node).length() + 1);
        int equals = rest.indexOf('=');
        if (equals <= 0) {
            throw wrong(
                    "expected NODE/KEY=VALUE, found no " + (equals < 0 ? "=" : "key") + " after " + node.label() + ".");
        }
        String key = rest.substring(0, equals);
        Config known = defaults.apply(node);
        Config model = node.model().copy();
        List<String> path =
                path(model, key).or(() -> path(known, key)).orElseThrow(() -> unknown(node, key, model, known));
        Config parent = model;
        Config parentDefault = known;
        for (String step : path.subList(0, path.size() - 1)) {
            Config template = parentDefault.tree(step).orElse(new Config());
            if (parent.tree(step).isEmpty()) {
                parent.put(step, template.copy());
            }
            parent = parent.tree(step).orElseThrow();
            parentDefault = template;
        }
        set(parent, parentDefault, path.get(path.size() - 1), rest.substring(equals + 1), node, key);
        return workflow.with(node.withModel(model));
    }

    private WorkflowNode node(Workflow workflow) throws UsageException {
        int longest = workflow.nodes().stream()
                .mapToInt(n -> prefix(n).length())
                .max()
                .orElse(0);
        List<WorkflowNode> found = workflow.nodes().stream()
                .filter(n -> longest > 0 && prefix(n).length() == longest)
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String nodes = String.join(
                ", ",
                (found.isEmpty() ? workflow.nodes() : found)
                        .stream().map(n -> n.id() + " \"" + n.name() + "\"").toList());
        throw wrong(
                found.isEmpty()
                        ? "no such node. The nodes are " + nodes + "; a setting is written NODE/KEY=VALUE."
                        : "more than one node has this name: " + nodes + ". Use the id.");
    }

    /** @return how the text names the node, "" where it does not */
    private String prefix(WorkflowNode node) {
        String id = Integer.toString(node.id());
        return List.of(
                        id,
                        "#" + id,
                        node.name(),
                        '"' + node.name() + '"',
                        '\'' + node.name() + '\'',
                        node.name() + " (#" + id + ")")
                .stream()
                .filter(name -> m_text.startsWith(name + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /** A key may itself hold dots, so every way to cut is tried, the longest first step first. */
    private static Optional<List<String>> path(Config config, String key) {
        if (config.item(key).isPresent()) {
            return Optional.of(List.of(key));
        }
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            String head = key.substring(0, dot);
            String tail = key.substring(dot + 1);
            Optional<List<String>> below = config.tree(head).flatMap(t -> path(t, tail));
            if (below.isPresent()) {
                List<String> path = new ArrayList<>(List.of(head));
                path.addAll(below.get());
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private void set(Config parent, Config template, String key, String value, WorkflowNode node, String shown)
            throws UsageException {
        String presence = key + PRESENCE;
        boolean optional =
                parent.item(presence).or(() -> template.item(presence)).isPresent();
        if (optional && value.isBlank()) {
            parent.put(presence, false);
            return;
        }
        Config.Item item = parent.item(key).or(() -> template.item(key)).orElseThrow();
        String where = node.label() + ", key " + shown;
        if (item instanceof Config.Entry entry) {
            parent.put(key, new Config.Entry(entry.type(), checked(value, entry.type(), where)));
        } else if (item instanceof Config.Tree tree
                && tree.config().item(ARRAY_SIZE).isPresent()) {
            String type = tree.config()
                    .item("0")
                    .or(() -> template.tree(key).flatMap(t -> t.item("0")))
                    .map(i -> i instanceof Config.Entry e ? e.type() : null)
                    .orElse(null);
            array(parent, key, value, type, where);
        } else {
            throw wrong(where + " is a group of settings; set one of "
                    + String.join(", ", leaves(((Config.Tree) item).config(), shown + ".")) + ".");
        }
        if (optional) {
            parent.put(presence, true);
        }
    }

    private void array(Config parent, String key, String value, String storedType, String where) throws UsageException {
        JsonNode array;
        try {
            array = JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw wrong(where + ": expected a JSON array such as [\"a\",\"b\"] or [1,2], found " + value + ".");
        }
        if (array == null || !array.isArray()) {
            throw wrong(where + ": expected a JSON array such as [\"a\",\"b\"] or [1,2], found " + value + ".");
        }
        String type = storedType != null ? storedType : guess(array);
        List<String> values = new ArrayList<>();
        for (JsonNode element : array) {
            values.add(element.isNull() && type.equals("xstring") ? null : checked(element.asText(), type, where));
        }
        parent.putArray(key, type, values);
    }

    /** An empty array is stored without a type. */
    private static String guess(JsonNode array) {
        boolean whole = true;
        boolean truth = true;
        boolean number = true;
        for (JsonNode element : array) {
            whole &= element.canConvertToInt() && element.isIntegralNumber();
            number &= element.isNumber();
            truth &= element.isBoolean();
        }
        return array.isEmpty() ? "xstring" : whole ? "xint" : number ? "xdouble" : truth ? "xboolean" : "xstring";
    }

    private String checked(String value, String type, String where) throws UsageException {
        try {
            return switch (type) {
                case "xstring" -> path(value);
                case "xint" -> Integer.toString(Integer.parseInt(value.strip()));
                case "xlong" -> Long.toString(Long.parseLong(value.strip()));
                case "xshort" -> Short.toString(Short.parseShort(value.strip()));
                case "xbyte" -> Byte.toString(Byte.parseByte(value.strip()));
                case "xdouble" -> Double.toString(Double.parseDouble(value.strip()));
                case "xfloat" -> Float.toString(Float.parseFloat(value.strip()));
                case "xboolean" -> truth(value.strip(), where);
                case "xchar" -> oneCharacter(value, where);
                default -> throw wrong(where + " has the type " + type + ", which --set does not write.");
            };
        } catch (NumberFormatException e) {
            throw wrong(where + ": expected "
                    + (type.equals("xdouble") || type.equals("xfloat") ? "a number" : "a whole number") + " (" + type
                    + "), found \"" + value + "\".");
        }
    }

    private String truth(String value, String where) throws UsageException {
        if (value.equals("true") || value.equals("false")) {
            return value;
        }
        throw wrong(where + ": expected true or false, found \"" + value + "\".");
    }

    private String oneCharacter(String value, String where) throws UsageException {
        if (value.length() == 1) {
            return value;
        }
        throw wrong(where + ": expected one character, found \"" + value + "\".");
    }

    private String path(String value) {
        boolean relative = value.equals(".") || value.equals("..") || value.startsWith("./") || value.startsWith("../");
        return relative
                ? m_callerDirectory.toAbsolutePath().resolve(value).normalize().toString()
                : value;
    }

    private UsageException unknown(WorkflowNode node, String key, Config stored, Config known) {
        List<String> keys = new ArrayList<>(leaves(stored, ""));
        leaves(known, "").stream().filter(k -> !keys.contains(k)).forEach(keys::add);
        return wrong(node.label() + " has no setting \"" + key + "\". "
                + (keys.isEmpty() ? "It has no settings." : "Its settings are " + String.join(", ", keys) + "."));
    }

    /** The keys that can be set: entries, and arrays as a whole; an optional entry is switched by its value. */
    static List<String> leaves(Config config, String prefix) {
        List<String> leaves = new ArrayList<>();
        for (String key : config.keys()) {
            if (key.endsWith(PRESENCE) && config.keys().contains(key.substring(0, key.length() - PRESENCE.length()))) {
                continue;
            }
            Optional<Config> tree = config.tree(key);
            if (tree.isPresent() && tree.get().item(ARRAY_SIZE).isEmpty()) {
                leaves.addAll(leaves(tree.get(), prefix + key + "."));
            } else {
                leaves.add(prefix + key);
            }
        }
        return leaves;
    }

    private UsageException wrong(String message) {
        return new UsageException("--set " + m_text + ": " + message);
    }
}
