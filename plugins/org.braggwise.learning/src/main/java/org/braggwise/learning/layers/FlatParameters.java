// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.KeyedRandom;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays a layer's parameters into Deeplearning4j's flat vector one behind the other, each row-major: the order of
 * {@link org.braggwise.learning.network.NetworkWeights#arrays()}.
 */
final class FlatParameters implements ParamInitializer {

    static final FlatParameters INSTANCE = new FlatParameters();

    /** What a parameter is to regularisation. */
    enum Kind {
        WEIGHT,
        BIAS,
        OTHER
    }

    /**
     * One array.
     *
     * @param start standard deviation of its first values around {@code centre}
     */
    record Parameter(String key, int rows, int columns, Kind kind, double centre, double start) {

        long length() {
            return (long) rows * columns;
        }
    }

    private FlatParameters() {}

    private static List<Parameter> of(Layer layer) {
        return ((FlatLayer) layer).parameters();
    }

    private static List<String> keys(Layer layer, Kind kind) {
        return of(layer).stream()
                .filter(p -> kind == null || p.kind() == kind)
                .map(Parameter::key)
                .toList();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return of(layer).stream().mapToLong(Parameter::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return keys(layer, null);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, Kind.WEIGHT);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return keys(layer, Kind.BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray flat, boolean initialise) {
        Layer layer = conf.getLayer();
        Map<String, INDArray> views = views(layer, flat);
        if (initialise) {
            for (Parameter p : of(layer)) {
                var random = KeyedRandom.of(conf.getSeed(), layer.getLayerName() + " " + p.key(), "initial weights", 0);
                var buffer = NativeMemory.buffer(views.get(p.key()));
                for (int i = 0; i < buffer.capacity(); i++) {
                    buffer.put(i, (float) (p.centre() + (p.start() == 0 ? 0 : p.start() * random.nextGaussian())));
                }
            }
        }
        views.keySet().forEach(conf::addVariable);
        return views;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        return views(conf.getLayer(), flat);
    }

    private static Map<String, INDArray> views(Layer layer, INDArray flat) {
        INDArray vector = flat.reshape(flat.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long at = 0;
        for (Parameter p : of(layer)) {
            views.put(
                    p.key(),
                    vector.get(NDArrayIndex.interval(at, at + p.length())).reshape('c', p.rows(), p.columns()));
            at += p.length();
        }
        return views;
    }
}
