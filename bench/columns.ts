/**
 * Columns that read in a terminal.
 *
 * @module
 */

import type { Spread } from "./sampling.ts";

/** A column of a table: its title, and what it shows of a line. */
export interface Column {
  readonly title: string;
  /** Its width; where it is negative, cells are flush left. */
  readonly width: number;
}

/** The first line of a table. */
export function titles(columns: readonly Column[]): string {
  return row(columns, columns.map(({ title }) => title));
}

/** The verified part of a line, then the reasons instead of figures. */
export function refused(columns: readonly Column[], verified: readonly string[], failures: readonly string[]): string {
  return `${row(columns, verified)}  no speed: ${failures.join("; ")}`;
}

/** Cells in their columns; negative widths are flush left. */
export function row(columns: readonly Column[], cells: readonly string[]): string {
  return cells.map((cell, k) => {
    const { width } = columns[k];
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
  }).join("  ").trimEnd();
}

/** The shortest and, in brackets, the median. */
export function spread({ min, median }: Spread): string {
  return `${significant(min)} (${significant(median)})`;
}

/** A number with three significant digits. */
export function significant(x: number): string {
  return x >= 100 ? grouped(x) : String(Number(x.toPrecision(3)));
}

/** A whole number, its thousands apart. */
export function grouped(x: number): string {
  return Math.round(x).toLocaleString("en-US");
}
