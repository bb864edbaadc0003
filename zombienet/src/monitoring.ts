// SPDX-License-Identifier: Apache-2.0

// Finds the metrics that the files of `monitoring/` use.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { REPOSITORY } from "./network.ts";

const FOLDER = join(REPOSITORY, "monitoring");
export const DASHBOARD_FILES = readdirSync(join(FOLDER, "grafana")).map((name) => join(FOLDER, "grafana", name));
export const RULES_FILE = join(FOLDER, "prometheus/alerts.yml");
export const SCRAPING_FILE = join(FOLDER, "prometheus/prometheus.yml");
export const ALERTMANAGER_FILE = join(FOLDER, "alertmanager/alertmanager.yml");

export interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { h: number; w: number; x: number; y: number };
  targets?: { refId: string; expr: string; datasource: { uid: string } }[];
}

export interface Dashboard {
  title: string;
  uid: string;
  templating: { list: { name: string }[] };
  panels: Panel[];
}

export interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

export interface Scraping {
  rule_files: string[];
  scrape_configs: { job_name: string; static_configs: { targets: string[]; labels: Record<string, string> }[] }[];
}

export const readDashboard = (file: string): Dashboard => JSON.parse(readFileSync(file, "utf8"));

const readYaml = (name: string): unknown => parse(readFileSync(join(FOLDER, "prometheus", name), "utf8"), { strict: true });

export const readRules = (): Rule[] =>
  (readYaml("alerts.yml") as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);

export const readScraping = (): Scraping => readYaml("prometheus.yml") as Scraping;

/** All expressions, each with its place. */
export function expressions(): { where: string; expr: string }[] {
  const panels = DASHBOARD_FILES.flatMap((file) => readDashboard(file).panels).flatMap(({ title, targets }) =>
    (targets ?? []).map(({ expr, refId }) => ({ where: `panel ${title}, ${refId}`, expr })),
  );
  return [...panels, ...readRules().map(({ alert, expr }) => ({ where: `rule ${alert}`, expr }))];
}

/** Whether only a node with one of the options of settlement has the metric. */
export const isOfSettlement = (metric: string): boolean => metric.startsWith("outrider_settlement_");

/** A selector in an expression: a metric, and the conditions on its labels. */
export interface Selector {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
}

function matchersOf(selector: SyntaxNode, text: (node: SyntaxNode) => string): Selector["matchers"] {
  const matchers = selector.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
  return matchers.map((matcher) => {
    const [label, operator, value] = ["LabelName", "MatchOp", "StringLiteral"].map((kind) => text(matcher.getChild(kind)!));
    return { label: label!, operator: operator!, value: JSON.parse(value!) as string };
  });
}

/** Parses an expression. Fails if it is not PromQL. */
export function selectorsOf(expr: string): Selector[] {
  const found: Selector[] = [];
  const text = ({ from, to }: { from: number; to: number }) => expr.slice(from, to);
  const tree = parser.parse(expr);
  tree.iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`no PromQL at \`${expr.slice(Math.max(0, from - 20), to + 10)}\`: ${expr}`);
    },
  });
  tree.iterate({
    enter({ node }) {
      if (node.name !== "VectorSelector") return;
      const name = node.getChild("Identifier");
      if (!name) throw new Error(`a selector without a metric: ${expr}`);
      found.push({ metric: text(name), matchers: matchersOf(node, text) });
    },
  });
  return found;
}

/** The scrape jobs in a selector's conditions. */
export function jobsOf({ metric, matchers }: Selector): string[] {
  const job = matchers.find(({ label }) => label === "job");
  if (!job || !["=", "=~"].includes(job.operator)) throw new Error(`${metric} is asked for without its job`);
  return job.value.split("|");
}

/** Whether a node's metrics contain the metric, with those labels that come from the node. */
export function isThere(metrics: string, { metric, matchers }: Selector): boolean {
  // Prometheus itself adds these labels.
  const own = matchers.filter(({ label }) => label !== "job" && label !== "node");
  return metrics.split("\n").some((line) => {
    const [, name, labels = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    return (
      name === metric &&
      own.every(({ label, operator, value }) => {
        const found = new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels)?.[1] ?? "";
        if (operator === "=") return found === value;
        if (operator === "=~") return new RegExp(`^(?:${value})$`).test(found);
        throw new Error(`can't check ${label}${operator}"${value}"`);
      })
    );
  });
}
