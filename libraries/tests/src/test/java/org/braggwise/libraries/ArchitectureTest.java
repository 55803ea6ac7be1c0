// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.libraries;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The arrows of docs/architecture.md between the libraries' packages, which their POMs and manifests do not hold. */
class ArchitectureTest {

    private static JavaClasses libraries;

    @BeforeAll
    static void read() {
        libraries = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(
                        "org.braggwise.crystal",
                        "org.braggwise.diffraction",
                        "org.braggwise.refinement",
                        "org.braggwise.learning");
        // whoever moves a package must not be told that all is well because nothing was looked at
        assertTrue(libraries.size() > 500, "only " + libraries.size() + " classes found");
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching("org.braggwise.(**)").should().beFreeOfCycles().check(libraries);
    }

    @Test
    void librariesDoNotKnowKnime() {
        noClasses()
                .should(dependOnClassesThat(
                        resideInAPackage("org.knime..").or(resideInAPackage("org.braggwise.knime.."))))
                .check(libraries);
    }

    @Test
    void learningAndRefinementDoNotKnowEachOther() {
        noClasses()
                .that(resideInAPackage("org.braggwise.learning.."))
                .should(dependOnClassesThat(resideInAPackage("org.braggwise.refinement..")))
                .check(libraries);
        noClasses()
                .that(resideInAPackage("org.braggwise.refinement.."))
                .should(dependOnClassesThat(resideInAPackage("org.braggwise.learning..")))
                .check(libraries);
    }

    @Test
    void onlyLayersAndTrainingKnowDeeplearning4j() {
        classes()
                .that()
                .resideOutsideOfPackages("org.braggwise.learning.layers", "org.braggwise.learning.training")
                .and()
                .doNotHaveFullyQualifiedName(
                        "org.braggwise.learning.network.Dl4jRuntime") // its class loaders and threads
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.deeplearning4j..", "org.nd4j..")
                .check(libraries);
    }

    @Test
    void onlyTheEngineKnowsTheNativeLibraries() {
        classes()
                .that()
                .resideOutsideOfPackage("org.braggwise.learning.network")
                .and()
                .doNotHaveFullyQualifiedName("org.braggwise.learning.layers.NativeMemory") // that of ND4J's arrays
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("org.bytedeco..")
                .check(libraries);
    }

    @Test
    void aNameMeansOneThing() {
        Map<String, List<String>> packages = new TreeMap<>(libraries.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList()))));
        assertFalse(packages.isEmpty());
        packages.values().removeIf(p -> p.size() == 1);
        assertEquals(Map.of(), packages, "types of one name in several packages");
    }
}
