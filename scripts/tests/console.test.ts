// SPDX-License-Identifier: Apache-2.0

// The page in a browser, with a mock node.

import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startBrowser } from "../../zombienet/src/browser.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";
import { STAGES, type Stage } from "../../client/finality.ts";
import { type StaticServer, serveFolder } from "../../client/static-server.ts";
import { MockNode, blockStatus } from "./mock-node.ts";
import { lowContrast } from "./contrast.ts";

const FOLDER = resolve(REPOSITORY, "console");
const PHONE = { width: 360, height: 740 };

let browser: Browser;
let server: StaticServer;
let node: MockNode;
let page: Page;
/** The browser's complaints: requests that the policy blocks, uncaught errors, missing files. */
let complaints: string[];

beforeAll(async () => {
  browser = await startBrowser();
  server = await serveFolder(FOLDER, 0);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  node = await MockNode.start();
  complaints = [];
});
afterEach(async () => {
  await page.close();
  await node.stop();
});

/** Tries an inline script, a request and an image: the page's policy forbids them. Returns the refused attempts. */
const violations = `(async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective));
  const inline = document.createElement("script");
  inline.textContent = "document.title = 'taken over'";
  document.head.append(inline);
  await fetch("http://127.0.0.1:9/").catch(() => {});
  await new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: "http://127.0.0.1:9/" }));
  return { refused: refused.sort(), title: document.title };
})()`;

async function open(url = node.url, address = server.address, options: Parameters<Browser["newPage"]>[0] = {}): Promise<void> {
  page = await browser.newPage(options);
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Some tests have no reachable node.
    if (message.type() === "error" && !message.text().startsWith("WebSocket connection")) complaints.push(message.text());
  });
  await page.goto(`${address}?rpc=${encodeURIComponent(url)}`);
}

const told = (number: number, stage: Stage, more = {}) => blockStatus({ number, stage, builtMs: Date.now() - 8_000, ...more });
const text = (selector: string) => page.locator(selector).innerText();
const notice = () => text("#notice p");

/** Presses "Try now". `click` would wait for the button, which the page hides when its own attempt succeeds. */
const retry = () => page.dispatchEvent("#notice-retry", "click");

/** Waits until the card of a block is in a lane. */
const standsIn = (number: number, lane: string) => page.waitForSelector(`#lane-${lane} [data-number="${number}"]`);

it("a block goes through all lanes, with its author, its load and its relay blocks", async () => {
  await open();
  for (const stage of STAGES) {
    node.publish([told(44, "finalized"), told(45, stage, { refTimeShare: 0.37, proofSizeShare: 0.0625 })]);
    await standsIn(45, stage);
    expect(await page.locator('[data-number="45"]').count()).toBe(1);
  }
  const card = page.locator('[data-number="45"]');
  expect(await card.locator(".author").getAttribute("title")).toBe("5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY");
  expect(await card.locator(".meter-value").allInnerTexts()).toEqual(["37 %", "6.3 %"]);
  expect(await card.locator(".age").innerText()).toBe("25.4 s");
  expect(await text("#sum-finalized")).toBe("#45");
  expect(await text("#count-finalized")).toBe("2");

  await card.locator("summary").focus();
  await page.keyboard.press("Enter");
  const facts = (await card.locator("dd").allInnerTexts()).join(" | ");
  for (const relayBlock of [54, 56, 57, 58]) expect(facts).toContain(`${relayBlock}`);
  expect(facts).toContain(`0xb0${"2d".padStart(62, "0")}`);
  expect(complaints).toEqual([]);
});

it("a block goes back when its relay fork is gone, and a retracted block shows the reason", async () => {
  await open();
  node.publish([told(45, "included"), told(46, "backed")]);
  await standsIn(45, "included");
  // The block counts as included since a block above it is included. The node did not see the block's own event.
  const implied = { ...told(44, "included"), included: null };
  node.publish([implied, told(45, "backed"), told(46, "retracted", { reason: "relayParentTooOld" })]);
  await standsIn(45, "backed");
  expect(await text('[data-number="44"] .age')).toMatch(/^\d+ s$/);
  await standsIn(46, "retracted");
  expect(await text('[data-number="46"] .why')).toBe("its relay parent is too old");
  expect(await text("#sum-best")).toBe("#45");
  // The page no longer shows blocks that the node no longer reports.
  node.publish([told(45, "included")]);
  await page.waitForSelector('[data-number="46"]', { state: "detached" });
  expect(await page.locator("#lost").isVisible()).toBe(false);
});

