/**
 * Spikes as lines of text: CSV, tab-separated, or columns between blanks, with a line of names or without.
 *
 * This library writes `time_ms,neuron,population`; the files of NEST, NEURON, GeNN, Arbor, bmtk, PyNN and
 * LEMS are read as well (see simulator_files.ts). Text of any length is read in pieces.
 *
 * @module
 */

import { quoted, received } from "../model/received.ts";
import { type ByteSource, sourceOf } from "./byte_source.ts";
import { guessColumns } from "./column_guess.ts";
import { rangesIn, recordedIn, recordedWords } from "./recorded_ids.ts";
import { SIMULATOR_FILES, type SimulatorName, simulatorOf, simulatorWords } from "./simulator_files.ts";
import {
  bareName,
  type ColumnOptions,
  NEURON_NAMES,
  sampledNames,
  SpikeCollector,
  TIME_NAMES,
  usualName,
} from "./spike_columns.ts";
import type { SpikeTimes } from "./spike_times.ts";
import { PopulationColumn } from "./spike_populations.ts";
import { linesOf } from "./text_lines.ts";
import { fieldsOf, isRow, layoutOf, type LayoutOptions, numberIn, type TableLayout } from "./text_table.ts";
import { msPer, timeUnitOf } from "./time_units.ts";

/**
 * Layout of the text.
 *
 * @category Spike files
 */
export interface CsvOptions extends ColumnOptions, LayoutOptions {}

/** Spikes that were read, and what is to be said of how. */
export interface ReadSpikes {
  /** The spikes. */
  readonly times: SpikeTimes;
  /** What was found out, and what is there and was not used, in sentences. */
  readonly notes: readonly string[];
  /** The program that has written the file, as it was told or as its bytes show. */
  readonly from?: SimulatorName;
  /** The neurons that were recorded, ascending, where the file says so. */
  readonly recorded?: Uint32Array;
}

/** Rows by which columns without names are told. */
const SAMPLE = 2000;

/**
 * Spike times from text. Empty lines, and lines that begin with # or %, are skipped. Columns without names are told by their
 * values, where `time` and `neuron` do not say which they are.
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
 * @category Spike files
 */
export function spikeTimesFromCsv(text: string, options: CsvOptions = {}): SpikeTimes {
  return spikesFromText(sourceOf(new TextEncoder().encode(text)), options).times;
}

/** The same from the bytes of a text, which may be gzipped and of any length. */
export function spikesFromText(source: ByteSource, options: CsvOptions = {}): ReadSpikes {
  let reader: RowReader | undefined;
  for (const { number, lines } of linesOf(source)) {
    if (reader === undefined) {
      const layout = layoutOf(lines, options);
      if (layout === undefined) continue;
      reader = new RowReader(layout, lines, options);
    }
    reader.push(lines, number);
  }
  if (reader !== undefined) return reader.finish();
  return { times: new SpikeCollector(options).spikes(), notes: [] };
}

/** Reads the rows of a table. */
class RowReader {
  #layout: TableLayout;
  #time: number;
  #neuron: number;
  #offset: number | undefined;
  #populations: PopulationColumn;
  #collector: SpikeCollector;
  #notes: string[] = [];
  #from: SimulatorName | undefined;
  #isBegun = false;
  #firstIndex: number;
  #dt: number | undefined;

