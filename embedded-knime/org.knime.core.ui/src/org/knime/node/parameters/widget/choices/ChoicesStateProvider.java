// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.util.List;

import org.knime.node.parameters.updates.StateProvider;

/** Gives the choices of a field. */
public interface ChoicesStateProvider<S> extends StateProvider<List<S>> {}
