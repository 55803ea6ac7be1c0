// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The arrows between the packages of the nodes. Those of the libraries are held by libraries/tests. */
class NodesArchitectureTest {

    private static JavaClasses nodes;

    @BeforeAll
    static void read() {
        nodes = new ClassFileImporter().importPath(Build.ROOT.resolve("plugins/org.braggwise.knime/target/classes"));
        assertTrue(nodes.size() > 200, "only " + nodes.size() + " classes found");
    }

    /** What several nodes need stands in common or port. The Fine-Tuner is a Learner with another start. */
    @Test
    void nodesDoNotKnowEachOther() {
        slices().matching("org.braggwise.knime.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage("..finetuner"), resideInAPackage("..learner"))
                .ignoreDependency(alwaysTrue(), resideInAPackage("..common.."))
                .ignoreDependency(alwaysTrue(), resideInAPackage("..port"))
                .check(nodes);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching("org.braggwise.knime.(*)..").should().beFreeOfCycles().check(nodes);
        slices().matching("org.braggwise.knime.common.(*)")
                .should()
                .beFreeOfCycles()
                .check(nodes);
    }

    @Test
    void nodesCalculateWithOurLibrariesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "org.apache.commons.math3..")
                .check(nodes);
    }
}
