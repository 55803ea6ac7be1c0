// SPDX-License-Identifier: GPL-3.0-or-later
/** What atoms do to X-rays: scattering factors, anomalous dispersion, and displacement parameters of the elements. */
package org.braggwise.diffraction.scattering;
