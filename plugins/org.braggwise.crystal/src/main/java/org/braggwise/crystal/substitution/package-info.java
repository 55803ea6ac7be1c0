// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Template element replacement: the ions of a known structure are exchanged for others of the same total charge.
 *
 * <p>A {@link org.braggwise.crystal.substitution.PrototypeFinder} says which sites of a template are A, B and X; a
 * {@link org.braggwise.crystal.substitution.TemplateSubstitutor} lists the charge-neutral
 * {@link org.braggwise.crystal.substitution.Candidate}s of one template and the refusals; a
 * {@link org.braggwise.crystal.substitution.CandidateSelection} drops duplicates over all templates and draws the sample; and the
 * substitutor builds the virtual structures that are left, one at a time.
 */
package org.braggwise.crystal.substitution;
