/**
 * Tables in Markdown.
 *
 * @module
 */

/** A table: its head, then its rows. */
export type Table = readonly (readonly string[])[];

/** The lines of a table in Markdown, its columns aligned. */
export function markdown(cells: Table): string[] {
  const widths = cells[0].map((_, c) => Math.max(3, ...cells.map((row) => row[c].length)));
  const row = (texts: readonly string[]) => `| ${texts.map((text, c) => text.padEnd(widths[c])).join(" | ")} |`;
  return [row(cells[0]), row(widths.map((width) => "-".repeat(width))), ...cells.slice(1).map(row)];
}
