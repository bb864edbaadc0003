// SPDX-License-Identifier: Apache-2.0
"use strict";

/** A lane for each stage, and a card for each block. The card changes the lane when the block changes its stage. */
const Pipeline = (() => {
  const STAGES = [
    { name: "built", title: "Built", waits: "waits for validators to back it" },
    { name: "backed", title: "Backed", waits: "waits until its data is available" },
    { name: "included", title: "Included", waits: "waits for the relay chain's finality" },
    { name: "finalized", title: "Finalized", waits: "never goes back" },
  ];
  const MOVE_MS = 550;

  const stillPreferred = matchMedia("(prefers-reduced-motion: reduce)");
  const cards = new Map();
  let clockSkewMs = 0;

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** Writes a text only if it differs: each write makes a screen reader read and the browser compute the layout. */
  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function buildLanes(root) {
    for (const { name, title, waits } of STAGES) {
      const heading = make("h3", { id: `title-${name}` }, title);
      const count = make("span", { class: "count", id: `count-${name}` }, "0");
      root.append(
        make(
          "section",
          { class: `lane ${name}`, "aria-labelledby": `title-${name}` },
          make("div", { class: "lane-head" }, heading, count),
          make("p", { class: "hint" }, waits),
          make("p", { class: "hop", id: `hop-${name}` }, ""),
          make("ol", { class: "cards", id: `lane-${name}`, "aria-label": `${title} blocks, newest first` }),
        ),
      );
    }
  }

  function meter(label) {
    const fill = make("span", { class: "fill" });
    const value = make("span", { class: "meter-value" });
    const row = make("div", { class: "meter" }, make("span", { class: "meter-label" }, label), make("span", { class: "track" }, fill), value);
    return {
      row,
      set(share) {
        fill.style.width = `${Math.min(1, share ?? 0) * 100}%`;
        row.classList.toggle("high", (share ?? 0) > 0.75);
        write(value, Format.percent(share));
      },
    };
  }

  /** A card, and its parts that change. */
  function buildCard(block) {
    const age = make("span", { class: "age" });
    const author = make("p", { class: "author" });
    const why = make("p", { class: "why" });
    const [time, proof] = [meter("time"), meter("proof")];
    const facts = make("dl", { class: "facts" });
    const steps = make("span", { class: "steps", "aria-hidden": "true" }, ...STAGES.map(({ name }) => make("i", { class: name })));
    const details = make("details", {}, make("summary", {}, "Details"), facts);
    const element = make(
      "li",
      { class: "card", "data-hash": block.hash, "data-number": block.number },
      make("div", { class: "card-head" }, make("strong", {}, `#${Format.number(block.number)}`), age),
      author,
      why,
      make("div", { class: "meters" }, time.row, proof.row),
      steps,
      details,
    );
    return { element, age, author, why, time, proof, facts };
  }

  const at = (entry) => (entry?.relayBlock ? `${Format.clock(entry.atMs)}, relay block ${Format.number(entry.relayBlock.number)}` : Format.clock(entry.atMs));

  /** The rows of a card's details. */
  function factsOf(block) {
    const rows = [
      ["Hash", block.hash],
      ["Author", block.author ?? "unknown"],
      ["Transactions", block.extrinsics === null ? "unknown" : `${block.extrinsics}, inherents included`],
      ["Proof", block.proofSizeBytes === null ? "unknown" : `${Format.number(block.proofSizeBytes)} bytes`],
    ];
    if (block.relayParent) rows.push(["Built on relay block", Format.number(block.relayParent.number)]);
    for (const { name, title } of STAGES) if (block[name]) rows.push([title, at(block[name])]);
    if (block.retracted) rows.push(["Retracted", at(block.retracted)]);
    return rows;
  }

  function fillCard(card, block) {
    card.block = block;
    card.element.dataset.stage = block.stage;
    card.author.style.setProperty("--hue", Format.hue(block.author));
    write(card.author, Format.account(block.author));
    card.author.title = block.author ?? "";
    write(card.why, block.retracted ? Format.reason(block.retracted.reason) : "");
    card.time.set(block.refTimeShare);
    card.proof.set(block.proofSizeShare);
    const rows = factsOf(block).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
    if (card.facts.textContent !== rows.map((row) => row.textContent).join("")) card.facts.replaceChildren(...rows);
    writeAge(card);
  }

  /** Writes the time since the block reached its stage. For a final block: the time from building to finality. */
  function writeAge({ block, age }) {
    if (block.stage === "retracted") return write(age, "");
    if (block.stage === "finalized") {
      return write(age, Format.seconds((block.finalized.atMs - block.built.atMs) / 1_000));
    }
    // A block below an included block is included too, even if the node did not see the event.
    const since = (block[block.stage] ?? block.built).atMs + clockSkewMs;
    write(age, `${Math.max(0, Math.round((Date.now() - since) / 1_000))} s`);
  }

  /** The browser's clock minus the node's clock, if the newest event happened just now. */
  function measureSkew(blocks) {
    const newest = Math.max(...blocks.flatMap((block) => [...STAGES.map(({ name }) => block[name]?.atMs ?? 0), block.retracted?.atMs ?? 0]));
    return Date.now() - newest;
  }

  /** Animates the move of each card with a new place. */
  function glide(before) {
    for (const [card, from] of before) {
      const to = card.getBoundingClientRect();
      const [x, y] = [from.left - to.left, from.top - to.top];
      if (x === 0 && y === 0) continue;
      card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], { duration: MOVE_MS, easing: "cubic-bezier(.2,.8,.2,1)" });
    }
  }

  /** Puts the cards of a lane in order. Moves only the cards in a wrong place. */
  function arrange(lane, elements) {
    elements.forEach((element, place) => {
      if (lane.children[place] !== element) lane.insertBefore(element, lane.children[place] ?? null);
    });
  }

  function show(segment) {
    const shown = new Set(segment.blocks.map(({ hash }) => hash));
    const before = new Map();
    if (!stillPreferred.matches) for (const { element } of cards.values()) before.set(element, element.getBoundingClientRect());
    for (const [hash, { element }] of cards) {
      if (shown.has(hash)) continue;
      element.remove();
      before.delete(element);
      cards.delete(hash);
    }
    for (const block of segment.blocks) {
      if (!cards.has(block.hash)) cards.set(block.hash, buildCard(block));
      fillCard(cards.get(block.hash), block);
    }
    for (const name of [...STAGES.map(({ name }) => name), "retracted"]) {
      const inside = segment.blocks.filter(({ stage }) => stage === name).sort((a, b) => b.number - a.number);
      arrange(document.getElementById(`lane-${name}`), inside.map(({ hash }) => cards.get(hash).element));
      const count = document.getElementById(`count-${name}`);
      if (count) write(count, String(inside.length));
      if (name === "retracted") document.getElementById("lost").hidden = inside.length === 0;
    }
    document.getElementById("omitted").hidden = !segment.omitted;
    write(document.getElementById("omitted"), `The node leaves out ${Format.number(segment.omitted ?? 0)} older blocks that are not final.`);
    glide(before);
  }

  /** Shows a segment. The first segment of a connection sets the skew of the clocks. Later segments can only lower it. */
  function update(segment, isFirst) {
    if (segment.blocks.length > 0) {
      const skew = measureSkew(segment.blocks);
      clockSkewMs = isFirst ? skew : Math.min(clockSkewMs, skew);
    }
    show(segment);
  }

  /** Writes into each lane the median time from the stage before it. */
  function showHops(stages) {
    for (const [place, { name }] of STAGES.entries()) {
      const from = STAGES[place - 1]?.name;
      const found = stages.find((stage) => stage.from === from && stage.to === name);
      const text = found && found.p50 !== null ? `median ${Format.seconds(found.p50)} from ${from} to ${name}` : "";
      write(document.getElementById(`hop-${name}`), text);
    }
  }

  function clear() {
    for (const { element } of cards.values()) element.remove();
    cards.clear();
    for (const { name } of STAGES) write(document.getElementById(`count-${name}`), "0");
    for (const id of ["lost", "omitted"]) document.getElementById(id).hidden = true;
  }

  const tick = () => cards.forEach(writeAge);

  return { STAGES, make, write, buildLanes, update, showHops, clear, tick };
})();
