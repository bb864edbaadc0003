// SPDX-License-Identifier: Apache-2.0

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Headless, and without requests of the browser's own. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine. `scripts/setup.sh browser` installs one. */
function findBrowser(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), MACOS];
  const found = process.env.OUTRIDER_BROWSER ?? candidates.find((path) => existsSync(path));
  if (found !== undefined && existsSync(found)) return found;
  throw new Error(
    `no browser${found === undefined ? "" : ` at ${found}`}; \`scripts/setup.sh browser\` installs Chromium, ` +
      "the variable OUTRIDER_BROWSER names another Chromium or Chrome",
  );
}

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findBrowser(), args: ARGUMENTS });
