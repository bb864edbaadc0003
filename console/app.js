// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Connects to a node, passes its answers to the other scripts, and reports failures. */
(() => {
  const DEFAULT_URL = "ws://127.0.0.1:9944";
  /** The number of blocks whose times the interval chart keeps. */
  const REMEMBERED = 240;
  /** The time between two questions for emission, era and statistics. */
  const REFRESH_MS = 6_000;
  /** The error code of a node that does not follow stages yet, and the time until the page asks again. */
  const NOT_STARTED = 9013;
  const NOT_STARTED_MS = 3_000;
  const STAGES_TO_ESTIMATE = ["built", "backed", "included"];

  const { write } = Pipeline;
  const element = (id) => document.getElementById(id);

  let connection;
  /** A final block of the shown chain. A node without this block has another chain. */
  let landmark;
  /** Block number -> time of building, by the node's clock. Without stages: the header's arrival, by the browser's clock. */
  let builtAt = new Map();
  let nominalSeconds = 6;
  let countdown;

  function status(state, text) {
    element("status").dataset.state = state;
    write(element("status-text"), text);
  }

  function notice(title, text, canRetry = false) {
    clearInterval(countdown);
    element("notice").hidden = false;
    write(element("notice-title"), title);
    write(element("notice-text"), text);
    element("notice-retry").hidden = !canRetry;
  }

  function clearNotice() {
    clearInterval(countdown);
    element("notice").hidden = true;
  }

  const block = (entry) => (entry ? `#${Format.number(entry.number)}` : "–");

  function summarize(segment) {
    const alive = segment.blocks.filter(({ stage }) => stage !== "retracted");
    const best = alive.reduce((best, found) => (best && best.number >= found.number ? best : found), undefined);
    write(element("sum-best"), block(best ?? segment.finalizedHead));
    write(element("sum-included"), block(segment.includedHead));
    write(element("sum-finalized"), block(segment.finalizedHead));
    write(element("sum-segment"), segment.capacity === null ? `${segment.unincluded}` : `${segment.unincluded} of ${segment.capacity}`);
    write(element("sum-relay"), `${block(segment.relayBest)}, ${block(segment.relayFinalized)}`);
  }

  function drawIntervals() {
    const heights = [...builtAt.keys()].sort((a, b) => a - b);
    for (const height of heights.slice(0, -REMEMBERED)) builtAt.delete(height);
    const intervals = heights
      .filter((height) => builtAt.has(height - 1))
      .map((number) => ({ number, seconds: Math.max(0, builtAt.get(number) - builtAt.get(number - 1)) / 1_000 }));
    if (intervals.length === 0) return;
    write(element("interval-note"), `${Charts.intervals(element("interval"), intervals, nominalSeconds)}; the dashed line is at ${nominalSeconds} s`);
  }

  function remember(blocks) {
    // Of two blocks with the same number, the one in the later stage counts.
    for (const { name } of Pipeline.STAGES) {
      for (const { number, stage, built } of blocks) if (stage === name) builtAt.set(number, built.atMs);
    }
    drawIntervals();
  }

  async function ask(on, panel, questions, show) {
    try {
      const answers = await Promise.all(questions.map(([method, ...params]) => on.request(method, params)));
      if (on === connection) show(answers);
    } catch (error) {
      if (on !== connection || !on.opened) return;
      Panels.missing(panel, error.isUnknownMethod ? `The node does not know ${questions[0][0]}.` : `Error: ${error.message}`);
    }
  }

  function askPanels(on) {
    if (on.hasStages) {
      ask(on, "latency", [["finality_latency"]], ([answer]) => Panels.latency(answer));
      ask(on, "estimate", STAGES_TO_ESTIMATE.map((stage) => ["finality_estimate", stage]), Panels.estimates);
    }
    ask(on, "emission", [["emission_schedule"]], ([answer]) => {
      nominalSeconds = answer.blockTimeMs / 1_000;
      Panels.emission(answer);
    });
    ask(on, "era", [["stakingRewards_rates"]], ([answer]) => Panels.era(answer));
    followBatches(on);
  }

  /** Follows the batches of settlement, unless it does so already. */
  async function followBatches(on) {
    if (on.hasBatches) return;
    on.hasBatches = true;
    let isFirst = true;
    try {
      await on.subscribe("settlement_subscribeBatches", [], (state) => {
        Settlement.show(state, isFirst);
        isFirst = false;
      });
    } catch (error) {
      if (on !== connection || !on.opened) return;
      on.hasBatches = false;
      if (error.isUnknownMethod) Settlement.hide();
      else Settlement.missing(`Error: ${error.message}`);
    }
  }

  /** Follows headers, for a node without stages: the numbers of blocks, and the times at which the headers arrive. */
  async function followHeads(on) {
    if (on.heads !== undefined) return;
    on.heads = [];
    const follow = async (kind, show) =>
      on.heads.push([`chain_unsubscribe${kind}`, await on.subscribe(`chain_subscribe${kind}`, [], show)]);
    await follow("NewHeads", ({ number }) => {
      write(element("sum-best"), block({ number: Number(number) }));
      builtAt.set(Number(number), Date.now());
      drawIntervals();
    });
    await follow("FinalizedHeads", ({ number, parentHash }) => {
      write(element("sum-finalized"), block({ number: Number(number) }));
      landmark = { number: Math.max(0, Number(number) - 1), hash: parentHash };
    });
  }

  /** Ends the subscriptions to headers, and drops the headers' times: stages have times by the node's clock. */
  function leaveHeads(on) {
    for (const [method, id] of on.heads ?? []) on.unsubscribe(method, id);
    if (on.heads?.length) builtAt = new Map();
    on.heads = undefined;
  }

  /** Shows the node's reason for having no stages. */
  function explain(error) {
    if (error.isUnknownMethod) {
      notice("This node has no staged finality.", "It does not know finality_subscribeSegment. The node is of an older release, or of another chain.");
    } else {
      notice("This node follows no stages.", `It answers: ${error.message}`);
    }
    element("pipeline").hidden = true;
    for (const panel of ["latency", "estimate"]) Panels.missing(panel, "The node follows no stages.");
  }

  function showSegment(segment, isFirst) {
    Pipeline.update(segment, isFirst);
    summarize(segment);
    remember(segment.blocks);
    landmark = segment.finalizedHead ?? landmark;
  }

  /** Follows stages. While the node has none, follows headers. */
  async function followStages(on) {
    let isFirst = true;
    try {
      await on.subscribe("finality_subscribeSegment", [], (segment) => {
        if (isFirst) leaveHeads(on);
        showSegment(segment, isFirst);
        isFirst = false;
      });
    } catch (error) {
      if (on !== connection || !on.opened) return;
      explain(error);
      await followHeads(on);
      if (error.code === NOT_STARTED) on.again = setTimeout(() => attempt(on, followStages), NOT_STARTED_MS);
      return;
    }
    clearNotice();
    element("pipeline").hidden = false;
    on.hasStages = true;
    askPanels(on);
  }

  /** Clears the page if the node has another chain now, such as after a restart of a local network. */
  async function recognize(on) {
    const hashOf = (number) => on.request("chain_getBlockHash", [number]);
    if (landmark && (await hashOf(landmark.number)) !== landmark.hash) forget();
    landmark ??= { number: 0, hash: await hashOf(0) };
  }

  async function up(on) {
    status("up", "Connected");
    clearNotice();
    await recognize(on);
    write(element("sum-chain"), await on.request("system_chain", []));
    on.refresh = setInterval(() => on === connection && on.opened && askPanels(on), REFRESH_MS);
    askPanels(on);
    await followStages(on);
  }

  /** Calls `something` with a connection. If the call fails, the connection counts as broken. */
  function attempt(on, something) {
    const { socket } = on;
    something(on).catch((error) => on.fail(socket, error.message));
  }

  /** Stops the timers of a lost connection, and resets its state. */
  function leave(on) {
    clearInterval(on.refresh);
    clearTimeout(on.again);
    Object.assign(on, { hasStages: false, hasBatches: false, heads: undefined });
  }

  function down(on, why, pauseMs) {
    leave(on);
    const again = Date.now() + pauseMs;
    const fromDisk = location.protocol === "file:" ? " This page is opened from disk: the node needs --rpc-cors all." : "";
    const say = () => {
      const seconds = Math.max(0, Math.ceil((again - Date.now()) / 1_000));
      status("down", "Not connected");
      write(element("notice-text"), `${on.url}: ${why}.${fromDisk} Next attempt in ${seconds} s.`);
    };
    notice("No node answers.", "", true);
    say();
    countdown = setInterval(say, 1_000);
  }

  function forget() {
    landmark = undefined;
    Pipeline.clear();
    element("pipeline").hidden = false;
    builtAt = new Map();
    element("interval").replaceChildren();
    write(element("interval-note"), "No blocks yet.");
    for (const panel of ["latency", "estimate", "emission", "era"]) Panels.missing(panel, "No answer yet.");
    Settlement.hide();
    for (const name of ["chain", "best", "included", "finalized", "segment", "relay"]) write(element(`sum-${name}`), "–");
  }

  function connect(url) {
    if (connection) {
      leave(connection);
      connection.close();
    }
    forget();
    clearNotice();
    status("connecting", "Connecting …");
    const on = new Rpc.Connection(url, {
      onUp: () => attempt(on, up),
      onDown: (why, pauseMs) => down(on, why, pauseMs),
    });
    connection = on;
  }

  /** The address in the field. For a wrong address: shows an error, and returns undefined. */
  function readUrl() {
    const text = element("url").value.trim();
    const good = /^wss?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
    const error = element("url-error");
    error.hidden = good;
    write(error, good ? "" : "A node's address begins with ws:// or wss://, such as ws://127.0.0.1:9944");
    element("url").setAttribute("aria-invalid", String(!good));
    return good ? text : undefined;
  }

  function submit(event) {
    event?.preventDefault();
    const url = readUrl();
    if (url === undefined) return;
    const address = new URL(location.href);
    address.searchParams.set("rpc", url);
    if (event) history.replaceState(null, "", address);
    connect(url);
  }

  Pipeline.buildLanes(element("lanes"));
  element("url").value = new URLSearchParams(location.search).get("rpc") ?? DEFAULT_URL;
  element("connect").addEventListener("submit", submit);
  element("notice-retry").addEventListener("click", () => {
    status("connecting", "Connecting …");
    leave(connection);
    connection.retryNow();
  });
  setInterval(Pipeline.tick, 1_000);
  new ResizeObserver(drawIntervals).observe(element("interval"));
  submit();
})();
