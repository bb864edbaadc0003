// SPDX-License-Identifier: Apache-2.0

import type { WriteStream } from "node:tty";
import type { Console } from "./run.ts";

/** Seconds after which a log repeats the line of waiting. */
const AGAIN_SECONDS = 60;

/**
 * Shows progress on a terminal or in a log.
 *
 * A terminal has one line of waiting, which is overwritten. A log gets the line whenever anything but numbers has
 * changed, and once a minute.
 */
export function progressOn(stream: WriteStream): Console {
  let shown = "";
  let at = 0;
  const clear = () => stream.isTTY && stream.write("\r\x1b[2K");
  return {
    say(line) {
      clear();
      stream.write(`${line}\n`);
      if (stream.isTTY) stream.write(shown);
    },
    wait(line) {
      if (stream.isTTY) {
        shown = line.slice(0, stream.columns - 1);
        clear();
        stream.write(shown);
        return;
      }
      const words = line.replace(/\d+(\.\d+)?/g, "");
      if (words === shown && Date.now() - at < AGAIN_SECONDS * 1_000) return;
      [shown, at] = [words, Date.now()];
      stream.write(`${line}\n`);
    },
  };
}
