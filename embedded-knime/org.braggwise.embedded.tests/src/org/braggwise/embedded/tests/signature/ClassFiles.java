// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Finds the class files of the stand-ins and of the plug-ins, in the build's folders or where a property says. */
final class ClassFiles {

    private ClassFiles() {}

    /** @return the project's root */
    static Path root() {
        return Path.of(System.getProperty("braggwise.root", ".")).toAbsolutePath();
    }

    /** @return the list that the project keeps */
    static SignatureList list() throws IOException {
        return SignatureList.read(root().resolve("embedded-knime/signatures/knime-5.8.3.txt"));
    }

    /** @return the classes of the bundle or folder that the given class was loaded from */
    static List<ScannedClass> ofBundle(Class<?> inside) throws IOException {
        try {
            Path place = Path.of(
                    inside.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(place)) {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    return scan(jar.getPath("/"));
                }
            }
            return scan(Files.isDirectory(place.resolve("org")) ? place : place.resolve("target/classes"));
        } catch (URISyntaxException e) {
            throw new IOException("No place of " + inside, e);
        }
    }

    /** @return the classes of our plug-ins: of the folders in braggwise.plugin.classes, else of plugins/*&#47;target/classes */
    static List<ScannedClass> ofPlugins() throws IOException {
        String property = System.getProperty("braggwise.plugin.classes");
        List<Path> folders = new ArrayList<>();
        if (property != null) {
            Arrays.stream(property.split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .forEach(folders::add);
        } else {
            try (Stream<Path> plugins = Files.list(root().resolve("plugins"))) {
                plugins.filter(p -> !p.toString().endsWith(".tests"))
                        .map(p -> p.resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .forEach(folders::add);
            }
        }
        List<ScannedClass> classes = new ArrayList<>();
        for (Path folder : folders) {
            classes.addAll(scan(folder));
        }
        return classes;
    }

    private static List<ScannedClass> scan(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f ->
                            f.toString().endsWith(".class") && !f.toString().endsWith("module-info.class"))
                    .sorted()
                    .toList();
        }
        List<ScannedClass> classes = new ArrayList<>();
        for (Path f : files) {
            classes.add(ClassScan.scan(Files.readAllBytes(f)));
        }
        return classes;
    }
}
