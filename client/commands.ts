// SPDX-License-Identifier: Apache-2.0

// A tool with several commands, each on a node.

import { type Outrider, reachOutrider } from "./chain.ts";
import { type Answer, parse, printAnswer, run } from "./command-line.ts";
import { SIGNER_OPTIONS } from "./secrets.ts";
import { FINAL_SECONDS } from "./submit.ts";

/** The longest time of a command, in seconds. Most of it is waiting for finality. */
const TASK_SECONDS = FINAL_SECONDS + 60;

/** What all tools take, and what some of their commands take. */
const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  ...SIGNER_OPTIONS,
  for: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** The options that not every command takes. */
export interface Options {
  suri?: string | undefined;
  "suri-file"?: string | undefined;
  for?: string | undefined;
}

/** A command with its arguments, ready to run on a node. */
export type Task = (chain: Outrider) => Promise<Answer>;

export interface Command {
  arguments: string[];
  options: (keyof Options)[];
  /** Reads arguments and options, before the tool connects to a node. */
  read(given: string[], options: Options): Task | Promise<Task>;
}

export interface Tool {
  /** The tool's name in `scripts/`. */
  name: string;
  usage: string;
  commands: Record<string, Command>;
}

function read({ name: tool, commands }: Tool, name: string | undefined, given: string[], options: Options): Task | Promise<Task> {
  const known = `known: ${Object.keys(commands).join(", ")}; \`scripts/${tool} --help\` says more`;
  if (name === undefined) throw new Error(`no command; ${known}`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Error(`unknown command \`${name}\`; ${known}`);
  if (given.length !== command.arguments.length) {
    // The message does not repeat the arguments: they may be a phrase without quotes.
    const wanted = command.arguments.join(" ") || "no arguments";
    throw new Error(`\`${name}\` takes ${wanted}, and ${given.length} arguments were given; a phrase goes into quotes`);
  }
  for (const option of ["suri", "suri-file", "for"] as const) {
    if (options[option] === undefined || command.options.includes(option)) continue;
    throw new Error(`\`${name}\` takes no --${option}`);
  }
  return command.read(given, options);
}

/** Runs a tool by its command line, and ends the process. */
export function runTool(tool: Tool): void {
  run(async () => {
    const { values, positionals } = parse({ options: OPTIONS, allowPositionals: true });
    if (values.help) return console.log(tool.usage);
    const [name, ...given] = positionals;
    const task = await read(tool, name, given, values);
    const chain = await reachOutrider(values.url);
    const tooLate = new Promise<never>((_, rejected) => {
      const error = new Error(`gave up after ${TASK_SECONDS} s: ${values.url} stopped answering, or makes no blocks`);
      setTimeout(() => rejected(error), TASK_SECONDS * 1_000);
    });
    try {
      printAnswer(await Promise.race([task(chain), tooLate]), values.json);
    } finally {
      chain.client.destroy();
    }
  });
}
