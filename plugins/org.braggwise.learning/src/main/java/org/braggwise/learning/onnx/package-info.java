// SPDX-License-Identifier: GPL-3.0-or-later
/** Models as ONNX files (opset 17), which other programs run without Braggwise, Java or KNIME. */
package org.braggwise.learning.onnx;