it("the page shows the latencies, estimates, emission and era that the node answers", async () => {
  await open();
  node.publish([told(45, "built"), told(46, "built", { builtMs: Date.now() - 2_000 })]);
  await page.waitForSelector("#estimate li");
  expect(await text("#latency tbody tr:nth-child(3)")).toMatch(/built → finalized\s+25\.4 s\s+50\.8 s\s+66\.0 s/);
  expect(await page.locator("#estimate .figure").allInnerTexts()).toEqual([
    expect.stringContaining("95.50 %"),
    expect.stringContaining("99.50 %"),
    // All blocks became final, and the estimate is still below 100 %.
    expect.stringContaining("96.00 %"),
  ]);
  expect(await text("#estimate .caution")).toBe("24 blocks are too few to rely on");
  await page.waitForSelector("#emission .figure");
  expect(await text("#emission .figure")).toContain("0.159817 RIDE");
  expect(await text("#era .figure")).toContain("Era 4");
  expect(await page.locator("#era [role=progressbar]").getAttribute("aria-valuenow")).toBe("40.0");
  expect(await page.locator("#interval svg").getAttribute("aria-label")).toBe(
    "Bar chart: 1 intervals, median 6.0 s, longest 6.0 s",
  );
});

it("the page works from disk too", async () => {
  await open(node.url, pathToFileURL(resolve(FOLDER, "index.html")).href);
  node.publish([told(45, "built")]);
  await standsIn(45, "built");
  expect(complaints).toEqual([]);
  expect(await page.evaluate(violations)).toEqual({ refused: ["connect-src", "img-src", "script-src-elem"], title: "Outrider console" });
});

it("the page reconnects to a node that stopped and started again", async () => {
  await open();
  node.publish([told(45, "built")]);
  await standsIn(45, "built");
  const { port } = node;
  await node.stop();
  await page.waitForSelector("#notice:visible");
  // The page shows the first reason until its own next attempt, and then the second one.
  const why = "(the connection was closed|nobody accepts the connection)";
  expect(await notice()).toMatch(new RegExp(`^No node answers\\. ws://127\\.0\\.0\\.1:\\d+: ${why}\\. Next attempt in \\d+ s\\.$`));
  expect(await text("#status")).toBe("Not connected");
  node = await MockNode.start(port);
  node.publish([told(45, "included")]);
  await retry();
  await page.waitForSelector('#status[data-state="up"]');
  await standsIn(45, "included");
  expect(await text("#status")).toBe("Connected");
  expect(await page.locator("#notice").isVisible()).toBe(false);
});

/** Stops the node, and starts another one on the same port. */
async function replaceNode(more: Partial<MockNode>): Promise<void> {
  const { port } = node;
  await node.stop();
  await page.waitForSelector('#status[data-state="down"]');
  node = Object.assign(await MockNode.start(port), more);
}

it("the page shows no old block after a restart of the network with the same genesis", async () => {
  await open();
  node.publish([told(40, "finalized"), told(45, "built"), told(46, "built")]);
  await standsIn(46, "built");
  await page.waitForSelector("#interval svg");
  await replaceNode({ refusal: { code: 9013, message: "not yet" }, fork: "c0" });
  await retry();
  await page.waitForSelector("#notice:visible >> text=not yet");
  expect(await page.locator("#interval svg").count()).toBe(0);
  for (const name of ["best", "included", "finalized", "segment", "relay"]) expect(await text(`#sum-${name}`)).toBe("–");
  node.refusal = undefined;
  node.publish([told(3, "built")]);
  await standsIn(3, "built");
  expect(await page.locator(".card").count()).toBe(1);
});

it("the page keeps the chart of a node that was away for a while", async () => {
  await open();
  node.publish([told(40, "finalized"), told(45, "built"), told(46, "built")]);
  await page.waitForSelector("#interval svg");
  await replaceNode({ refusal: { code: 9013, message: "not yet" } });
  await retry();
  await page.waitForSelector("#notice:visible >> text=not yet");
  expect(await page.locator("#interval svg").count()).toBe(1);
});

it("the page reports an address that the browser refuses to open, and takes another one", async () => {
  await open();
  await page.waitForSelector('#status[data-state="up"]');
  // Browsers refuse ws:// to a page that came by https.
  await page.addInitScript(`{
    const Real = WebSocket;
    window.WebSocket = function (url) {
      if (url.includes("insecure")) throw new DOMException("An insecure WebSocket connection may not be initiated.", "SecurityError");
      return new Real(url);
    };
    Object.assign(window.WebSocket, { OPEN: Real.OPEN, CLOSED: Real.CLOSED });
  }`);
  await page.goto(`${server.address}?rpc=ws://insecure:9944`);
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toMatch(/^No node answers\. ws:\/\/insecure:9944: the browser refuses to connect: An insecure WebSocket .* Next attempt in \d+ s\.$/);
  await page.fill("#url", node.url);
  await page.keyboard.press("Enter");
  await page.waitForSelector('#status[data-state="up"]');
  expect(complaints).toEqual([]);
});

