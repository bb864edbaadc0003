// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Charts of SVG and HTML, without a library. */
const Charts = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function svg(tag, attributes, text) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)];
  }

  const BAR_PX = 10;
  const PLOT = { left: 34, top: 8, height: 150, bottom: 22 };

  /** The top of the vertical axis: the longest interval, rounded up to whole nominal ones, and at least two of them. */
  const topOf = (seconds, nominal) => Math.max(2, Math.ceil(Math.max(...seconds, nominal) / nominal)) * nominal;

  function grid(drawing, width, top, nominal) {
    const y = (seconds) => PLOT.top + PLOT.height * (1 - seconds / top);
    const step = Math.ceil(top / nominal / 4) * nominal;
    for (let seconds = 0; seconds <= top; seconds += step) {
      drawing.append(svg("line", { class: "grid", x1: PLOT.left, x2: width, y1: y(seconds), y2: y(seconds) }));
      drawing.append(svg("text", { class: "axis", x: PLOT.left - 6, y: y(seconds) + 4, "text-anchor": "end" }, `${seconds}`));
    }
    drawing.append(svg("line", { class: "nominal", x1: PLOT.left, x2: width, y1: y(nominal), y2: y(nominal) }));
    return y;
  }

  /**
   * Draws a bar for each interval between blocks. `intervals` has `number` and `seconds`, oldest first. `nominal` is the
   * expected interval in seconds.
   */
  function intervals(root, intervals, nominal) {
    const width = Math.max(240, root.clientWidth || 600);
    const shown = intervals.slice(-Math.floor((width - PLOT.left) / BAR_PX));
    const seconds = shown.map((interval) => interval.seconds);
    const height = PLOT.top + PLOT.height + PLOT.bottom;
    const words = `${shown.length} intervals, median ${Format.seconds(median(seconds))}, longest ${Format.seconds(Math.max(...seconds))}`;
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Bar chart: ${words}` });
    const y = grid(drawing, width, topOf(seconds, nominal), nominal);
    // The newest bar is at the right edge.
    const left = width - shown.length * BAR_PX;
    shown.forEach((interval, place) => {
      const x = left + place * BAR_PX;
      const late = interval.seconds > nominal * 1.75 ? " late" : "";
      const bar = svg("rect", { class: `bar${late}`, x, y: y(interval.seconds), width: BAR_PX - 3, height: Math.max(1, y(0) - y(interval.seconds)), rx: 1.5 });
      bar.append(svg("title", {}, `#${Format.number(interval.number)}: ${Format.seconds(interval.seconds)}`));
      drawing.append(bar);
    });
    const base = PLOT.top + PLOT.height + 16;
    drawing.append(svg("text", { class: "axis", x: width, y: base, "text-anchor": "end" }, `#${Format.number(shown.at(-1).number)}`));
    if (left < width - 120) drawing.append(svg("text", { class: "axis", x: left, y: base }, `#${Format.number(shown[0].number)}`));
    root.replaceChildren(drawing);
    return words;
  }

  /** A bar whose parts add up to the whole, with a legend. Each part has `name`, `share` and `text`. */
  function stacked(parts) {
    const { make } = Pipeline;
    const bar = make("div", { class: "stacked", "aria-hidden": "true" });
    const legend = make("ul", { class: "legend" });
    parts.forEach(({ name, share, text }, place) => {
      const piece = make("span", { class: `part part-${place}` });
      piece.style.width = `${share * 100}%`;
      bar.append(piece);
      legend.append(make("li", {}, make("i", { class: `part part-${place}`, "aria-hidden": "true" }), make("span", {}, name), make("b", {}, text)));
    });
    return [bar, legend];
  }

  /** A progress bar. A screen reader reads `words`. */
  function progress(share, words) {
    const { make } = Pipeline;
    const fill = make("span", { class: "fill" });
    const percent = Math.max(0, Math.min(1, share)) * 100;
    fill.style.width = `${percent}%`;
    return make(
      "div",
      { class: "progress", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent.toFixed(1), "aria-label": words },
      fill,
    );
  }

  return { intervals, stacked, progress };
})();
