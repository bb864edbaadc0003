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
import { ALICE, BOB, type Settlement, batch, settlementOf } from "./mock-settlement.ts";
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

/** The rows of the panel of settlement. Each has the batch, its state, and the lived slots that are left. */
const batchRows = async () =>
  (await page.locator("#settlement tbody tr").allInnerTexts()).map((row) => {
    const [number, , state, left] = row.split("\t");
    return [number, state, left].join(" | ");
  });

/** Publishes a state of settlement, and waits until the panel has these rows. */
async function showsBatches(settlement: Settlement, rows: string[]): Promise<void> {
  node.publishBatches(settlement);
  await expect.poll(batchRows).toEqual(rows);
}

const settlementFacts = async () => {
  const [names, values] = await Promise.all(["dt", "dd"].map((tag) => page.locator(`#settlement ${tag}`).allInnerTexts()));
  return Object.fromEntries(names!.map((name, place) => [name, values![place]]));
};

it("the page shows batches of settlement on their way, and for a while after they are final", async () => {
  node.publishBatches(settlementOf([batch(9), batch(8, { author: BOB, verified: 2 }), batch(7, { stage: "final" })], 7));
  await open();
  await expect.poll(batchRows).toEqual(["#9 | on its way | 16", "#8 | verified 2 of 4 chunks | 16", "#7 | final | –"]);
  expect(await page.locator("#settlement .author").evaluateAll((found) => found.slice(0, 2).map((name) => name.getAttribute("title")))).toEqual([ALICE, BOB]);
  // A node may leave final batches out.
  const later = settlementOf([batch(9, { verified: 4, windowEnds: 61 })], 8, { now: 46, window: 18 });
  await showsBatches(later, ["#9 | verified 4 of 4 chunks | 15", "#8 | final | –"]);
  await showsBatches(settlementOf([], 9, { now: 60 }), ["#9 | final | –", "#8 | final | –"]);
  await showsBatches(settlementOf([], 9, { now: 67 }), ["#9 | final | –"]);
  node.publishBatches(settlementOf([], 9, { now: 90 }));
  await page.waitForSelector("#settlement >> text=No batch is on its way.");
  expect(complaints).toEqual([]);
});

it("the page marks a false batch, and shows for a while which batches are taken back", async () => {
  const [wrong, above] = [batch(9, { author: BOB, verdict: "false", verified: 1 }), batch(10)];
  node.publishBatches(settlementOf([above, wrong, batch(8)], 7));
  await open();
  await expect.poll(batchRows).toEqual(["#10 | on its way | 16", "#9 | false | 16", "#8 | on its way | 16"]);
  expect(await page.locator('#settlement [data-state="false"]').getAttribute("data-batch")).toBe("9");
  expect(await text("#settlement-alarm")).toBe("This node found a false root in batch #9.");

  await showsBatches(settlementOf([batch(8)], 7, { now: 50 }), ["#10 | taken back | –", "#9 | false, taken back | –", "#8 | on its way | 10"]);
  expect(await page.locator("#settlement-alarm").isVisible()).toBe(false);
  // The number is used again: by another sequencer, with the right root.
  const again = batch(9, { postRoot: `0x${"9a".repeat(32)}` });
  await showsBatches(settlementOf([again, batch(8)], 7, { now: 51 }), [
    "#10 | taken back | –",
    "#9 | on its way | 9",
    "#9 | false, taken back | –",
    "#8 | on its way | 9",
  ]);
  // A batch that comes back in another block is on its way again.
  await showsBatches(settlementOf([above, again, batch(8)], 7, { now: 52 }), [
    "#10 | on its way | 8",
    "#9 | on its way | 8",
    "#9 | false, taken back | –",
    "#8 | on its way | 8",
  ]);
  await showsBatches(settlementOf([again, batch(8)], 7, { now: 71 }), ["#10 | taken back | –", "#9 | on its way | 0", "#8 | on its way | 0"]);
});

it("the page takes a batch for one that was taken back if its number has another batch within one block", async () => {
  node.publishBatches(settlementOf([batch(9, { verified: 1 })], 8));
  await open();
  await expect.poll(batchRows).toEqual(["#9 | verified 1 of 4 chunks | 16"]);
  await showsBatches(settlementOf([batch(9, { author: BOB })], 8), ["#9 | on its way | 16", "#9 | taken back | –"]);
  const other = { batch: 9, root: `0x${"9a".repeat(32)}` };
  await showsBatches(settlementOf([], 9, { tip: other, final: other }), ["#9 | taken back | –", "#9 | taken back | –"]);
});

it("the page shows the newest batches and all false ones, and the number of the others", async () => {
  const many = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, place) => batch(last - place));
  const wrong = batch(1, { verdict: "false" });
  node.publishBatches(settlementOf([...many(2, 64), wrong]));
  await open();
  await page.waitForSelector('#settlement [data-batch="1"]');
  expect(await page.locator("#settlement tbody th").allInnerTexts()).toEqual([...many(53, 64), wrong].map(({ id }) => `#${id}`));
  expect(await text("#settlement-note")).toContain("51 older batches are left out.");
  // The node lists 64 batches. The others are still pending, and neither final nor taken back.
  node.publishBatches(settlementOf(many(2, 65)));
  await page.waitForSelector('#settlement [data-batch="65"]');
  expect(await page.locator('#settlement [data-batch="1"]').count()).toBe(0);
  expect(await text("#settlement-note")).toContain("52 older batches are left out.");
});

