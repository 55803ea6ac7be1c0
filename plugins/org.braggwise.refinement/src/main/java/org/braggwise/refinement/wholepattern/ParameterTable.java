// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.refinement.leastsquares.Parameter;

/** All parameters of a model, those that are refined now and those that keep their value. A stage of a refinement frees some of them. */
final class ParameterTable {

    private final List<Parameter> m_parameters = new ArrayList<>();
    private final List<Boolean> m_free = new ArrayList<>();
    private double[] m_values = new double[16];

    /** @return the index of a parameter that is added, held at its start */
    int add(Parameter parameter) {
        if (m_parameters.size() == m_values.length) {
            m_values = java.util.Arrays.copyOf(m_values, 2 * m_values.length);
        }
        m_values[m_parameters.size()] = parameter.start();
        m_parameters.add(parameter);
        m_free.add(false);
        return m_parameters.size() - 1;
    }

    /** @return how many there are */
    int size() {
        return m_parameters.size();
    }

    /** @return the values of all; written to by the model between fits */
    double[] values() {
        return m_values;
    }

    /** Refines a parameter from now on, or holds it. */
    void free(int index, boolean free) {
        m_free.set(index, free);
    }

    /** Refines or holds several that follow each other. */
    void free(int from, int count, boolean free) {
        for (int i = from; i < from + count; i++) {
            free(i, free);
        }
    }

    /** @return whether it is refined */
    boolean isFree(int index) {
        return m_free.get(index);
    }

    /** Gives a parameter another value, brought between its bounds. */
    void set(int index, double value) {
        m_values[index] = m_parameters.get(index).startingAt(value).start();
    }

    /** @return the parameter with its present value as start */
    Parameter parameter(int index) {
        return m_parameters.get(index).startingAt(m_values[index]);
    }

    /** @return the indices of those that are refined */
    int[] active() {
        return java.util.stream.IntStream.range(0, size()).filter(this::isFree).toArray();
    }
}