  constructor(layout: TableLayout, lines: readonly string[], options: CsvOptions) {
    const { names } = layout;
    this.#layout = layout;
    const shown = simulatorOf(layout.comments, layout.header);
    this.#from = options.from ?? shown;
    const file = this.#from === undefined ? undefined : SIMULATOR_FILES[this.#from];
    this.#requireSpikes(names ?? []);
    ({ time: this.#time, neuron: this.#neuron } = columnsOf(layout, lines, options, file?.columns));
    const unit = names === undefined ? undefined : options.unit ?? timeUnitOf(names[this.#time]);
    const firstIndex = options.firstIndex ??
      this.#firstIndexOf(lines, file?.firstIndex ?? 0, options.from !== undefined);
    this.#firstIndex = firstIndex;
    this.#collector = new SpikeCollector({ ...options, firstIndex }, unit ?? file?.unit);
    // NEST's times in steps lack a part of a step, which is to be subtracted [ms].
    const offset = names?.findIndex((name) => bareName(name) === "time_offset") ?? -1;
    if (offset >= 0) {
      this.#offset = offset;
      this.#dt = msPer("steps", options.dt);
    }
    this.#populations = new PopulationColumn(names, this.#neuron, options.populations);
    if (this.#from !== undefined) this.#notes.push(simulatorWords(this.#from));
    this.#noteColumns(names);
  }

  /** Reads lines, of which the first has this number. */
  push(lines: readonly string[], number: number): void {
    const { separator, header } = this.#layout;
    const time: number[] = [], neuron: number[] = [];
    const hasPopulations = this.#populations.isThere;
    for (let k = 0; k < lines.length; k++) {
      const line = lines[k];
      if (!isRow(line)) continue;
      if (!this.#isBegun) {
        this.#isBegun = true;
        if (header !== undefined) continue;
      }
      // Fields without quotation marks are the usual case.
      const isPlain = separator !== " " && !line.includes('"') && !line.includes("'");
      const fields = isPlain ? line.split(separator) : fieldsOf(line, separator);
      const at = numberIn(fields[this.#time]?.trim(), number + k, "time");
      const of = numberIn(fields[this.#neuron]?.trim(), number + k, "neuron");
      if (hasPopulations) {
        const shift = this.#populations.shiftOf(fields, of, number + k);
        if (shift === undefined) continue;
        neuron.push(of + shift);
      } else neuron.push(of);
      const late = this.#offset === undefined
        ? 0
        : numberIn(fieldsOf(line, separator)[this.#offset], number + k, "offset");
      time.push(this.#dt === undefined ? at : at - late / this.#dt);
    }
    this.#collector.push(time, neuron);
  }

  /** The spikes. */
  finish(): ReadSpikes {
    const times = this.#collector.spikes();
    const recorded = this.#populations.isThere
      ? undefined
      : recordedIn(rangesIn(this.#layout.comments), times, this.#firstIndex);
    const said = recorded === undefined ? [] : [recordedWords(recorded)];
    return {
      times,
      notes: [...this.#notes, ...this.#populations.notes(), ...said],
      ...(this.#from === undefined ? {} : { from: this.#from }),
      ...(recorded && { recorded }),
    };
  }

  /** NEST counts from 1; where a neuron 0 is there, somebody has counted again. */
  #firstIndexOf(lines: readonly string[], usual: number, isAsked: boolean): number {
    if (usual === 0 || isAsked) return usual;
    const ids = lines.filter(isRow).map((line) => fieldsOf(line, this.#layout.separator)[this.#neuron]);
    if (!ids.some((id) => id !== undefined && id !== "" && Number(id) === 0)) return usual;
    this.#notes.push("ids are from 0 on, where the program that has written the file counts from 1");
    return 0;
  }

  #requireSpikes(names: readonly string[]): void {
    const sampled = sampledNames(names);
    if (sampled.length === 0) return;
    throw new SyntaxError(
      `Cannot read spikes: times of spikes are required, received samples of ${
        sampled.slice(0, 5).map(quoted).join(", ")
      }, ` +
        "as a multimeter or a state monitor records them",
    );
  }

  #noteColumns(names: readonly string[] | undefined): void {
    const used = [this.#time, this.#neuron, this.#offset, this.#populations.column];
    if (names === undefined) {
      const { columns } = this.#layout;
      if (columns > 2 && this.#from === undefined) {
        this.#notes.push(
          `of ${columns} columns without names, ${this.#time} was read as time and ${this.#neuron} as neuron`,
        );
      } else if (this.#time > this.#neuron && this.#from === undefined) {
        this.#notes.push("the first column was read as neurons and the second as times, as their values show");
      }
      return;
    }
    const unused = names.filter((name, k) => !used.includes(k) && name !== "" && !/^unnamed/i.test(name));
    if (unused.length > 0) this.#notes.push(`not used: the columns ${unused.slice(0, 8).map(quoted).join(", ")}`);
  }
}

function columnsOf(
  layout: TableLayout,
  lines: readonly string[],
  options: CsvOptions,
  usual: { readonly time: number; readonly neuron: number } | undefined,
): { time: number; neuron: number } {
  const { names, columns, separator } = layout;
  const found = { time: -1, neuron: -1 };
  for (const [what, known] of [["time", TIME_NAMES], ["neuron", NEURON_NAMES]] as const) {
    const asked = options[what];
    if (asked !== undefined) found[what] = positionOf(what, asked, names, columns);
    else if (names !== undefined) found[what] = named(what, names, known);
  }
  if (names === undefined && (found.time < 0 || found.neuron < 0)) {
    if (columns < 2) throw missing("time", `one of ${TIME_NAMES.slice(0, 5).join(", ")}`, names, columns);
    const both = usual !== undefined && Math.max(usual.time, usual.neuron) < columns ? usual : undefined;
    const rows = lines.filter(isRow).slice(0, SAMPLE).map((line) =>
      fieldsOf(line, separator).map((field) => field === "" ? NaN : Number(field))
    );
    const guess = both ??
      (columns === 2 && (found.time >= 0 || found.neuron >= 0)
        ? other(found, columns)
        : guessColumns(rows, options.neurons));
    if ("unclear" in guess) {
      throw new SyntaxError(
        `Cannot read spikes: which column is the time is unclear: ${guess.unclear} (say --time 0 --neuron 1, or --time 1 ` +
          "--neuron 0)",
      );
    }
    if (found.time < 0) found.time = guess.time;
    if (found.neuron < 0) found.neuron = guess.neuron;
  }
  if (found.time !== found.neuron) return found;
  throw new SyntaxError(
    `Cannot read spikes: time and neuron must be two columns, received column ${found.time} twice`,
  );
}

/** Of two columns the one that was not asked for. */
function other({ time, neuron }: { time: number; neuron: number }, columns: number): { time: number; neuron: number } {
  const left = columns === 2 ? 1 - Math.max(time, neuron) : -1;
  return { time: time < 0 ? left : time, neuron: neuron < 0 ? left : neuron };
}

function named(what: string, names: readonly string[], known: readonly string[]): number {
  const name = usualName(names, known);
  if (name !== undefined) return names.indexOf(name);
  throw missing(what, `one of ${known.slice(0, 6).join(", ")}, …`, names, names.length);
}

/** The position of a column that was asked for by its name or its position. */
function positionOf(
  what: string,
  asked: string | number,
  names: readonly string[] | undefined,
  columns: number,
): number {
  const isPosition = typeof asked === "number" || (/^\d+$/.test(asked) && !names?.includes(asked));
  const position = isPosition ? Number(asked) : names?.indexOf(asked as string) ?? -1;
  if (Number.isInteger(position) && position >= 0 && position < columns) return position;
  throw missing(what, received(asked), names, columns);
}

function missing(what: string, required: string, names: readonly string[] | undefined, columns: number): SyntaxError {
  const has = names === undefined
    ? `${columns} columns without names`
    : `the columns ${names.slice(0, 12).map((name) => quoted(name).slice(1, -1)).join(", ")}`;
  return new SyntaxError(
    `Cannot read spikes: a ${what} column, ${required}, is required, received ${has} (--${what} NAME or POSITION)`,
  );
}

/**
 * Spike times as text with a line of names: time [ms] and neuron.
 *
 * @category Spike files
 */
export function spikeTimesToCsv({ time, neuron }: SpikeTimes): string {
  const lines = ["time_ms,neuron"];
  for (let k = 0; k < time.length; k++) lines.push(`${time[k]},${neuron[k]}`);
  return lines.join("\n") + "\n";
}
