// SPDX-License-Identifier: Apache-2.0
"use strict";

/** The panels below the pipeline. Each shows the answers of one RPC method. */
const Panels = (() => {
  const { make, write } = Pipeline;

  const WAYS = [
    ["built", "backed"],
    ["built", "included"],
    ["built", "finalized"],
    ["backed", "included"],
    ["included", "finalized"],
  ];
  const RECEIVERS = {
    collators: "collators",
    treasury: "treasury",
    dapps: "dApps",
    stakersBase: "stakers, base",
    stakersAdjustable: "stakers, adjustable",
  };

  /** Puts `children` into a panel, and `note` below them. */
  function fill(name, children, note = "") {
    document.getElementById(name).replaceChildren(...children);
    const line = document.getElementById(`${name}-note`);
    write(line, note);
    line.hidden = note === "";
  }

  /** Empties a panel. Its note says why. */
  const missing = (name, why) => fill(name, [], why);

  function facts(rows) {
    return make("dl", { class: "pairs" }, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  /** `finality_latency`: seconds from stage to stage, with a bar for p50 and p95. */
  function latency({ blocks, stages }) {
    const rows = WAYS.map(([from, to]) => stages.find((stage) => stage.from === from && stage.to === to)).filter(Boolean);
    const longest = Math.max(1, ...rows.map(({ p95 }) => p95 ?? 0));
    const head = make("tr", {}, ...["Stages", "p50", "p95", "p99"].map((text) => make("th", { scope: "col" }, text)));
    const lines = rows.map(({ from, to, p50, p95, p99 }) => {
      const range = make("span", { class: "range", "aria-hidden": "true" });
      if (p50 !== null) {
        const [half, most] = [make("i", { class: "p50" }), make("i", { class: "p95" })];
        half.style.width = `${(p50 / longest) * 100}%`;
        most.style.width = `${((p95 - p50) / longest) * 100}%`;
        range.append(half, most);
      }
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, `${from} → ${to}`, range),
        ...[p50, p95, p99].map((value) => make("td", {}, Format.seconds(value))),
      );
    });
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...lines));
    fill("latency", [table], `The last ${blocks} final blocks that this node followed.`);
    Pipeline.showHops(stages);
  }

  /** `finality_estimate` of each stage before finality. */
  function estimates(answers) {
    const items = answers.map((answer) => {
      const { stage, n, finalized, frequency, wilsonLower95, secondsToFinality, enough, note } = answer;
      const lines =
        n === 0
          ? [make("p", {}, "The node has followed no block to its end yet.")]
          : [
              make("p", { class: "figure" }, Format.frequency(frequency), make("small", {}, ` at least ${Format.frequency(wilsonLower95)}`)),
              make("p", {}, `${Format.number(finalized)} of ${Format.number(n)} ${stage} blocks became final`),
              make("p", {}, `half of them within ${Format.seconds(secondsToFinality.p50)}, 95 % within ${Format.seconds(secondsToFinality.p95)}`),
            ];
      if (!enough && note) lines.push(make("p", { class: "caution" }, note));
      return make("li", { class: stage }, make("h3", {}, stage[0].toUpperCase() + stage.slice(1)), ...lines);
    });
    fill("estimate", [make("ul", { class: "estimates" }, ...items)], "The share of blocks that became final, and the lower end of its 95 % range (Wilson). The share stays below 100 %, since past blocks are no promise.");
  }

  /** `emission_schedule`. */
  function emission(schedule) {
    const { cycle, relayBlock, partsPerBlock, perBlock } = schedule;
    const done = (relayBlock - cycle.start) / cycle.length;
    const parts = Object.entries(RECEIVERS).map(([key, name]) => {
      const share = Number(partsPerBlock[key]) / Number(perBlock);
      return { name, share, text: Format.ride(partsPerBlock[key]) };
    });
    const words = `Cycle ${cycle.index}: ${Format.percent(done)} passed, ${Format.relayBlocks(cycle.end - relayBlock)} left`;
    fill("emission", [
      make("p", { class: "figure" }, Format.ride(perBlock, 6), make("small", {}, ` per block of ${schedule.blockTimeMs / 1_000} s, at most`)),
      ...Charts.stacked(parts),
      make("p", { class: "label" }, words),
      Charts.progress(done, words),
      facts([
        ["Minted so far", Format.ride(schedule.minted)],
        ["Left in the cycle", Format.ride(schedule.left, 0)],
        ["Yearly rate", Format.percent(schedule.parameters.rate)],
        ["Relay slots: paid, missed, waiting", [schedule.paidSlots, schedule.missedSlots, schedule.backlogSlots].map(Format.number).join(", ")],
      ]),
    ]);
  }

  /** `stakingRewards_rates`. */
  function era(rates) {
    const { era } = rates;
    const done = (era.now - era.start) / era.length;
    const words = era.now >= era.end ? "The era closes with the next block" : `The era closes in ${Format.number(era.end - era.now)} relay blocks (${Format.relayBlocks(era.end - era.now)})`;
    fill("era", [
      make("p", { class: "figure" }, `Era ${Format.number(era.index)}`, make("small", {}, ` ${Format.percent(Math.min(1, done))} passed`)),
      Charts.progress(done, `Era ${era.index}: ${Format.percent(Math.min(1, done))} passed`),
      make("p", { class: "label" }, words),
      facts([
        ["Staked", `${Format.ride(rates.stake, 0)}, ${Format.percent(rates.stakedShare)} of the issuance`],
        ["Stakers earn in a year", rates.total === null ? "nobody stakes" : Format.percent(rates.total)],
        ["For the era's dApps so far", Format.ride(era.pool)],
        ["Era being settled", era.settling === null ? "none" : Format.number(era.settling)],
        ["Unbonding takes", Format.relayBlocks(rates.unbondingLength)],
      ]),
    ]);
  }

  return { latency, estimates, emission, era, missing };
})();
