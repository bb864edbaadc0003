// SPDX-License-Identifier: Apache-2.0

/** Rows with the same number of cells. */
export type Row = (string | number)[];

/** A table with aligned columns, under a title. */
export function tableOf(title: string, rows: Row[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd());
  return `\n${title}\n${lines.join("\n")}`;
}

export function printTable(title: string, rows: Row[]): void {
  console.log(tableOf(title, rows));
}
