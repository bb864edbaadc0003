// SPDX-License-Identifier: Apache-2.0

// Dashboards and rules, as far as no node is needed. A test on a network shows that their metrics exist.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import {
  DASHBOARD_FILES,
  expressions,
  isThere,
  jobsOf,
  readDashboard,
  readRules,
  readScraping,
  selectorsOf,
} from "../../zombienet/src/monitoring.ts";
import { REPOSITORY } from "../../zombienet/src/network.ts";

const COLUMNS = 24;
/** The dashboards by their names. */
const DASHBOARDS = DASHBOARD_FILES.map((file): [string, string] => [basename(file), file]);

it("every expression is PromQL, and names the scrape job of each metric", () => {
  const known = readScraping().scrape_configs.map(({ job_name }) => job_name);
  for (const { where, expr } of expressions()) {
    const selectors = selectorsOf(expr);
    expect(selectors.length, where).toBeGreaterThan(0);
    for (const selector of selectors) {
      for (const job of jobsOf(selector)) expect(known, where).toContain(job);
    }
  }
});

it("an expression is parsed to its selectors", () => {
  const expr = 'histogram_quantile(0.5, sum by (le) (rate(a_bucket{job="x", stage=~"b|c"}[5m]))) > on (le) up{job="x"}';
  expect(selectorsOf(expr)).toEqual([
    {
      metric: "a_bucket",
      matchers: [
        { label: "job", operator: "=", value: "x" },
        { label: "stage", operator: "=~", value: "b|c" },
      ],
    },
    { metric: "up", matchers: [{ label: "job", operator: "=", value: "x" }] },
  ]);
  for (const bad of ["rate(a[5m)", "sum by (a", "a >", 'a{b="c}', "a b"]) expect(() => selectorsOf(bad)).toThrow("no PromQL at");
  expect(() => jobsOf(selectorsOf("a")[0]!)).toThrow("a is asked for without its job");
});

it("a metric is there only with its labels", () => {
  const metrics = '# TYPE a gauge\na{status="best",chain="x"} 4\nab 3\n';
  const there = (expr: string) => isThere(metrics, selectorsOf(expr)[0]!);
  expect(there('a{job="j", node="n", status="best"}')).toBe(true);
  expect(there('a{status=~"best|finalized"}')).toBe(true);
  expect(there("ab")).toBe(true);
  for (const expr of ['a{status="final"}', 'a{status=~"bes"}', 'a{us="best"}', "b", "a_bucket"]) expect(there(expr)).toBe(false);
});

it("the dashboards have their own ids and titles", () => {
  expect(DASHBOARDS.map(([name]) => name)).toEqual(["collator.json", "settlement.json"]);
  const dashboards = DASHBOARD_FILES.map(readDashboard);
  for (const of of ["uid", "title"] as const) expect(new Set(dashboards.map((dashboard) => dashboard[of])).size).toBe(dashboards.length);
});

it.each(DASHBOARDS)("the panels of %s have their own ids, say what they show, and lie beside each other", (_, file) => {
  const { panels, templating } = readDashboard(file);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const taken = new Set<string>();
  for (const { title, gridPos } of panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(COLUMNS);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(taken.has(`${x} ${y}`), title).toBe(false);
        taken.add(`${x} ${y}`);
      }
    }
  }
  const variables = templating.list.map(({ name }) => name);
  for (const { title, description, targets } of panels.filter(({ type }) => type !== "row")) {
    expect(description, title).toBeTruthy();
    expect(targets?.length, title).toBeGreaterThan(0);
    for (const target of targets!) {
      expect(target.datasource.uid).toBe("${datasource}");
      const used = [...target.expr.matchAll(/\$(\w+)/g)].map(([, name]) => name);
      for (const name of used) expect(variables, title).toContain(name);
    }
  }
});

/**
 * Python: prints each field of a dashboard that Grafana's schema of dashboards does not have, or has with another
 * value.
 */
const READ_BY_GRAFANA = `
import json, sys
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

def compare(given, read, place):
	if isinstance(given, dict) and isinstance(read, dict):
		for name, value in given.items():
			compare(value, read.get(name), f"{place}.{name}")
	elif isinstance(given, list) and isinstance(read, list) and len(given) == len(read):
		for index, value in enumerate(given):
			compare(value, read[index], f"{place}[{index}]")
	elif given != read:
		print(f"{place}: {given!r}, read as {read!r}")

with open(sys.argv[1]) as file:
	dashboard = json.load(file)
compare(dashboard, json.loads(JSONEncoder().encode(Dashboard.from_json(dashboard))), "dashboard")
`;

it.each(DASHBOARDS)("Grafana's schema of dashboards holds every field of %s", (_, file) => {
  const { status, stdout, stderr } = spawnSync("python3", ["-c", READ_BY_GRAFANA, file], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});

it("each rule has a name of its own, a severity, and what to do", () => {
  const rules = readRules();
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations, for: held } of rules) {
    expect(["critical", "warning"], alert).toContain(labels.severity);
    expect(annotations.summary, alert).toMatch(/\S/);
    expect(annotations.runbook.length, alert).toBeGreaterThan(100);
    if (held !== undefined) expect(held, alert).toMatch(/^\d+[sm]$/);
  }
});

it("the sample of a configuration loads the rules, and gives each target its node", () => {
  const { rule_files, scrape_configs } = readScraping();
  for (const file of rule_files) expect(existsSync(join(REPOSITORY, "monitoring/prometheus", file))).toBe(true);
  for (const { static_configs } of scrape_configs) {
    for (const { targets, labels } of static_configs) {
      expect(targets).toHaveLength(1);
      expect(labels).toHaveProperty("node");
    }
  }
});
