// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import java.util.Optional;

import org.braggwise.diffraction.Radiation;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/** What the nodes share that take patterns as they were measured: columns, and the radiation of rows that do not say theirs. */
public abstract class MeasuredInputParameters extends ScanColumnsParameters {

    /** The switch that scans without a radiation have the one that is stated. */
    static final class AssumeReference implements BooleanReference {}

    static final class RadiationReference implements ParameterReference<RadiationChoice> {}

    /** Whether the radiation counts. */
    static final class IsStated implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            EffectPredicate assumed = i.getPredicate(IsScans.class).and(i.getPredicate(AssumeReference.class));
            return i.isMissing(PeakRowContentReference.class)
                    ? assumed
                    : assumed.or(i.getEnum(PeakRowContentReference.class).isOneOf(PeakRowContent.POSITIONS));
        }
    }

    /** Whether the wavelength counts. */
    static final class IsOther implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(IsStated.class)
                    .and(i.getEnum(RadiationReference.class).isOneOf(RadiationChoice.OTHER));
        }
    }

    @Widget(
            title = "State the radiation where there is none",
            description =
                    "Text files often say no wavelength: switch this on and choose it. Scans that say their own keep it.")
    @ValueReference(AssumeReference.class)
    @Effect(predicate = IsScans.class, type = EffectType.SHOW)
    @Layout(Input.Radiation.class)
    public boolean m_assumeRadiation = false;

    @Widget(title = "Radiation", description = "The X-rays of rows that do not say theirs.")
    @ValueReference(RadiationReference.class)
    @Effect(predicate = IsStated.class, type = EffectType.SHOW)
    @Layout(Input.Radiation.class)
    public RadiationChoice m_radiation;

    @Widget(
            title = "Wavelength (Å)",
            description = "In ångström, where Radiation is Other wavelength; not looked at otherwise.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsOther.class, type = EffectType.SHOW)
    @Layout(Input.Radiation.class)
    public double m_wavelength = 1.5406;

    /** @param radiation the default */
    protected MeasuredInputParameters(RadiationChoice radiation) {
        m_radiation = radiation;
    }

    /** @return the radiation of scans that say none, empty where they are to be refused */
    public Optional<Radiation> assumedRadiation() {
        return m_assumeRadiation ? Optional.of(statedRadiation()) : Optional.empty();
    }

    /** @return the radiation that the settings state */
    public Radiation statedRadiation() {
        return m_radiation.radiation(m_wavelength);
    }
}
