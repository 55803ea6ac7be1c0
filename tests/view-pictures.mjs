#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of every view and of the report in the result folders of runs: light, dark, 400 px wide, and as printed. For looking at them
// one by one; it says what a machine can: messages on the console, what is wider than the page, seconds until a page is drawn.
//   node tests/view-pictures.mjs OUT RESULTS...     (Node.js 18 or later, Chromium; RESULTS as ./braggwise run --out wrote them)
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, existsSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const MODES = [
  { name: "light", width: 1200, scheme: "light" },
  { name: "dark", width: 1200, scheme: "dark" },
  { name: "400", width: 400, scheme: "light" },
];
const HEIGHT = 900,
  PAPER = 703, // A4 between margins of 12 mm
  TALLEST = 16000,
  PATIENCE_MS = 20000;

/** Chromium by its debugging protocol: one page, messages between NULs on two pipes. */
class Browser {
  #child;
  #profile = mkdtempSync(join(tmpdir(), "view-pictures"));
  #sent = new Map();
  #next = 1;
  #session;
  #rest = "";
  console = [];

  async open() {
    this.#child = spawn(
      process.env.CHROMIUM || "chromium",
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--remote-debugging-pipe",
        "--user-data-dir=" + this.#profile,
        "about:blank",
      ],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    this.#child.stdio[4].setEncoding("utf8").on("data", (text) => this.#take(text));
    const { targetInfos } = await this.send("Target.getTargets");
    const { sessionId } = await this.send("Target.attachToTarget", {
      targetId: targetInfos.find((t) => t.type === "page").targetId,
      flatten: true,
    });
    this.#session = sessionId;
    for (const domain of ["Page", "Runtime", "Log"]) await this.send(domain + ".enable");
  }

  send(method, params = {}) {
    const id = this.#next++;
    this.#child.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.#session }) + "\0");
    return new Promise((done, failed) => this.#sent.set(id, { done, failed, method }));
  }

  #take(text) {
    const messages = (this.#rest + text).split("\0");
    this.#rest = messages.pop();
    for (const message of messages.map((m) => JSON.parse(m))) {
      const sent = this.#sent.get(message.id);
      if (sent && message.error) sent.failed(new Error(sent.method + ": " + message.error.message));
      else if (sent) sent.done(message.result);
      else if (message.method === "Runtime.exceptionThrown") this.console.push(message.params.exceptionDetails.text);
      else if (message.method === "Log.entryAdded") this.console.push(message.params.entry.text);
      else if (message.method === "Runtime.consoleAPICalled")
        this.console.push(message.params.args.map((a) => a.value).join(" "));
      this.#sent.delete(message.id);
    }
  }

  async value(expression) {
    const { result } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    return result.value;
  }

  async close() {
    await this.send("Browser.close").catch(() => {});
    await new Promise((done) => (this.#child.exitCode === null ? this.#child.once("exit", done) : done()));
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

const READY = `document.readyState === "complete" && (document.getElementById("view")
  ? document.body.dataset.ready === "true"
  : [...document.querySelectorAll("div[data-view]")].every((d) => d.dataset.ready === "true"))`;
const DRAW_ALL = `window.dispatchEvent(new Event("beforeprint")); window.dispatchEvent(new Event("afterprint"))`;

async function show(browser, page, mode) {
  await browser.send("Emulation.setDeviceMetricsOverride", {
    width: mode.width,
    height: HEIGHT,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await browser.send("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-color-scheme", value: mode.scheme }],
  });
  const start = Date.now();
  await browser.send("Page.navigate", { url: pathToFileURL(page).href });
  while (!(await browser.value(`document.readyState === "complete"`)) && Date.now() - start < PATIENCE_MS)
    await pause(10);
  const loaded = Date.now() - start;
  await browser.value(DRAW_ALL);
  while (!(await browser.value(READY)) && Date.now() - start < PATIENCE_MS) await pause(20);
  await pause(300);
  return loaded;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function picture(browser, page, file, mode) {
  browser.console = [];
  const loaded = await show(browser, page, mode);
  const [width, height] = await browser.value(
    "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]",
  );
  const { data } = await browser.send("Page.captureScreenshot", {
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width: Math.max(width, mode.width), height: Math.min(height, TALLEST), scale: 1 },
  });
  writeFileSync(file, Buffer.from(data, "base64"));
  return `${loaded} ms` + (width > mode.width ? `, ${width - mode.width} px TOO WIDE` : "") + said(browser);
}

/** On paper that is narrower than what stands on it, Chromium makes everything smaller. */
const WIDE_ON_PAPER = `window.dispatchEvent(new Event("beforeprint")), [...document.body.querySelectorAll("*")]
  .map((e) => [Math.round(e.getBoundingClientRect().right) - innerWidth, e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "")])
  .filter(([over]) => over > 1).sort((a, b) => b[0] - a[0]).slice(0, 3).map((e) => e.join(" px ")).join(", ")`;

async function print(browser, page, file) {
  browser.console = [];
  await show(browser, page, MODES[0]);
  await browser.send("Emulation.setDeviceMetricsOverride", {
    width: PAPER,
    height: HEIGHT,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await browser.send("Emulation.setEmulatedMedia", { media: "print" });
  const wide = await browser.value(WIDE_ON_PAPER);
  await browser.value('window.dispatchEvent(new Event("afterprint"))');
  await browser.send("Emulation.setEmulatedMedia", { media: "" });
  const { data } = await browser.send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
  const pdf = Buffer.from(data, "base64");
  writeFileSync(file, pdf);
  const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) || []).length;
  return `${pages} pages` + (wide ? ", TOO WIDE by " + wide : "") + said(browser);
}

const said = (browser) => (browser.console.length ? ", CONSOLE: " + browser.console.join(" | ") : "");

const [out, ...results] = process.argv.slice(2);
if (!results.length) {
  console.error("usage: node tests/view-pictures.mjs OUT RESULTS...");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const browser = new Browser();
await browser.open();
for (const folder of results.map((r) => resolve(r))) {
  const pages = readdirSync(folder)
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((node) => [node, join(folder, node, "view.html")])
    .concat([["report", join(folder, "report.html")]])
    .filter(([, page]) => existsSync(page));
  for (const [name, page] of pages) {
    const file = join(out, `${basename(folder)} ${name}`);
    for (const mode of MODES) {
      console.log(`${basename(file)}, ${mode.name}: ${await picture(browser, page, `${file} ${mode.name}.png`, mode)}`);
    }
    console.log(`${basename(file)}, print: ${await print(browser, page, `${file} print.pdf`)}`);
  }
}
await browser.close();
