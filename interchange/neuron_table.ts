/**
 * The state of neurons before the first step as a table of text: a line for each neuron in order, and a column for each
 * variable that is given; the potential alone is enough.
 *
 * @module
 */

import type { InitialVariable } from "../model/network.ts";
import { quoted } from "../model/received.ts";
import { GrowingArray } from "../record/growing_array.ts";
import type { ByteSource } from "./byte_source.ts";
import { bareName } from "./spike_columns.ts";
import { linesOf } from "./text_lines.ts";
import { fieldsOf, isNumber, isRow, layoutOf } from "./text_table.ts";

/** Columns of neurons that were read. */
export interface NeuronTable {
  /** Values of each variable that is there. */
  readonly state: { readonly [Variable in InitialVariable]?: Float64Array };
  /** Names of columns that were not used. */
  readonly unused: readonly string[];
}

/** Names of the variables, in lower case. */
const NAMES: Readonly<Record<InitialVariable, readonly string[]>> = {
  v: ["v", "v0", "vm", "v_m", "v_init", "potential", "membrane_potential"],
  m: ["m", "act_m"],
  h: ["h", "inact_h"],
  n: ["n", "act_n"],
  gE: ["ge", "g_e", "g_ex", "g_exc"],
  gI: ["gi", "g_i", "g_in", "g_inh"],
};

/**
 * The state of so many neurons. Neurons are in order; a column `neuron` says so and is checked.
 * @throws {SyntaxError} where no column is a variable, or a field is no number.
 * @throws {RangeError} where there are more or fewer neurons, or they are in another order.
 */
export function readNeurons(source: ByteSource, neurons: number): NeuronTable {
  let positions: Map<InitialVariable | "neuron", number> | undefined, names: readonly string[] = [], separator = ",";
  let isBegun = false, row = 0;
  const values = new Map<InitialVariable | "neuron", GrowingArray<Float64Array>>();
  for (const { number, lines } of linesOf(source, "network")) {
    if (positions === undefined) {
      const layout = layoutOf(lines, { header: !lines.filter(isRow).slice(0, 1).every(isOneNumber) });
      if (layout === undefined) continue;
      ({ separator } = layout);
      names = layout.names ?? ["v"];
      isBegun = layout.names === undefined;
      positions = positionsOf(names);
      for (const variable of positions.keys()) values.set(variable, new GrowingArray((n) => new Float64Array(n)));
    }
    const batch = new Map([...positions.keys()].map((variable) => [variable, [] as number[]]));
    for (let k = 0; k < lines.length; k++) {
      if (!isRow(lines[k])) continue;
      if (!isBegun) {
        isBegun = true;
        continue;
      }
      const fields = fieldsOf(lines[k], separator);
      for (const [variable, position] of positions) {
        const value = numberOf(fields[position] ?? "", number + k, names[position]);
        if (variable === "neuron" && value !== row) throw order(neurons, `${value} in line ${number + k}`);
        batch.get(variable)!.push(value);
      }
      row++;
    }
    for (const [variable, array] of values) array.append(batch.get(variable)!);
  }
  if (row !== neurons) throw order(neurons, `${row} of them`);
  const used = [...positions?.values() ?? []];
  const state = [...values].filter(([variable]) => variable !== "neuron").map((
    [name, array],
  ) => [name, array.values()]);
  return { state: Object.fromEntries(state), unused: names.filter((_, k) => !used.includes(k)) };
}

/** A list of potentials has no line of names. */
function isOneNumber(line: string): boolean {
  return isNumber(line.trim());
}

function positionsOf(names: readonly string[]): Map<InitialVariable | "neuron", number> {
  const bare = names.map(bareName);
  const found = new Map<InitialVariable | "neuron", number>();
  for (const [variable, known] of Object.entries(NAMES) as [InitialVariable, readonly string[]][]) {
    const position = bare.findIndex((name) => known.includes(name));
    if (position >= 0) found.set(variable, position);
  }
  if (found.size === 0) {
    throw new SyntaxError(
      `Cannot read network: neurons must have a column of ${Object.keys(NAMES).join(", ")}, received ${
        quoted(names.join(","))
      }`,
    );
  }
  const neuron = bare.findIndex((name) => ["neuron", "neuron_id", "node_id", "id", "i", "index", "gid"].includes(name));
  if (neuron >= 0) found.set("neuron", neuron);
  return found;
}

function numberOf(field: string, line: number, title: string): number {
  if (isNumber(field) || field === "NaN") return Number(field);
  throw new SyntaxError(
    `Cannot read network: neurons must have a number as ${title} in line ${line}, received ${quoted(field)}`,
  );
}

function order(neurons: number, received: string): RangeError {
  return new RangeError(
    `Cannot read network: neurons must be 0 to ${neurons - 1} in order, received ${received} (--scale, --spec)`,
  );
}
