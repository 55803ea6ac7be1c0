// SPDX-License-Identifier: GPL-3.0-or-later
/** Patterns with their classes, as training, calibration and evaluation take them. */
package org.braggwise.learning.data;
