// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph under construction: each operation gets the name of its one output, which the next takes as input. Field numbers are
 * those of the ONNX specification's onnx.proto3 (IR version 8).
 */
final class OnnxGraph {

    static final int OPSET = 17;

    private static final int IR_VERSION = 8;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;
    /** Protocol Buffers' own limit of one message. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final ProtoMessage m_graph = new ProtoMessage();
    private final Map<String, Integer> m_names = new LinkedHashMap<>();

    private String name(String stem) {
        int n = m_names.merge(stem, 1, Integer::sum);
        return n == 1 ? stem : stem + "_" + n;
    }

    /**
     * @param values row-major
     * @param dimensions whose product is the number of values; none for a scalar
     * @return the constant's name
     */
    String constant(String stem, float[] values, long... dimensions) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(stem, FLOAT, bytes.array(), dimensions);
    }

    /** @return the name of a constant list of integers, as shapes and axes are */
    String integers(String stem, long... values) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(stem, INT64, bytes.array(), values.length);
    }

    private String constant(String stem, int type, byte[] raw, long... dimensions) {
        String name = name(stem);
        var tensor = new ProtoMessage();
        for (long d : dimensions) {
            tensor.integer(1, d);
        }
        m_graph.message(5, tensor.integer(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    /** @return the name of the output of an operation without attributes */
    String add(String operator, String... inputs) {
        return add(operator, Map.of(), inputs);
    }

    /**
     * @param attributes values are Long, Float or long[]
     * @return the name of the output
     */
    String add(String operator, Map<String, Object> attributes, String... inputs) {
        String output = name(operator.toLowerCase(java.util.Locale.ROOT));
        addNamed(output, operator, attributes, inputs);
        return output;
    }

    /** As {@link #add}, with an output of this name: what the graph gives. */
    void addNamed(String output, String operator, Map<String, Object> attributes, String... inputs) {
        var node = new ProtoMessage();
        Arrays.stream(inputs).forEach(i -> node.text(1, i));
        node.text(2, output).text(3, output).text(4, operator);
        attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> node.message(5, attribute(e.getKey(), e.getValue())));
        m_graph.message(1, node);
    }

    private static ProtoMessage attribute(String name, Object value) {
        var attribute = new ProtoMessage().text(1, name);
        if (value instanceof Float f) {
            attribute.real(2, f).integer(20, ATTRIBUTE_FLOAT);
        } else if (value instanceof Long i) {
            attribute.integer(3, i).integer(20, ATTRIBUTE_INT);
        } else {
            for (long i : (long[]) value) {
                attribute.integer(8, i);
            }
            attribute.integer(20, ATTRIBUTE_INTS);
        }
        return attribute;
    }

    /**
     * @param name of the input
     * @param dimensions Long for a fixed size, String for one that the caller chooses
     */
    void input(String name, Object... dimensions) {
        m_graph.message(11, value(name, dimensions));
    }

    /** As {@link #input}, for what the graph gives. */
    void output(String name, Object... dimensions) {
        m_graph.message(12, value(name, dimensions));
    }

    private static ProtoMessage value(String name, Object... dimensions) {
        var shape = new ProtoMessage();
        for (Object d : dimensions) {
            shape.message(
                    1,
                    d instanceof Long n ? new ProtoMessage().integer(1, n) : new ProtoMessage().text(2, d.toString()));
        }
        var tensor = new ProtoMessage().integer(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }

    /**
     * @param name of the graph
     * @param metadata kept in the file for who uses it
     * @return the whole file
     * @throws IllegalArgumentException where it would be larger than Protocol Buffers allow
     */
    ProtoMessage model(String name, String producer, String version, Map<String, String> metadata) {
        m_graph.text(2, name);
        var model = new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, producer)
                .text(3, version)
                .message(7, m_graph)
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
        metadata.forEach((key, value) ->
                model.message(14, new ProtoMessage().text(1, key).text(2, value)));
        if (model.length() > LARGEST) {
            throw new IllegalArgumentException("The ONNX file would have " + (model.length() >> 20)
                    + " MB; expected at most 2,047. Export fewer posterior samples.");
        }
        return model;
    }

    /** @return an attribute map of one entry or two */
    static Map<String, Object> attributes(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> all = List.of(namesAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            map.put((String) all.get(i), all.get(i + 1));
        }
        return map;
    }
}
