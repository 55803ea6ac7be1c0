// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.install.DrawnWorkflow.Box;
import org.braggwise.install.DrawnWorkflow.Frame;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows that ship look as a person would leave them, and have the picture that KNIME shows of them. */
class WorkflowPicturesTest {

    private static final Path WORKFLOWS = Build.ROOT.resolve("test-workflows");

    /** Room around a node's square and its texts that no wire enters, in pixels. */
    private static final double ROOM = 2;

    static Stream<String> workflows() {
        return Stream.concat(Stream.of(Build.MAIN_WORKFLOW.getFileName().toString()), SmallRuns.names().stream());
    }

    private static DrawnWorkflow drawn(String workflow) throws Exception {
        return DrawnWorkflow.read(WORKFLOWS.resolve(workflow).resolve("workflow.svg"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void pictureIsUpToDate(String workflow) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: the script needs bash");
        Path now = Files.createDirectories(Build.WORK.resolve("pictures")).resolve(workflow + ".svg");
        Program.Ended ended = Program.run(
                2, List.of(Build.ROOT.resolve("braggwise").toString(), "picture", workflow, "--out", now.toString()));
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals(
                Files.readString(WORKFLOWS.resolve(workflow).resolve("workflow.svg")),
                Files.readString(now),
                "the picture is stale: ./braggwise picture " + workflow);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noWireRunsUnderANodeOrAText(String workflow) throws Exception {
        DrawnWorkflow drawn = drawn(workflow);
        List<String> found = new ArrayList<>();
        for (double[][] wire : drawn.wires()) {
            String ends = "the wire from %.0f, %.0f to %.0f, %.0f"
                    .formatted(wire[0][0], wire[0][1], wire[wire.length - 1][0], wire[wire.length - 1][1]);
            drawn.nodes().forEach((node, boxes) -> {
                Box torso = boxes.get(0);
                boolean own = torso.has(wire[0], 1) || torso.has(wire[wire.length - 1], 1);
                for (Box box : own ? boxes.subList(1, boxes.size()) : boxes) {
                    if (Stream.of(wire).anyMatch(p -> box.has(p, ROOM))) {
                        found.add(ends + " crosses " + node + " at " + box);
                    }
                }
            });
            for (Frame frame : drawn.frames()) {
                if (frame.lines().stream().anyMatch(l -> Stream.of(wire).anyMatch(p -> l.has(p, 0)))) {
                    found.add(ends + " crosses the text of \"" + frame.title() + "\"");
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void nodesStandInTitledFramesAndOverlapNothing(String workflow) throws Exception {
        DrawnWorkflow drawn = drawn(workflow);
        List<String> found = new ArrayList<>();
        List<Map.Entry<String, List<Box>>> nodes = List.copyOf(drawn.nodes().entrySet());
        for (Map.Entry<String, List<Box>> node : nodes) {
            for (Map.Entry<String, List<Box>> other : nodes.subList(0, nodes.indexOf(node))) {
                if (anyMeet(node.getValue(), other.getValue())) {
                    found.add(node.getKey() + " overlaps " + other.getKey());
                }
            }
            List<Frame> around = drawn.frames().stream()
                    .filter(f -> node.getValue().stream().allMatch(f.box()::holds))
                    .toList();
            if (around.size() != 1) {
                found.add(node.getKey() + " stands in " + around.size() + " frames");
            }
            for (Frame frame : drawn.frames()) {
                if (anyMeet(node.getValue(), frame.lines())) {
                    found.add(node.getKey() + " covers the text of \"" + frame.title() + "\"");
                }
            }
        }
        for (Frame frame : drawn.frames()) {
            if (frame.title().isEmpty() || !frame.lines().stream().allMatch(frame.box()::holds)) {
                found.add("a frame has no title, or no room for its text: " + frame);
            }
        }
        assertEquals(List.of(), found);
        assertTrue(nodes.size() > 1 && !drawn.frames().isEmpty(), drawn::toString);
    }

    private static boolean anyMeet(List<Box> some, List<Box> others) {
        return some.stream().anyMatch(b -> others.stream().anyMatch(b::meets));
    }
}
