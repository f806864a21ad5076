/**
 * Spikes as lines of text: CSV, tab-separated, or columns between blanks, with a line of names or without.
 *
 * What this library writes itself is `time_ms,neuron,population`; NEST's recordings (`sender<tab>time_ms` after lines that
 * begin with #) and NEURON's (`time gid`) are read as well.
 *
 * @module
 */

import { quoted, received } from "../model/received.ts";
import {
  bareName,
  type ColumnOptions,
  NEURON_NAMES,
  TIME_NAMES,
  timesFromColumns,
  unitInName,
} from "./spike_columns.ts";
import type { SpikeTimes } from "./spike_times.ts";

/** How the text is laid out. */
export interface CsvOptions extends ColumnOptions {
  /** What separates columns; " " is any run of blanks. Found out from the first line where it is left out. */
  readonly separator?: string;
  /** Whether the first line has the names of the columns; found out where it is left out. */
  readonly header?: boolean;
}

/** Separators that are looked for, in this order. */
const SEPARATORS = [",", ";", "\t"];

/**
 * Spike times from text. Empty lines, and lines that begin with #, are skipped. Without a line of names the first column
 * is the time and the second the neuron, where `time` and `neuron` do not say otherwise.
 *
 * @example NEURON's lines, indices from 1
 * ```ts
 * import { spikeTimesFromCsv } from "@cobahh/cobahh/interchange";
 *
 * const { time, neuron } = spikeTimesFromCsv("38.9 1\n113.7 2\n", { firstIndex: 1 });
 * console.log(time, neuron); // [38.9, 113.7] [0, 1]
 * ```
 * @throws {SyntaxError} where the text has no such columns, or a field is no number.
 * @throws {RangeError} where a value is no time or no neuron.
 */
export function spikeTimesFromCsv(text: string, options: CsvOptions = {}): SpikeTimes {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  if (lines.length === 0) return timesFromColumns([], [], options);
  const separator = options.separator ?? SEPARATORS.find((separator) => lines[0].line.includes(separator)) ?? " ";
  const fields = (line: string) =>
    separator === " " ? line.trim().split(/\s+/) : line.split(separator).map((field) => unquoted(field.trim()));
  const first = fields(lines[0].line);
  const hasHeader = options.header ?? first.some((field) => Number.isNaN(Number(field)));
  const names = hasHeader ? first : undefined;
  const timeColumn = columnOf("time", options.time, names, TIME_NAMES, first.length);
  const neuronColumn = columnOf("neuron", options.neuron, names, NEURON_NAMES, first.length);
  if (timeColumn === neuronColumn) {
    throw new SyntaxError(
      `Cannot read spikes: time and neuron must be two columns, received column ${timeColumn} twice`,
    );
  }
  const rows = lines.slice(hasHeader ? 1 : 0);
  const time = new Float64Array(rows.length), neuron = new Float64Array(rows.length);
  rows.forEach(({ line, number }, k) => {
    const row = fields(line);
    time[k] = numberIn(row, timeColumn, number, "time");
    neuron[k] = numberIn(row, neuronColumn, number, "neuron");
  });
  return timesFromColumns(time, neuron, options, names === undefined ? undefined : unitInName(names[timeColumn]));
}

/** Spike times as text with a line of names: time [ms] and neuron. */
export function spikeTimesToCsv({ time, neuron }: SpikeTimes): string {
  const lines = ["time_ms,neuron"];
  for (let k = 0; k < time.length; k++) lines.push(`${time[k]},${neuron[k]}`);
  return lines.join("\n") + "\n";
}

function unquoted(field: string): string {
  return /^".*"$/.test(field) ? field.slice(1, -1) : field;
}

/** The position of a column. */
function columnOf(
  what: "time" | "neuron",
  asked: string | number | undefined,
  names: readonly string[] | undefined,
  usual: readonly string[],
  columns: number,
): number {
  if (asked === undefined && names === undefined && columns >= 2) return what === "time" ? 0 : 1;
  const position = typeof asked === "string" && /^\d+$/.test(asked) && !names?.includes(asked) ? Number(asked) : asked;
  if (typeof position === "number" && Number.isInteger(position) && position >= 0 && position < columns) {
    return position;
  }
  const found = typeof position === "string"
    ? names?.indexOf(position) ?? -1
    : position === undefined
    ? names?.findIndex((name) => usual.includes(bareName(name))) ?? -1
    : -1;
  if (found >= 0) return found;
  const has = names === undefined ? `${columns} columns without names` : `the columns ${names.join(", ")}`;
  const required = asked === undefined ? `one of ${usual.join(", ")}` : received(asked);
  throw new SyntaxError(`Cannot read spikes: a ${what} column, ${required}, is required, received ${has}`);
}

function numberIn(row: readonly string[], column: number, line: number, what: string): number {
  const field = row[column] ?? "";
  const value = Number(field);
  if (field !== "" && Number.isFinite(value)) return value;
  throw new SyntaxError(
    `Cannot read spikes: line ${line} must have a number as ${what}, received ${quoted(field)}`,
  );
}
