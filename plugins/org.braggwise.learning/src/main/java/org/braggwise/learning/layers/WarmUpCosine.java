// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.nd4j.linalg.schedule.ISchedule;

/** A learning rate that rises over the first steps, then falls to 0 along half a cosine (Loshchilov and Hutter 2017, arXiv:1608.03983). */
public final class WarmUpCosine implements ISchedule {

    private static final long serialVersionUID = 1;

    private double m_rate;
    private double m_warmUpSteps;
    private long m_steps;

    /** For JSON. */
    public WarmUpCosine() {}

    /**
     * @param rate the highest
     * @param warmUpSteps steps until it is reached
     * @param steps of the whole training
     */
    public WarmUpCosine(double rate, double warmUpSteps, long steps) {
        m_rate = rate;
        m_warmUpSteps = warmUpSteps;
        m_steps = steps;
    }

    public double getRate() {
        return m_rate;
    }

    public void setRate(double rate) {
        m_rate = rate;
    }

    public double getWarmUpSteps() {
        return m_warmUpSteps;
    }

    public void setWarmUpSteps(double steps) {
        m_warmUpSteps = steps;
    }

    public long getSteps() {
        return m_steps;
    }

    public void setSteps(long steps) {
        m_steps = steps;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < m_warmUpSteps) {
            return m_rate * (iteration + 1) / (m_warmUpSteps + 1);
        }
        return m_rate
                * 0.5
                * (1 + Math.cos(Math.PI * (iteration - m_warmUpSteps) / Math.max(1, m_steps - m_warmUpSteps)));
    }

    @Override
    public WarmUpCosine clone() {
        return new WarmUpCosine(m_rate, m_warmUpSteps, m_steps);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof WarmUpCosine w
                && w.m_rate == m_rate
                && w.m_warmUpSteps == m_warmUpSteps
                && w.m_steps == m_steps;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(m_rate) + 31 * Double.hashCode(m_warmUpSteps) + Long.hashCode(m_steps);
    }
}