it("the page says why the window of settlement is as long as it is, and whose turn it is", async () => {
  node.publishBatches(settlementOf([batch(9)], 7));
  await open();
  await page.waitForSelector("#settlement .figure");
  expect(await text("#settlement .figure")).toBe("17 lived slots until a batch is final without checks: 2 min or longer");
  expect(await text("#settlement .label")).toBe("All collators take their turns, and their blocks have room for checks.");
  expect(await settlementFacts()).toEqual({
    Collators: "2",
    "Slowest collator": "5GNJq…xiZY, a block every 2.1 lived slots",
    "Fullest collator": "5Grwv…utQY, 0 % of its blocks have no room for a check",
    Leader: "5Grwv…utQY",
    "The turn ends in": "6 lived slots",
    "Last batch": "#9",
    "Last final batch": "#7",
  });
  const says = (words: string) => expect.poll(() => text("#settlement .label")).toBe(words);
  const full = { account: ALICE, full: "0.5" };
  node.publishBatches(settlementOf([], 0, { slowest: { account: BOB, gap: "9.25", full: "0" }, fullest: full, leader: null }));
  await says("It is long because 5GNJq…xiZY makes few blocks.");
  expect(await settlementFacts()).toMatchObject({ Leader: "any sequencer", "Last batch": "none", "Last final batch": "none" });
  node.publishBatches(settlementOf([], 0, { slowest: { account: BOB, gap: "3.5", full: "0" }, fullest: full }));
  await says("It is long because the blocks of 5Grwv…utQY are full.");
  node.publishBatches(settlementOf([], 0, { fullest: { account: ALICE, full: "1" } }));
  await says("It is long because the blocks of 5Grwv…utQY are full.");
  node.publishBatches(settlementOf([], 0, { collators: 0, slowest: null, fullest: null }));
  await says("No collator is measured yet.");
});

it("the page says that settlement is turned off, and hides the panel where there is none", async () => {
  node.publishBatches(settlementOf([batch(9)], 8, { mode: "escaped" }));
  await open();
  await expect.poll(batchRows).toEqual(["#9 | on its way | 16"]);
  expect(await text("#settlement-alarm")).toMatch(/^Settlement is turned off for good\./);
  expect(await settlementFacts()).not.toHaveProperty("Leader");
  node.publishBatches(settlementOf([], 0, { mode: "absent" }));
  await page.waitForSelector("#settlement-panel", { state: "hidden" });
  node.publishBatches(settlementOf([]));
  await page.waitForSelector("#settlement-panel:visible");
  expect(await page.locator("#settlement-alarm").isVisible()).toBe(false);

  // An older node does not know the method.
  await replaceNode({});
  await retry();
  await expect.poll(() => node.askedFor.get("settlement_subscribeBatches") ?? 0).toBeGreaterThan(0);
  await page.waitForSelector("#settlement-panel", { state: "hidden" });
  expect(complaints).toEqual([]);
});

it("the page follows batches again after the node refused, and after a lost connection", async () => {
  node.batchRefusal = { code: 9035, message: "the node serves 1024 subscriptions to batches" };
  await open();
  await page.waitForSelector("#settlement-panel:visible");
  expect(await text("#settlement-note")).toBe("Error: the node serves 1024 subscriptions to batches");
  node.publishBatches(settlementOf([batch(9)], 8));
  await expect.poll(batchRows).toEqual(["#9 | on its way | 16"]);
  // The page asks for the other panels again and again. One subscription is enough.
  const [subscribed, others] = ["settlement_subscribeBatches", "stakingRewards_rates"].map((method) => node.askedFor.get(method));
  await expect.poll(() => node.askedFor.get("stakingRewards_rates")).toBe(others! + 1);
  await showsBatches(settlementOf([batch(9, { verified: 1 })], 8), ["#9 | verified 1 of 4 chunks | 16"]);
  expect(node.askedFor.get("settlement_subscribeBatches")).toBe(subscribed);

  // The page does not know what became of a batch meanwhile.
  await replaceNode({});
  node.publishBatches(settlementOf([batch(3)], 2));
  await retry();
  await expect.poll(batchRows).toEqual(["#3 | on its way | 16"]);
});

it.each(["light", "dark"] as const)("the page fits a phone, and all texts have enough contrast: %s", async (colorScheme) => {
  await open(node.url, server.address, { viewport: PHONE, colorScheme });
  node.publish([
    ...STAGES.map((stage, place) => told(1_234_000 - place, stage)).reverse(),
    told(1_234_001, "retracted", { reason: "timedOut" }),
  ]);
  const old = [batch(12_345, { stage: "final" }), batch(12_344, { verdict: "false" })];
  node.publishBatches(settlementOf([batch(12_348), batch(12_347), batch(12_346, { verified: 2, chunks: 2_048 }), ...old], 12_343));
  await page.waitForSelector("#settlement tbody");
  node.publishBatches(settlementOf([batch(12_347), batch(12_346, { verified: 2, chunks: 2_048 }), ...old], 12_343, { mode: "escaped" }));
  await page.waitForSelector('#settlement [data-state="back"]');
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
