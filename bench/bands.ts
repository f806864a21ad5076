/**
 * The firing rate that a network must have, where it has been published.
 *
 * Sources:
 * - Brian 2 2.5.1, float64, exponential Euler, dt 0.1 ms, 10 networks, 500–5500 ms: 37.14 ± 1.70 Hz with Brian's initial
 *   state, 37.29 ± 1.93 Hz with BrainPy's; 5 networks of fixed in-degree: 25.99 ± 0.49 Hz.
 * - BrainPy 2.4.4, float64, the notebook's three implementations, 20 and 40 networks, 50–100 ms: 38.0 ± 4.1, 36.8 ± 4.8 and
 *   35.1 ± 4.8 Hz; at scale 0.5 (weights / scale) about 70, 66 and 64 Hz.
 * - Referee 3 of eLife 86365, probability kept and weights / scale: 37.08 ± 0.88 Hz at 4000 neurons, then 17.57 (8000), 3.61
 *   (16,000), 3.11, 2.83, 2.73 (40,000), 2.53 (60,000), 2.55, 2.65 Hz (120,000).
 *
 * All of these step exponential Euler at 0.1 ms, which fires too rarely. Accurate methods at 0.1 ms, by an independent C
 * program in float64, 12 networks as Brian 2 makes them, 500–7500 ms: staggered 43.58, sub-stepped 44.40, sub-stepped with
 * interpolated spike times 44.60 Hz; the standard deviation over networks is 3.5 Hz.
 *
 * @module
 */

import { methodOf, type NetworkSpec } from "../mod.ts";

/** Rates that are right. */
export interface Band {
  /** Lowest rate [Hz]. */
  readonly low: number;
  /** Highest rate [Hz]. */
  readonly high: number;
  /** Where it comes from. */
  readonly source: string;
}

/** Published rates of a variant at scale 1. */
interface Published {
  /** Mean over networks [Hz]. */
  readonly mean: number;
  /** Standard deviation over networks, of a long window [Hz]. */
  readonly sd: number;
  /** Time after which it holds [ms]. */
  readonly from: number;
  /** Smallest scale at which it holds where in-degrees are kept: smaller networks fall silent or into step. */
  readonly smallest: number;
  /** Where it comes from. */
  readonly source: string;
}

const scaleOne: Readonly<Record<string, Published>> = {
  "seed-1": { mean: 37.3, sd: 1.9, from: 50, smallest: 0.25, source: "Brian 2 with BrainPy's initial state" },
  "seed-2": { mean: 36.8, sd: 1.9, from: 50, smallest: 0.25, source: "BrainPy, implementation 2" },
  "seed-3": { mean: 35.1, sd: 1.9, from: 50, smallest: 0.25, source: "BrainPy, implementation 3" },
  brian2: { mean: 37.1, sd: 1.7, from: 50, smallest: 0.25, source: "Brian 2" },
  nest: { mean: 26.0, sd: 0.5, from: 500, smallest: 1, source: "Brian 2 with fixed in-degree" },
  neuron: { mean: 26.0, sd: 0.5, from: 500, smallest: 1, source: "Brian 2 with fixed in-degree" },
};

/** Mean over networks [Hz] of the methods that are more accurate, where connections are drawn at random for each neuron. */
const accurate: Readonly<Record<string, number>> = {
  staggered: 43.58,
  substepped: 44.4,
  substepped_interpolated: 44.6,
};

/** Rates of a variant with a method at scale 1, if they are known. */
function publishedRates(variant: string, method: string): Published | undefined {
  const ofEuler = Object.hasOwn(scaleOne, variant) ? scaleOne[variant] : undefined;
  if (isExponentialEuler(method) || ofEuler === undefined) return ofEuler;
  const { name } = methodOf(method);
  if (!Object.hasOwn(accurate, name) || !isBrianLike(variant)) return undefined;
  return { ...ofEuler, mean: accurate[name], sd: 3.5, source: "C program, 12 networks" };
}

function isExponentialEuler(method: string): boolean {
  return methodOf(method).family === "exponential Euler";
}

/** Whether a variant connects as Brian 2 and the notebook do, not with fixed in-degrees. */
function isBrianLike(variant: string): boolean {
  return variant.startsWith("seed-") || variant === "brian2";
}

/**
 * Spread that a finite window adds: 0.9 Hz √s / √window. With the 1.9 Hz between networks it gives the 4.1 to 4.8 Hz
 * that 40 networks spread over in 50 ms.
 */
const WANDER = 0.9;

/** Half the width of a band in standard deviations: a right run is refused once in 16,000. */
const SDS = 4;

/** Rates [Hz] where weights are divided by scale: population bursts, fewer and fewer. */
const dividedWeights: Readonly<Record<number, number>> = {
  2: 17.57,
  4: 3.61,
  6: 3.11,
  8: 2.83,
  10: 2.73,
  15: 2.53,
  20: 2.55,
  30: 2.65,
};

/** Rates [Hz] of the notebook's implementations at half the size. */
const halfSize: Readonly<Record<string, number>> = { "seed-1": 70, "seed-2": 66, "seed-3": 64 };

/**
 * Half the width of a band as a fraction, where networks fire in population bursts: in half a second there are about five,
 * so one more or less is 20 %, and variants differ by 10 %.
 */
const BURSTS = 0.3;

/** Window that holds enough bursts to be judged [ms]. */
const BURSTS_WINDOW = 500;

/** The band of a published variant in the window [start, stop) [ms], or undefined where none is published. */
export function publishedBand(spec: NetworkSpec, method: string, start: number, stop: number): Band | undefined {
  const { variant, scale, scaling } = spec;
  const published = publishedRates(variant, method);
  if (published === undefined) return undefined;
  if (scaling === "weights" && scale !== 1) {
    return isExponentialEuler(method) ? burstBand(variant, scale, start, stop) : undefined;
  }
  if (start < published.from || scale < published.smallest) return undefined;
  // With in-degree unchanged the activity stays; smaller networks spread more.
  const between = published.sd * Math.max(1, 1 / Math.sqrt(scale));
  const within = WANDER / Math.sqrt((stop - start) / 1000) * Math.max(1, 1 / Math.sqrt(scale));
  const half = SDS * Math.hypot(between, within);
  return { low: Math.max(0, published.mean - half), high: published.mean + half, source: published.source };
}

function burstBand(variant: string, scale: number, start: number, stop: number): Band | undefined {
  const half = scale === 0.5 ? halfSize[variant] : undefined;
  if (half !== undefined) return around(half, "BrainPy at scale 0.5");
  const rate = dividedWeights[scale];
  const isLong = start >= BURSTS_WINDOW && stop - start >= BURSTS_WINDOW;
  return isBrianLike(variant) && rate !== undefined && isLong ? around(rate, "eLife 86365, referee 3") : undefined;
}

function around(rate: number, source: string): Band {
  return { low: (1 - BURSTS) * rate, high: (1 + BURSTS) * rate, source };
}
