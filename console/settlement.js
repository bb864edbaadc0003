// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The panel of settlement. It shows the notifications of `settlement_subscribeBatches`. */
const Settlement = (() => {
  const { make, write } = Pipeline;

  /** The most rows of the table. A false batch has a row of its own besides. */
  const MOST_ROWS = 12;
  /** The lived slots for which a batch keeps its row after it left the node's list. */
  const KEPT_SLOTS = 20;
  /** The largest ratio of a collator's gap or fullness to the usual one that needs no explanation. */
  const USUAL = 1.25;

  const ESCAPED =
    "Settlement is turned off for good. Batches on their way become final or are taken back. Then each account can claim all it has.";

  /** The batches of the last notification, by their keys. */
  let listed = new Map();
  /** Batches that left the list, by their keys. `stage` is `final` or `back`. */
  const gone = new Map();

  const element = (id) => document.getElementById(id);

  /** A batch's number comes again after a revert. Its roots and its author tell it from the batch before. */
  const keyOf = ({ id, author, preRoot, postRoot }) => [id, author, preRoot, postRoot].join();

  /** What became of a batch that left the list. Undefined for a pending batch below a full list. */
  function stageAfter({ id, postRoot }, { tip, final, batches }) {
    if (id > tip.batch || batches.some((other) => other.id === id)) return "back";
    if (id === final.batch && postRoot !== final.root) return "back";
    return id <= final.batch ? "final" : undefined;
  }

  /** Compares a notification with the one before it. */
  function compare(state) {
    const now = new Map(state.batches.map((batch) => [keyOf(batch), batch]));
    for (const [key, batch] of listed) {
      if (now.has(key) || batch.stage === "final") continue;
      const stage = stageAfter(batch, state);
      if (stage !== undefined) gone.set(key, { ...batch, stage, since: state.now });
    }
    for (const [key, { since }] of gone) if (now.has(key) || state.now - since > KEPT_SLOTS) gone.delete(key);
    listed = now;
  }

  /** The state of a batch: its name in the style sheet, and in words. */
  function stateOf({ stage, chunks, verified, verdict }) {
    const isFalse = verdict === "false";
    if (stage === "back") return ["back", isFalse ? "false, taken back" : "taken back"];
    if (isFalse) return ["false", stage === "final" ? "false, and final" : "false"];
    if (stage === "final") return ["final", "final"];
    return verified === 0 ? ["pending", "on its way"] : ["verified", `verified ${verified} of ${chunks} chunks`];
  }

  function account(address) {
    const name = make("span", { class: "author", title: address }, Format.account(address));
    name.style.setProperty("--hue", Format.hue(address));
    return name;
  }

  function row(batch, now) {
    const [name, words] = stateOf(batch);
    const left = batch.stage === "pending" ? Format.number(Math.max(0, batch.windowEnds - now)) : "–";
    return make(
      "tr",
      { "data-state": name, "data-batch": batch.id },
      make("th", { scope: "row" }, `#${Format.number(batch.id)}`),
      make("td", {}, account(batch.author)),
      make("td", { class: "state" }, words),
      make("td", {}, left),
    );
  }

  function table(batches, now) {
    if (batches.length === 0) return make("p", { class: "hint" }, "No batch is on its way.");
    const head = make("tr", {}, ...["Batch", "Sequencer", "State", "Lived slots left"].map((text) => make("th", { scope: "col" }, text)));
    const rows = batches.map((batch) => row(batch, now));
    return make("table", { class: "batches", "aria-label": "Batches, newest first" }, make("thead", {}, head), make("tbody", {}, ...rows));
  }

  /** Why the window is as long as it is: the slowest or fullest collator decides. */
  function reason({ collators, slowest, fullest }) {
    if (slowest === null || fullest === null) return "No collator is measured yet.";
    const [slow, full] = [slowest.gap / collators, 1 / (1 - fullest.full)];
    if (Math.max(slow, full) < USUAL) return "All collators take their turns, and their blocks have room for checks.";
    return slow >= full
      ? `It is long because ${Format.account(slowest.account)} makes few blocks.`
      : `It is long because the blocks of ${Format.account(fullest.account)} are full.`;
  }

  function facts(state) {
    const { now, mode, collators, slowest, fullest, tip, final, leader, rotationEnds } = state;
    const number = (batch) => (batch === 0 ? "none" : `#${Format.number(batch)}`);
    const rows = [["Collators", `${collators}`]];
    if (slowest) rows.push(["Slowest collator", account(slowest.account), `, a block every ${Number(Number(slowest.gap).toFixed(1))} lived slots`]);
    if (fullest) rows.push(["Fullest collator", account(fullest.account), `, ${Format.percent(fullest.full)} of its blocks have no room for a check`]);
    if (mode !== "escaped") {
      rows.push(["Leader", leader === null ? "any sequencer" : account(leader)]);
      rows.push(["The turn ends in", `${Format.number(Math.max(0, rotationEnds - now))} lived slots`]);
    }
    rows.push(["Last batch", number(tip.batch)], ["Last final batch", number(final.batch)]);
    return make("dl", { class: "pairs" }, ...rows.flatMap(([name, ...value]) => [make("dt", {}, name), make("dd", {}, ...value)]));
  }

  /** Says aloud what must not be missed. */
  function alarm({ mode, batches }) {
    const wrong = batches.filter(({ verdict }) => verdict === "false").map(({ id }) => `#${Format.number(id)}`);
    const words = [];
    if (mode === "escaped") words.push(ESCAPED);
    if (wrong.length > 0) words.push(`This node found a false root in batch ${wrong.join(", ")}.`);
    write(element("settlement-alarm"), words.join(" "));
    element("settlement-alarm").hidden = words.length === 0;
  }

  /** Shows a notification. The first one of a connection says nothing about the batches before. */
  function show(state, isFirst) {
    if (isFirst) forget();
    compare(state);
    element("settlement-panel").hidden = state.mode === "absent";
    alarm(state);
    const all = [...listed.values(), ...gone.values()].sort((a, b) => b.id - a.id);
    const shown = all.filter((batch, place) => place < MOST_ROWS || batch.verdict === "false");
    const why = [
      make("p", { class: "figure" }, `${Format.number(state.window)} lived slots`, make("small", {}, ` until a batch is final without checks: ${Format.relayBlocks(state.window)} or longer`)),
      make("p", { class: "label" }, reason(state)),
      facts(state),
    ];
    element("settlement").replaceChildren(make("div", { class: "scroll" }, table(shown, state.now)), make("div", {}, ...why));
    const older = all.length > shown.length ? ` ${all.length - shown.length} older batches are left out.` : "";
    write(element("settlement-note"), `A lived slot is a relay slot in which the chain made a block.${older}`);
  }

  function forget() {
    listed = new Map();
    gone.clear();
  }

  /** Hides the panel: the node has no settlement. */
  function hide() {
    forget();
    element("settlement-panel").hidden = true;
  }

  /** Empties the panel. Its note says why. */
  function missing(why) {
    forget();
    element("settlement-panel").hidden = false;
    element("settlement-alarm").hidden = true;
    element("settlement").replaceChildren();
    write(element("settlement-note"), why);
  }

  return { show, hide, missing };
})();
