// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/** A template with elements on its roles and a lattice, on its way through the stages. */
final class Trial {

    final Template template;
    final Assignment assignment;
    /** Free numbers of the reciprocal metric. */
    final double[] g;
    /** What the stage before made of it; the greater the better for screening, the less the better for fits. */
    final double score;

    Trial(Template template, Assignment assignment, double[] g, double score) {
        this.template = template;
        this.assignment = assignment;
        this.g = g;
        this.score = score;
    }

    Trial with(double[] newG, double newScore) {
        return new Trial(template, assignment, newG, newScore);
    }

    /** @return what few of one kind go on to the next stage: its structure type and the roles of its elements */
    String kind() {
        return template.signature() + " " + assignment.index();
    }
}
