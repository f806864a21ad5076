/**
 * Synapses as lines of text: a presynaptic and a postsynaptic neuron each, in CSV or columns between blanks, with a line of
 * names or without, gzipped or not. Weights and delays are compared with the specification.
 *
 * @module
 */

import { quoted } from "../model/received.ts";
import { GrowingArray } from "../record/growing_array.ts";
import type { ByteSource } from "./byte_source.ts";
import { isSynapseColumn } from "./synapse_columns.ts";
import { linesOf } from "./text_lines.ts";
import { fieldsOf, isRow, layoutOf, type TableLayout } from "./text_table.ts";

/** Synapses that were read. */
export interface EdgeList {
  /** Presynaptic neurons. */
  readonly pre: Uint32Array;
  /** Postsynaptic neurons. */
  readonly post: Uint32Array;
  /** Columns of weights, delays or multiplicities by name. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Names of columns that were not used. */
  readonly unused: readonly string[];
}

/** Usual names of the two ends, in lower case, the clearest first. */
const ENDS = {
  pre: ["pre", "source", "source_id", "source_node_id", "src", "from", "presynaptic", "pre_id", "row", "i"],
  post: ["post", "target", "target_id", "target_node_id", "dst", "tgt", "to", "postsynaptic", "post_id", "col", "j"],
} as const;

/**
 * The synapses in a text.
 * @throws {SyntaxError} where it has no such columns, or a field is no number.
 * @throws {RangeError} where a neuron is not an integer of at least 0.
 */
export function readEdges(source: ByteSource): EdgeList {
  let positions: Positions | undefined, names: string[] = [], separator = ",", isBegun = false;
  const ends = [0, 1].map(() => new GrowingArray((n) => new Uint32Array(n)));
  let others: GrowingArray<Float64Array>[] = [];
  for (const { number, lines } of linesOf(source, "network")) {
    if (positions === undefined) {
      const layout = layoutOf(lines);
      if (layout === undefined) continue;
      positions = positionsIn(layout);
      names = [...layout.names ?? []];
      separator = layout.separator;
      isBegun = layout.header === undefined;
      others = positions.columns.map(() => new GrowingArray((n) => new Float64Array(n)));
    }
    const rows: number[][] = positions.all.map(() => []);
    for (let k = 0; k < lines.length; k++) {
      if (!isRow(lines[k])) continue;
      if (!isBegun) {
        isBegun = true;
        continue;
      }
      const fields = fieldsOf(lines[k], separator);
      positions.all.forEach((position, column) => {
        rows[column].push(numberOf(fields[position] ?? "", number + k, positions!.titles[column]));
      });
    }
    ends.forEach((end, k) => end.append(wholeNumbers(["pre", "post"][k], rows[k])));
    others.forEach((other, k) => other.append(rows[k + 2]));
  }
  if (positions === undefined) throw missing("pre", "");
  const { pre, post, columns } = positions;
  return {
    pre: ends[0].values(),
    post: ends[1].values(),
    columns: Object.fromEntries(columns.map((position, k) => [names[position], others[k].values()])),
    unused: names.filter((_, k) => ![pre, post, ...columns].includes(k)),
  };
}

/** Places of the columns. */
interface Positions {
  readonly pre: number;
  readonly post: number;
  /** Columns of weights, delays or multiplicities. */
  readonly columns: readonly number[];
  /** All of them, and what they are called. */
  readonly all: readonly number[];
  readonly titles: readonly string[];
}

function positionsIn({ names, header = "", columns: width }: TableLayout): Positions {
  if (names === undefined) {
    if (width !== 2) {
      throw new SyntaxError(
        `Cannot read network: two columns, pre and post, are required where columns have no names, received ${width}`,
      );
    }
    return { pre: 0, post: 1, columns: [], all: [0, 1], titles: ["pre", "post"] };
  }
  const plain = names.map((name) => name.toLowerCase());
  const [pre, post] = (["pre", "post"] as const).map((end) => {
    const name = ENDS[end].find((name) => plain.includes(name));
    if (name === undefined) throw missing(end, header);
    return plain.indexOf(name);
  });
  const columns = names.map((_, k) => k).filter((k) => k !== pre && k !== post && isSynapseColumn(names[k]));
  return { pre, post, columns, all: [pre, post, ...columns], titles: ["pre", "post", ...columns.map((k) => names[k])] };
}

function missing(name: string, header: string): SyntaxError {
  return new SyntaxError(`Cannot read network: synapses must have a column ${name}, received ${quoted(header)}`);
}

function numberOf(field: string, line: number, title: string): number {
  const value = Number(field);
  if (field !== "" && !Number.isNaN(value)) return value;
  throw new SyntaxError(
    `Cannot read network: synapses must have a number as ${title} in line ${line}, received ${quoted(field)}`,
  );
}

function wholeNumbers(name: string, values: readonly number[]): Uint32Array {
  const integers = Uint32Array.from(values);
  const wrong = integers.findIndex((integer, k) => integer !== values[k]);
  if (wrong < 0) return integers;
  throw new RangeError(`Cannot read network: ${name} must be integers of at least 0, received ${values[wrong]}`);
}
