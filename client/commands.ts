// SPDX-License-Identifier: Apache-2.0

// A tool with several commands, each on a node.

import { type Outrider, reachOutrider } from "./chain.ts";
import { type Answer, parse, printAnswer, run } from "./command-line.ts";
import { SIGNER_OPTIONS } from "./secrets.ts";
import { FINAL_SECONDS } from "./submit.ts";

/** The longest time of a command, in seconds. Most of it is waiting for finality. */
const TASK_SECONDS = FINAL_SECONDS + 60;

const TEXT = { type: "string" } as const;

/** What all tools take, and what some of their commands take. */
const OPTIONS = {
  url: { type: "string", default: "ws://127.0.0.1:9944" },
  ...SIGNER_OPTIONS,
  for: TEXT,
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** What a tool may take besides. */
const MORE = { sequencer: TEXT, fee: TEXT, expires: TEXT, count: TEXT, wait: TEXT } as const;
type More = keyof typeof MORE;

/** The options that not every command takes. */
type Own = keyof typeof SIGNER_OPTIONS | "for" | More;
export type Options = Partial<Record<Own, string>>;

/** What a command answers, and why it has not done all that it was asked to do. The tool prints the answer, and then fails. */
export interface Outcome extends Answer {
  failure?: Error | undefined;
}

/** The node's address, and how answers are printed. */
export interface Setting {
  url: string;
  json: boolean;
}

/** A command with its arguments, ready to run on a node. */
export type Task = (chain: Outrider, setting: Setting) => Promise<Outcome>;

export interface Command {
  arguments: string[];
  options: Own[];
  /** The longest time of the command beyond that of all commands, in seconds. `Infinity`: it runs until a signal ends it. */
  longer?(options: Options): number;
  /** Reads arguments and options, before the tool connects to a node. */
  read(given: string[], options: Options): Task | Promise<Task>;
}

export interface Tool {
  /** The tool's name in `scripts/`. */
  name: string;
  usage: string;
  /** The options of its commands that not every tool has. */
  options?: More[];
  commands: Record<string, Command>;
}

function commandOf({ name: tool, commands }: Tool, name: string | undefined): Command {
  const known = `known: ${Object.keys(commands).join(", ")}; \`scripts/${tool} --help\` says more`;
  if (name === undefined) throw new Error(`no command; ${known}`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Error(`unknown command \`${name}\`; ${known}`);
  return command;
}

function read(command: Command, name: string, given: string[], options: Options): Task | Promise<Task> {
  if (given.length !== command.arguments.length) {
    // The message does not repeat the arguments: they may be a phrase without quotes.
    const wanted = command.arguments.join(" ") || "no arguments";
    throw new Error(`\`${name}\` takes ${wanted}, and ${given.length} arguments were given; a phrase goes into quotes`);
  }
  for (const option of ["suri", "suri-file", "for", ...(Object.keys(MORE) as More[])] as const) {
    if (options[option] === undefined || command.options.includes(option)) continue;
    throw new Error(`\`${name}\` takes no --${option}`);
  }
  return command.read(given, options);
}

/** The options of a tool. The type has those of all tools: one that this tool does not have is never given. */
const optionsOf = ({ options = [] }: Tool) => ({
  ...OPTIONS,
  ...(Object.fromEntries(options.map((name) => [name, MORE[name]])) as typeof MORE),
});

/** Fails after so many seconds, with the node's address. */
const tooLate = (seconds: number, url: string): Promise<never> =>
  new Promise((_, rejected) => {
    if (seconds === Infinity) return;
    const error = new Error(`gave up after ${seconds} s: ${url} stopped answering, or makes no blocks`);
    setTimeout(() => rejected(error), seconds * 1_000);
  });

/** Runs a tool by its command line, and ends the process. */
export function runTool(tool: Tool): void {
  run(async () => {
    const { values, positionals } = parse({ options: optionsOf(tool), allowPositionals: true });
    if (values.help) return console.log(tool.usage);
    const [name, ...given] = positionals;
    const command = commandOf(tool, name);
    const task = await read(command, name!, given, values);
    const chain = await reachOutrider(values.url);
    const seconds = TASK_SECONDS + (command.longer?.(values) ?? 0);
    try {
      const outcome = await Promise.race([task(chain, values), tooLate(seconds, values.url)]);
      printAnswer(outcome, values.json);
      if (outcome.failure) throw outcome.failure;
    } finally {
      chain.client.destroy();
    }
  });
}
