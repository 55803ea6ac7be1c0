// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The pages of the main workflow's run in a browser: every view by itself, all of them in the report, and one as KNIME shows it. */
class BrowserTest {

    /** What Chromium advises the probe's axe-core, which reads canvases again and again, and whoever measures a frame as it grows. */
    private static final Pattern ADVICE =
            Pattern.compile("willReadFrequently|ResizeObserver loop completed with undelivered notifications");

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PAGES = Build.WORK.resolve("pages");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PROBE =
            Pattern.compile("<script type=\"application/json\" id=\"probe-result\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern DATA = Pattern.compile(
            "<script type=\"application/json\" id=\"braggwise-data\">(.*?)</script>\\s*", Pattern.DOTALL);

    /** Views in which several panels show the same rows or classes. */
    private static final Set<String> LINKED = Set.of("predictions", "uncertainty", "shap");

    /** Where to look first when a test fails: the page with its probe. */
    private static Path folder;

    @BeforeAll
    static void needsChromium() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "skipped: there is no " + CHROMIUM);
        folder = Files.createDirectories(PAGES);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = BrowserTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the browser ended with: what probe.js wrote, and what came on the console. */
    private record Shown(JsonNode probe, List<String> console) {}

    /** @return what probe.js wrote of a page that writes nothing on the console */
    private static JsonNode open(String name, String page) throws Exception {
        Shown shown = show(name, page);
        assertEquals(List.of(), shown.console, "messages on the console of " + name + " in " + folder);
        return shown.probe;
    }

    private static Shown show(String name, String page) throws Exception {
        Path file = folder.resolve(name + ".html");
        Files.writeString(file, page);
        Path profile = Files.createTempDirectory(folder, "profile");
        // a sandboxed frame stays in the page's process, whose virtual time waits for it
        Program.Ended ended = Program.run(
                2,
                List.of(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--disable-features=IsolateSandboxedIframes",
                        "--window-size=1200,900",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=20000",
                        "--enable-logging=stderr",
                        "--dump-dom",
                        file.toUri().toString()));
        Matcher found = PROBE.matcher(ended.out());
        List<String> console = ended.err()
                .lines()
                .filter(l -> l.contains(":CONSOLE") && !ADVICE.matcher(l).find())
                .toList();
        assertTrue(
                found.find(),
                "the probe wrote nothing: " + file + ", exit code " + ended.exit() + ", console " + console);
        return new Shown(JSON.readTree(found.group(1)), console);
    }

    private static void assertDrawn(String what, JsonNode probe) {
        assertEquals("true", probe.get("ready").asText(), what + " is not ready: " + probe);
        assertTrue(
                !probe.get("text").asText().contains("can't be drawn")
                        && !probe.get("text").asText().contains("nothing to show"),
                what + ": " + probe);
        assertTrue(
                probe.get("charts").asInt()
                                + probe.get("drawings").asInt()
                                + probe.get("tables").asInt()
                        > 0,
                what + " shows neither chart nor drawing nor table: " + probe);
        assertEquals(
                probe.get("canvases").asInt(), probe.get("charts").asInt(), what + " has an empty canvas: " + probe);
        assertEquals(List.of(), JSON.convertValue(probe.get("loads"), List.class), what + " loads from elsewhere");
    }

    private static List<Path> views() throws Exception {
        List<Path> views = new ArrayList<>();
        for (JsonNode node : JSON.readTree(
                        MainRun.get().results().resolve("run.json").toFile())
                .get("nodes")) {
            if (!node.get("view").isNull()) {
                views.add(MainRun.get().results().resolve(node.get("view").asText()));
            }
        }
        return views;
    }

    /** The page's policy runs its own scripts only: the probe must be among them. */
    private static String withProbe(String page) throws Exception {
        String probe = resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js") + "\n" + resource("probe.js");
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(probe.getBytes(StandardCharsets.UTF_8)));
        return page.replaceFirst("script-src ", Matcher.quoteReplacement("script-src 'sha256-" + hash + "' "))
                .replaceFirst(
                        "</body>\\s*</html>\\s*$",
                        Matcher.quoteReplacement("<script>" + probe + "</script></body></html>"));
    }

    /** What got into a page of somebody else's does not run there. */
    @Test
    void scriptsOfOthersDoNotRun() throws Exception {
        String evil =
                "<script>document.body.dataset.evil = 'yes'</script><img src=x onerror=\"document.body.dataset.evil = 'yes'\">";
        for (Path file : List.of(MainRun.get().results().resolve("report.html"), views().get(0))) {
            String page = Files.readString(file).replace("</body>", evil + "</body>");
            Shown shown = show("evil-" + file.getFileName(), withProbe(page));
            assertTrue(
                    shown.console.stream().anyMatch(l -> l.contains("Content Security Policy")),
                    shown.console::toString);
            assertEquals("", shown.probe.path("evil").asText(), file.toString());
        }
    }

    @Test
    void everyViewIsDrawn() throws Exception {
        var kinds = new TreeMap<String, String>();
        for (Path view : views()) {
            String page = Files.readString(view);
            Matcher data = DATA.matcher(page);
            assertTrue(data.find(), view::toString);
            String kind = kind(data.group(1));
            kinds.put(kind, view.toString());
            JsonNode probe = open(view.getParent().getFileName().toString(), withProbe(page));
            assertDrawn(view.toString(), probe);
            assertAccessible(view.toString(), probe);
            if (LINKED.contains(kind)) {
                assertTrue(
                        probe.get("lit").asInt() > 1,
                        view + ": hovering lights nothing else, or it stays lit: " + probe);
            }
        }
        assertEquals(
                List.of("match", "patterns", "predictions", "shap", "structures", "training", "uncertainty"),
                List.copyOf(kinds.keySet()));
    }

    /** Views of nodes that the main workflow has not, by mock data. */
    @ParameterizedTest
    @ValueSource(strings = {"match", "index"})
    void mockDataIsDrawn(String kind) throws Exception {
        String data = Files.readString(
                Build.ROOT.resolve("embedded-knime/org.braggwise.install.tests/src/test/js/mock/" + kind + ".json"));
        String page = DATA.matcher(Files.readString(views().get(0)))
                .replaceFirst(Matcher.quoteReplacement("<script type=\"application/json\" id=\"braggwise-data\">"
                        + data.strip().replace("<", "\\u003c") + "</script>\n"));
        JsonNode probe = open("mock-" + kind, withProbe(page));
        assertDrawn(kind, probe);
        assertAccessible(kind, probe);
    }

    /** What axe-core finds: nothing critical, nothing serious. */
    private static void assertAccessible(String what, JsonNode probe) {
        List<String> found = new ArrayList<>();
        for (JsonNode v : probe.get("violations")) {
            if (Set.of("critical", "serious").contains(v.get("impact").asText())) {
                found.add(v.toString());
            }
        }
        assertEquals(List.of(), found, what);
    }

    /** The data is the object itself, or its text as KNIME hands it on. */
    private static String kind(String data) throws IOException {
        JsonNode json = JSON.readTree(data);
        return (json.isTextual() ? JSON.readTree(json.asText()) : json)
                .get("kind")
                .asText();
    }

    @Test
    void reportShowsEveryView() throws Exception {
        String report = Files.readString(MainRun.get().results().resolve("report.html"));
        JsonNode probe = open("report", withProbe(report));
        assertTrue(probe.get("drawings").asInt() > 0 && probe.get("tables").asInt() > 0, probe::toString);
        assertTrue(probe.get("text").asText().contains("B-VGGNet Predictor"), probe::toString);
        assertEquals(List.of(), JSON.convertValue(probe.get("loads"), List.class));
        assertEquals(views().size(), probe.get("views").asInt(), "views that are drawn");
        assertEquals(0, probe.get("frames").size(), "our own views stand in no frames");
        assertAccessible("the report", probe);
    }

    /** In KNIME a page has no data in it: it asks the window around it, which answers with an object or with its text. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "object", "service"})
    void viewAsksKnimeForItsData(String answer) throws Exception {
        Path view = views().stream()
                .filter(v -> v.toString().contains("Predictor"))
                .findFirst()
                .orElseThrow();
        String page = Files.readString(view);
        Matcher data = DATA.matcher(page);
        assertTrue(data.find());
        JsonNode json = JSON.readTree(data.group(1));
        String text = json.isTextual() ? json.asText() : json.toString();
        String parent = resource("knime.html")
                .replace("/*page*/", inScript(withProbe(data.replaceFirst(""))))
                .replace("/*data*/", inScript(text))
                .replace("/*answer*/", answer);
        JsonNode probe = open("knime-" + answer, parent);
        assertDrawn("the view in KNIME", probe.get("page"));
        List<?> asked = JSON.convertValue(probe.get("asked"), List.class);
        assertEquals(
                answer.equals("service") ? List.of("getConfig", "callNodeDataService") : List.of("getConfig"), asked);
        assertTrue(JSON.convertValue(probe.get("told"), List.class).contains("UIExtensionReady"), probe::toString);
    }

    /** @return the text as a JavaScript string that can stand in a script element */
    private static String inScript(String text) throws IOException {
        return JSON.writeValueAsString(text).replace("<", "\\u003c");
    }

    /** A refusal of KNIME's is shown, not swallowed. */
    @Test
    void viewShowsWhatKnimeRefuses() throws Exception {
        Path view = views().get(0);
        String parent = resource("knime.html")
                .replace(
                        "/*page*/",
                        inScript(withProbe(DATA.matcher(Files.readString(view)).replaceFirst(""))))
                .replace("/*data*/", inScript("{}"))
                .replace("/*answer*/", "error");
        JsonNode page = show("knime-error", parent).probe.get("page");
        assertEquals("true", page.get("ready").asText());
        assertTrue(
                page.get("text").asText().contains("The view can't be drawn: the node has been reset"), page::toString);
    }
}
