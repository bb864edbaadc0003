// SPDX-License-Identifier: Apache-2.0
"use strict";

/** Numbers, times and names as text. This file does not use the page. */
const Format = (() => {
  const PLANK_DIGITS = 18;

  const number = (value) => value.toLocaleString("en");

  /** Seconds: one decimal below 100, none from 100 on. */
  const seconds = (value) => (value === null || value === undefined ? "–" : `${value < 100 ? value.toFixed(1) : Math.round(value)} s`);

  /** A share as percent: two decimals below 1 %, one from 1 % on. */
  function percent(share) {
    if (share === null || share === undefined) return "–";
    const value = Number(share) * 100;
    if (value !== 0 && value < 0.01) return "< 0.01 %";
    return `${value.toFixed(value < 1 ? 2 : 1).replace(/\.?0+$/, "")} %`;
  }

  /** A frequency below 1 as percent. Rounded down, so that no frequency reads as 100 %. */
  const frequency = (share) => (share === null ? "–" : `${(Math.floor(share * 10_000) / 100).toFixed(2)} %`);

  /** An amount in plank, a string, as RIDE. Rounded down to `decimals` decimals. */
  function ride(plank, decimals = 4) {
    const digits = String(plank).padStart(PLANK_DIGITS + 1, "0");
    const whole = digits.slice(0, -PLANK_DIGITS);
    const fraction = digits.slice(-PLANK_DIGITS).slice(0, decimals).replace(/0+$/, "");
    return `${BigInt(whole).toLocaleString("en")}${fraction === "" ? "" : `.${fraction}`} RIDE`;
  }

  const hash = (text) => `${text.slice(0, 6)}…${text.slice(-4)}`;
  const account = (text) => (text === null ? "unknown author" : `${text.slice(0, 5)}…${text.slice(-4)}`);

  /** A hue for an account, so that all blocks of a collator have the same colour. */
  function hue(text) {
    let sum = 7;
    for (const character of text ?? "") sum = (sum * 31 + character.charCodeAt(0)) % 360;
    return sum;
  }

  const clock = (atMs) => new Date(atMs).toLocaleTimeString("en-GB");

  /** A number of relay blocks as time, at nominally 6 seconds each. */
  function relayBlocks(count) {
    const minutes = (count * 6) / 60;
    if (minutes < 1) return `${Math.max(0, Math.round(count * 6))} s`;
    if (minutes < 120) return `${Math.round(minutes)} min`;
    if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
    return `${Math.round(minutes / 60 / 24)} days`;
  }

  const REASONS = {
    timedOut: "its data was not available in time",
    siblingIncluded: "another block of its height was included",
    relayReorg: "the relay chain took another fork",
    sessionChange: "the relay chain began a new session",
    relayParentTooOld: "its relay parent is too old",
    unknown: "reason unknown",
  };
  const reason = (name) => REASONS[name] ?? name;

  return { number, seconds, percent, frequency, ride, hash, account, hue, clock, relayBlocks, reason };
})();
