/**
 * A column that names the population of each spike, where neurons may be numbered from 0 in each of them.
 *
 * @module
 */

import { quoted } from "../model/received.ts";
import { bareName } from "./spike_columns.ts";

/** Names of such a column. */
const NAMES = ["population", "populations", "pop", "pop_name", "population_name", "group", "type"];

/** Populations that are told apart; more than this are no populations. */
const MOST = 64;

/** The populations in a table. */
export class PopulationColumn {
  /** Position of the column, -1 where there is none. */
  readonly column: number;
  #first: Readonly<Record<string, number>> | undefined;
  /** Neurons that were seen of each population, a bit each; undefined once they need not be told apart. */
  #seen: Map<string, Set<number>> | undefined = new Map();
  #left = new Map<string, number>();

  /** The column among these names; `first` is the first neuron of each population that is read. */
  constructor(
    names: readonly string[] | undefined,
    neuron: number,
    first: Readonly<Record<string, number>> | undefined,
  ) {
    this.column = names?.findIndex((name, k) => k !== neuron && NAMES.includes(bareName(name))) ?? -1;
    this.#first = first;
    if (first === undefined || this.column >= 0) return;
    throw new SyntaxError(
      `Cannot read spikes: a column of populations, one of ${NAMES.slice(0, 3).join(", ")}, is required by the first ` +
        `neurons of populations, received ${
          names === undefined ? "columns without names" : `the columns ${names.join(", ")}`
        }` +
        " (--population has no effect)",
    );
  }

  /** Whether there is one. */
  get isThere(): boolean {
    return this.column >= 0;
  }

  /**
   * What is to be added to the neuron of a row, or undefined where its population is not read.
   * @throws {SyntaxError} where populations count neurons from 0 each, and it was not said where they begin.
   */
  shiftOf(fields: readonly string[], neuron: number, line: number): number | undefined {
    const name = fields[this.column]?.trim() ?? "";
    if (this.#first !== undefined) {
      if (Object.hasOwn(this.#first, name)) {
        this.#left.set(name, -1);
        return this.#first[name];
      }
      const before = this.#left.get(name) ?? 0;
      this.#left.set(name, before + 1);
      return undefined;
    }
    this.#watch(name, neuron, line);
    return 0;
  }

  /** What is to be said of populations that were not read, or that are not there. */
  notes(): string[] {
    if (this.#first === undefined) return [];
    const missing = Object.keys(this.#first).find((name) => !this.#left.has(name));
    const there = [...this.#left.keys()].slice(0, 12).map(quoted).join(", ");
    if (missing !== undefined && this.#left.size > 0) {
      throw new SyntaxError(
        `Cannot read spikes: population must be one of ${there}, received ${quoted(missing)} (--population)`,
      );
    }
    const left = [...this.#left].filter(([, count]) => count > 0);
    return left.map(([name, count]) => `not used: ${count} spikes of the population ${quoted(name)}`);
  }

  /** The same neuron in two populations shows that each is counted from 0. */
  #watch(name: string, neuron: number, line: number): void {
    if (this.#seen === undefined) return;
    let own = this.#seen.get(name);
    if (own === undefined) {
      if (this.#seen.size >= MOST) {
        this.#seen = undefined;
        return;
      }
      this.#seen.set(name, own = new Set());
    }
    if (own.has(neuron)) return;
    own.add(neuron);
    for (const [other, neurons] of this.#seen) {
      if (other === name || !neurons.has(neuron)) continue;
      throw new SyntaxError(
        `Cannot read spikes: with several populations the first neuron of each is required (--population ` +
          `${other}=0,${name}=…), received neuron ${neuron} of both ${quoted(other)} and ${
            quoted(name)
          } up to line ${line}`,
      );
    }
  }
}
