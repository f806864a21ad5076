/**
 * The C header of the native engine: names and numbers of engine/layout.ts and its neighbours. It depends on nothing else: what
 * a specification says goes into memory as numbers.
 *
 * @module
 */

import { ACTIVE_ADDRESS, CHUNK_NEURONS } from "../engine/active_cells.ts";
import { LATE, SHARES } from "../engine/late_spikes.ts";
import {
  CACHE_LINE,
  CONSTANTS,
  FIRST_FACTOR,
  FIRSTS_ADDRESS,
  LOST_BIT,
  SECOND_FACTOR,
  SETTINGS,
  SHARED_COUNTS_ADDRESS,
  SHARED_LIST_BYTES,
  TABLE_ADDRESS,
  TABLE_BYTES,
  WATCH_SETTINGS,
  WEYL,
} from "../engine/layout.ts";
import { PART, PROCEDURAL } from "../engine/procedural_layout.ts";
import { SUB_STEPS } from "../model/methods.ts";

/** Canonical names of the methods. */
export const METHODS = ["exp_auto", "staggered", "substepped", "substepped_interpolated", "implicit_euler"] as const;

/** Update kernels of exponential Euler, by what the fast engine's names for them say besides the spike rule. */
export const KERNELS = ["before_frozen", "before_linear", "after_frozen", "after_linear"] as const;

/** Spike rules, as the fast engine names them. */
export const RULES = ["crossing", "refractoryCrossing", "above", "peak"] as const;

/** Delivery kernels, as the fast engine names them. */
export const FORMATS = [
  "u16",
  "gaps8",
  "gaps16",
  "drawn",
  "drawn_others",
  "drawn_repeats",
  "drawn_repeats_others",
  "dealt",
] as const;

/** Settings that the fast engine's loops do not have in memory, or do not have. */
const OWN_SETTINGS = [
  "groups", // blocks of LANES neurons
  "kernel", // number of the update kernel, of exponential Euler
  "rule", // of the spike rule
  "format", // of the delivery kernel
  "step", // steps that have been done
  "pendingEnd", // address after the list of pending spikes
  "event", // address of the next external event
  "eventEnd", // address after the last one
  "isLost", // whether the last run ended because a potential is newly not finite
] as const;

/** Name of a setting. */
export type NativeSetting = typeof SETTINGS[number] | typeof WATCH_SETTINGS[number] | typeof OWN_SETTINGS[number];

/** Settings of a thread, in the order of their words in its memory: those of the fast engine, and the loop's own. */
export const NATIVE_SETTINGS: readonly NativeSetting[] = [
  ...SETTINGS,
  ...WATCH_SETTINGS,
  ...OWN_SETTINGS,
];

/** Address of the settings: behind the constants, before the first neurons of threads. */
export const SETTINGS_ADDRESS = 2048;

function numbered(prefix: string, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name, k) => [`${prefix}_${name}`, k]));
}

function prefixed(prefix: string, numbers: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [`${prefix}_${name}`, number]));
}

/** Text of the header. */
export function layoutHeader(): string {
  const numbers: Record<string, number> = {
    ...numbered("CONSTANT", CONSTANTS),
    ...numbered("SETTING", NATIVE_SETTINGS),
    ...numbered("METHOD", METHODS),
    ...numbered("KERNEL", KERNELS),
    ...numbered("RULE", RULES),
    ...numbered("FORMAT", FORMATS),
    ...prefixed("LATE", LATE),
    ...prefixed("PROCEDURAL", PROCEDURAL),
    ...prefixed("PART", PART),
    ACTIVE_ADDRESS,
    CACHE_LINE,
    CHUNK_NEURONS,
    FIRST_FACTOR,
    FIRSTS_ADDRESS,
    LOST_BIT,
    SECOND_FACTOR,
    SETTINGS_ADDRESS,
    SHARED_COUNTS_ADDRESS,
    SHARED_LIST_BYTES,
    SHARES,
    SUB_STEPS,
    TABLE_ADDRESS,
    TABLE_BYTES,
    WEYL,
  };
  return Object.entries(numbers).map(([name, number]) => `#define ${name} ${number}${number > 0x7fffffff ? "u" : ""}\n`)
    .join("");
}
