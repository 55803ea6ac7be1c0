// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

/** What --help prints, for the program and for each command. */
final class Help {

    private static final String RUN =
            """
            braggwise run WORKFLOW [--set NODE/KEY=VALUE]... [--out DIR] [--vectors ends|all|csv] [--threads N]
                          [--knime HOME | --spark MASTER]

            Executes all nodes of a KNIME workflow: a .knwf file, a workflow directory, or the name of one of those that
            braggwise list shows.
              --set NODE/KEY=VALUE   Changes a setting for this run. NODE is the id or the name of a node (in quotes where it has
                                     spaces), KEY the key in its settings, with dots for nesting, VALUE the new value; an array is
                                     written as JSON: --set '3/classes=["cubic","tetragonal"]'.
                                     An empty VALUE switches a setting off that may be off.
                                     A value that starts with ./ or ../ is a path relative to where you are;
                                     knime://knime.workflow/data is the folder data of the workflow.
              --out DIR              Writes every table, model and view, report.html and run.json to DIR; without it nothing is
                                     kept. An earlier run of the same workflow there is replaced, other files are left alone.
              --vectors ends         (default) Patterns and other vectors of tables that no further node takes go into .npy files
                                     (NumPy, float32) beside the CSV, whose cells name file and row. Those of other tables, and
                                     their lists of peaks, are not kept.
              --vectors all          The same for every table.
              --vectors csv          Every vector in full in its CSV, as a JSON array.
              --threads N            Cores to use (default: all). Results do not depend on it.
              --knime HOME           Runs in the KNIME Analytics Platform 5.8+ installed in HOME; installs the nodes there first.
              --spark MASTER         Runs on Apache Spark: local[*], spark://HOST:PORT, yarn or k8s://URL, by SPARK_HOME where that is
                                     set. Results do not depend on it. See docs/spark.md.

            In a CSV a text that a spreadsheet would run as a formula (it begins with =, @ or a tab, or with + or - before more
            than a name) has an apostrophe before it.

            Exit code: 0 all nodes executed, 1 results could not be written, 2 usage, 3 workflow not loaded, 4 a node failed
            or a reader refused every file, 130 cancelled.
            """;

    private static final String NODES =
            """
            braggwise nodes [--markdown]

            Lists the nodes with their ports and settings; --markdown writes the reference.
            """;

    private static final String LIST =
            """
            braggwise list

            Lists the workflows that come with Braggwise, which braggwise run takes by their names.
            """;

    private static final String CREATE =
            """
            braggwise create DESCRIPTION.json --out DIR

            Writes a KNIME workflow directory from a short JSON description of nodes, settings and connections, and its
            picture as braggwise picture does.
            """;

    private static final String PICTURE =
            """
            braggwise picture WORKFLOW [--out FILE.svg]

            Draws a workflow as KNIME's editor shows it. Without --out the picture goes where KNIME itself puts it: into the
            workflow's folder, as workflow.svg.
            """;

    private static final String ONNX =
            """
            braggwise onnx MODEL --out FILE.onnx

            Writes a model as ONNX, to compute predictions without Java (docs/python.md): one that comes with Braggwise
            (abx3-space-groups, abx3-crystal-systems, abx3-powder-scans, metal-halide-films), a .bvggnet file of the
            Model Writer, or the port_N.zip that braggwise run --out left of a model.
            """;

    private static final String ALL =
            """
            Usage:
              braggwise run WORKFLOW [--set NODE/KEY=VALUE]... [--out DIR]    executes a KNIME workflow
              braggwise list                                                  the workflows that come with it
              braggwise nodes [--markdown]                                    the nodes, their ports and settings
              braggwise create DESCRIPTION.json --out DIR                     writes a workflow
              braggwise picture WORKFLOW [--out FILE.svg]                     draws a workflow
              braggwise onnx MODEL --out FILE.onnx                            writes a model as ONNX
              braggwise --version

            braggwise COMMAND --help tells all about one.
            Environment: JAVA_HOME (Java 17 or later), BRAGGWISE_MEMORY (Java heap, such as 4g), BRAGGWISE_JAVA_OPTS, TMPDIR.
            """;

    private Help() {}

    /**
     * @param about a command; null: all of them
     * @return what --help prints of it
     */
    static String of(CommandLine.Command about) {
        return about == null
                ? ALL
                : switch (about) {
                    case RUN -> RUN;
                    case NODES -> NODES;
                    case LIST -> LIST;
                    case CREATE -> CREATE;
                    case PICTURE -> PICTURE;
                    case ONNX -> ONNX;
                    case HELP, VERSION -> ALL;
                };
    }
}