it("the page reports a server whose answers are not JSON", async () => {
  node.babbles = true;
  await open();
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toContain("the answer is not JSON-RPC.");
  node.babbles = false;
  node.publish([told(45, "built")]);
  await standsIn(45, "built");
  expect(complaints).toEqual([]);
});

it("the page shows the newest blocks, and the number of the others, while the relay chain finalizes nothing", async () => {
  await open();
  node.publish([told(945, "included"), told(946, "built")], 900);
  await standsIn(946, "built");
  expect(await text("#omitted")).toBe("The node leaves out 900 older blocks that are not final.");
  node.publish([told(946, "finalized")]);
  await standsIn(946, "finalized");
  expect(await page.locator("#omitted").isVisible()).toBe(false);
});

it("the page subscribes again after the node ended a subscription", async () => {
  await open();
  node.publish([told(45, "built")]);
  await standsIn(45, "built");
  node.endSubscriptions("too slow");
  // The page tries again after a second, and hides the notice.
  await page.waitForSelector("#notice:visible >> text=the node ended a subscription: too slow.");
  node.publish([told(45, "backed")]);
  await standsIn(45, "backed");
});

it("the page asks a node without stages again, and shows the rest meanwhile", async () => {
  node.refusal = { code: 9013, message: "the node has not yet reached the relay chain's finalized block" };
  await open();
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toContain("has not yet reached");
  await page.waitForSelector("#emission .figure");
  await page.waitForSelector("#era .figure");
  await expect.poll(() => node.followsHeads).toBe(1);
  node.newHead(44);
  node.newHead(45);
  await page.waitForSelector("#interval svg");
  expect(await text("#sum-best")).toBe("#45");

  node.refusal = undefined;
  node.publish([told(45, "built")]);
  await standsIn(45, "built");
  await page.waitForSelector("#estimate li");
  expect(await page.locator("#notice").isVisible()).toBe(false);
  await expect.poll(() => node.followsHeads).toBe(0);
  expect(complaints).toEqual([]);
});

it("the page reports a server that does not answer", async () => {
  node.silent = true;
  await open();
  await expect.poll(() => node.asked).toBeGreaterThan(0);
  expect(await text("#status")).toBe("Connecting …");
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toContain(`${node.url}: no answer within 10 s.`);
});

it("the page tells a node without the methods from a node without a relay chain", async () => {
  node.refusal = { code: -32601, message: "Method not found" };
  await open();
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toContain("This node has no staged finality. It does not know finality_subscribeSegment");
  await page.close();

  node.refusal = { code: 9011, message: "a node without a relay chain has no stages" };
  await open();
  await page.waitForSelector("#notice:visible");
  expect(await notice()).toBe("This node follows no stages. It answers: a node without a relay chain has no stages");
  expect(await page.locator("#pipeline").isVisible()).toBe(false);
  await page.waitForSelector("#emission .figure");
  expect(complaints).toEqual([]);
});

it("the page refuses a text that is not an address, and shows the accepted form", async () => {
  await open("localhost:9944");
  expect(await text("#url-error")).toBe("A node's address begins with ws:// or wss://, such as ws://127.0.0.1:9944");
  await page.fill("#url", node.url);
  await page.keyboard.press("Enter");
  await page.waitForSelector('#status[data-state="up"]');
  expect(await page.locator("#url-error").isVisible()).toBe(false);
  expect(new URL(page.url()).searchParams.get("rpc")).toBe(node.url);
});

it.each(["light", "dark"] as const)("the page fits a phone, and all texts have enough contrast: %s", async (colorScheme) => {
  await open(node.url, server.address, { viewport: PHONE, colorScheme });
  node.publish([
    ...STAGES.map((stage, place) => told(1_234_000 - place, stage)).reverse(),
    told(1_234_001, "retracted", { reason: "timedOut" }),
  ]);
  await page.waitForSelector("#era .figure");
  await page.waitForSelector("#estimate li");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.width);
  expect(await page.evaluate(lowContrast)).toEqual([]);
});

it("the server serves only the files of the page", async () => {
  page = await browser.newPage();
  const get = async (path: string) => (await fetch(new URL(path, server.address))).status;
  expect(await get("app.js")).toBe(200);
  for (const path of ["../package.json", "..%2fpackage.json", "%2e%2e/package.json", "nothing.js", "README.md", "toString"]) {
    expect(await get(path)).toBe(404);
  }
  expect((await fetch(server.address, { method: "POST" })).status).toBe(404);
});
