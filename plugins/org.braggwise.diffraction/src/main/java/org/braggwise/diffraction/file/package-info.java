// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Reading measured powder patterns from the files that diffractometers and databases write.
 *
 * <p>{@link org.braggwise.diffraction.file.PatternFileReader} is the way in. A file is read whole or refused with its name, the line or
 * byte offset, what was found and what was expected. The wavelength is taken from the file; where a file does not state it, it is
 * absent, and never assumed.
 */
package org.braggwise.diffraction.file;
