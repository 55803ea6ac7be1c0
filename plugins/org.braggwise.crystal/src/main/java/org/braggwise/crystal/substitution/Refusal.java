// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/**
 * One template or candidate that gave no virtual structure.
 *
 * @param reason why
 * @param templateKey which template
 * @param candidate the ions in the order of the roles, "Sr2+ Ti4+ O2-"; empty for a whole template
 * @param detail what was found and expected, "t = 0.71, expected 0.8 to 1.1"
 */
public record Refusal(RefusalReason reason, String templateKey, String candidate, String detail) {}
