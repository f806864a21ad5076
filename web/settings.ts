/**
 * Everything that a link says: the network, how it is simulated, and what of it is looked at.
 *
 * @module
 */

import type { LiveEvent } from "./live_event.ts";
import { cobaHh, DEFAULT_METHOD, type NetworkSpec } from "../model/mod.ts";

/** Settings of the page. */
export interface Settings {
  /** The network. */
  readonly spec: NetworkSpec;
  /** Integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Threads asked for. */
  readonly threads: number;
  /** Time at which the simulation stops by itself [ms]; it goes on where it is left out. */
  readonly stop?: number;
  /** Simulated time per wall time [1]; Infinity is as fast as it can. */
  readonly speed: number;
  /** Width of the raster [ms]. */
  readonly window: number;
  /** The neuron whose traces are shown. */
  readonly neuron: number;
  /** What is done to the networks while they run, in order of time. */
  readonly then?: readonly LiveEvent[];
  /** The second network: the first with one setting changed, by its name and text. */
  readonly versus?: { readonly name: string; readonly text: string };
}

/** Speeds that the page offers, with their names. */
export const SPEEDS: readonly { readonly speed: number; readonly label: string }[] = [
  { speed: Infinity, label: "as fast as it can" },
  { speed: 1, label: "real time" },
  { speed: 0.1, label: "slow motion, 1/10" },
  { speed: 0.01, label: "slow motion, 1/100" },
];

/** Widths of the raster that the page offers [ms]. */
export const WINDOWS: readonly number[] = [50, 100, 200, 500, 1000, 2000];

/** Settings of an empty link. */
export const DEFAULTS: Settings = {
  spec: cobaHh(),
  method: DEFAULT_METHOD,
  dt: 0.1,
  threads: 1,
  speed: 1,
  window: 500,
  neuron: 13, // it fires in every published version; many of the first do not
};
