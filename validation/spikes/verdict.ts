/**
 * Verdict of a comparison, in a sentence.
 *
 * @module
 */

import { timesAsManyOf } from "./agreement.ts";
import type { DistributionDifference, SpikeComparison, StatisticDifference } from "./comparison.ts";
import { DISTRIBUTIONS } from "./distances.ts";
import { type StatisticName, STATISTICS } from "./network_statistics.ts";

/**
 * Outcomes of a comparison of spikes:
 * - `identical`: every spike is the same;
 * - `misread`: the spikes are right, but numbered or timed differently from how the file was read;
 * - `equivalent`: the statistics are shown to be the same within their margins;
 * - `different`: at least one of them is shown to lie outside its margin, or a spike says so by itself;
 * - `undecided`: neither is shown; the sentence says what would decide.
 *
 * @category Comparison of spikes
 */
export type VerdictOutcome = "identical" | "misread" | "equivalent" | "different" | "undecided";

/**
 * Outcome of a comparison, in a word and in a sentence.
 *
 * @category Comparison of spikes
 */
export interface Verdict {
  /** The outcome. Only `identical` and `equivalent` are agreement. */
  readonly outcome: VerdictOutcome;
  /** The sentence, without its full stop. */
  readonly sentence: string;
}

/** A signature: what a certain choice of the model does to the statistics, whatever else is different. */
interface Signature {
  /** The words for two observations that bear it, or undefined. */
  readonly words: (comparison: SpikeComparison, value: Values) => string | undefined;
}

type Values = (name: StatisticName) => { readonly a: number; readonly b: number };

/** Last spikes before this part of the time mean that the network has fallen silent. */
const SILENCE = 0.8;

/** So many spikes of the other are not there by chance. */
const MISSING = 100;

/** Shortest intervals of a network with refractoriness end there sharply; without, intervals of 2.0 to 2.6 ms occur. */
const REFRACTORY = { shortest: 2.95, without: 2.8 };

const hz = (x: number) => `${x.toPrecision(3)} Hz`;

/** Signatures, the most telling first. Figures: fixtures of the simulators, and fixtures/README.md. */
const SIGNATURES: readonly Signature[] = [
  {
    // 5.8 of 26 Hz where in-degrees are fixed, 44 of 37 Hz where they are not; more in short windows, by chance.
    words: (_, value) => {
      const [p, q] = (["a", "b"] as const).map((which) => value("rateSd")[which] / value("rate")[which]);
      if (!(Math.min(p, q) < 0.6 && Math.max(p, q) > 2 * Math.min(p, q))) return undefined;
      return `different model: sd of rates over neurons ${p.toFixed(2)} against ${q.toFixed(2)} of the mean rate, ` +
        `as with fixed in-degree in ${p < q ? "A" : "B"}`;
    },
  },
  {
    // Exponential Euler at 0.1 ms stretches the intervals of bursts: 4.4 ms against 3.6, and 37 Hz against 43.
    words: (_, value) => {
      const rate = value("rate"), interval = value("medianInterval");
      const faster = rate.a > rate.b ? "a" : "b", slower = faster === "a" ? "b" : "a";
      const ratio = rate[faster] / rate[slower];
      const isSharper = interval[faster] < 0.95 * interval[slower] && ratio > 1.03 && ratio < 1.3;
      if (!isSharper) return undefined;
      return `${hz(rate.a)} against ${hz(rate.b)} and median intervals of ${interval.a.toFixed(2)} against ` +
        `${interval.b.toFixed(2)} ms, as if ${faster.toUpperCase()} were integrated more accurately ` +
        `(exponential Euler at 0.1 ms stretches the intervals within bursts)`;
    },
  },
  {
    words: ({ shortestInterval: { a, b } }) => {
      const isLimited = Math.max(a, b) >= REFRACTORY.shortest && Math.min(a, b) < REFRACTORY.without;
      if (!isLimited) return undefined;
      return `shortest intervals of ${a.toFixed(2)} against ${b.toFixed(2)} ms, as with refractoriness in ${
        a > b ? "A" : "B"
      }`;
    },
  },
];

/**
 * The verdict of a comparison.
 *
 * @category Comparison of spikes
 */
export function verdictOf(comparison: SpikeComparison): Verdict {
  const { isIdentical, first, spikes, statistics, distributions, isSameNetwork, statisticalOutcome: outcome } =
    comparison;
  if (spikes.a + spikes.b === 0) {
    return { outcome: "undecided", sentence: "undecided: neither A nor B has a spike, so that nothing was compared" };
  }
  if (isIdentical) {
    return { outcome: "identical", sentence: `identical: every one of ${spikes.a.toLocaleString("en-US")} spikes` };
  }
  const value: Values = (name) => statistics.find((statistic) => statistic.name === name)!;
  const beginning = first !== undefined && first.common > 0
    ? `, identical for the first ${first.common.toLocaleString("en-US")} spikes`
    : ", not spike for spike";
  const all = [...statistics, ...distributions];
  const silence = endOf(comparison);
  if (silence !== undefined) return { outcome: "different", sentence: `different: ${silence}` };
  if (outcome === "equivalent") {
    const what = isSameNetwork ? "same network" : "same model";
    return {
      outcome,
      sentence: `equivalent: ${what}${beginning}; all ${all.length} statistics are within their margins`,
    };
  }
  if (outcome === "undecided") {
    return {
      outcome,
      sentence: `undecided${beginning}: ${openDifferences(comparison)}; ${whatDecides(comparison)}`,
    };
  }
  const sign = SIGNATURES.map(({ words }) => words(comparison, value)).find((words) => words !== undefined);
  const sentence = sign ?? farthest(all.filter(({ outcome }) => outcome === "different"));
  return { outcome, sentence: `${sentence.startsWith("different") ? "" : "different: "}${sentence}` };
}

/**
 * What would decide a comparison that has not been decided: "at least 12 s instead of 1 s would decide, or 12 networks".
 *
 * @category Comparison of spikes
 */
export function whatDecides(
  { statistics, distributions, window: { start, stop }, isSameNetwork }: SpikeComparison,
): string {
  const all = [...statistics, ...distributions], times = timesAsManyOf(all);
  const isMissing = all.some(({ outcome, difference }) => outcome === "undecided" && Number.isNaN(difference));
  if (isMissing) return "what has no value needs longer runs with more spikes";
  if (times === undefined) return "10,000 networks would not decide";
  const networks = `${Math.max(2, Math.ceil(times))} networks of each`;
  if (!isSameNetwork) return `at least ${networks} would decide`;
  const seconds = (stop - start) / 1000, needed = Number((seconds * times).toPrecision(2));
  return `at least ${needed} s instead of ${Number(seconds.toPrecision(6))} s would decide, or ${networks}`;
}

/** That one of the two ends long before the other, in words; no statistic is needed for that. */
function endOf({ spikes, lastSpike, window: { stop } }: SpikeComparison): string | undefined {
  const last = (which: "a" | "b") => spikes[which] === 0 ? 0 : lastSpike[which];
  const silent = (["a", "b"] as const).filter((which) => last(which) < SILENCE * stop);
  if (silent.length !== 1) return undefined;
  const which = silent[0], name = which.toUpperCase(), other = which === "a" ? "b" : "a";
  if (spikes[other] * (1 - last(which) / stop) < MISSING) return undefined;
  return spikes[which] === 0 ? `${name} has no spike` : `${name} falls silent after ${lastSpike[which].toFixed(1)} ms`;
}

/**
 * The differences that are not decided, the widest three in words.
 *
 * @category Comparison of spikes
 */
export function openDifferences({ statistics, distributions }: SpikeComparison): string {
  return farthest([...statistics, ...distributions].filter(({ outcome }) => outcome === "undecided"));
}

/** The differences that are largest beside their margins, in words. */
function farthest(differences: readonly (StatisticDifference | DistributionDifference)[]): string {
  const size = ({ low, high, margin }: StatisticDifference | DistributionDifference) => {
    const ratio = Math.max(Math.abs(low), Math.abs(high)) / margin;
    return Number.isNaN(ratio) ? Infinity : ratio;
  };
  return [...differences].sort((p, q) => size(q) - size(p)).slice(0, 3).map((difference) => {
    const { low, high, margin } = difference;
    if ("a" in difference) {
      const { label, digits } = STATISTICS[difference.name];
      const { a, b } = difference;
      if (Number.isNaN(a - b)) return `${label} without a value${Number.isNaN(a) && Number.isNaN(b) ? "" : " in one"}`;
      return `${label} ${a.toFixed(digits)} against ${b.toFixed(digits)}, difference ${
        interval(low, high, digits)
      } of ±${margin.toFixed(digits)} allowed`;
    }
    const { label, unit } = DISTRIBUTIONS[difference.name];
    if (Number.isNaN(difference.difference)) return `${label} without values`;
    return `${label} ${Number(difference.difference.toPrecision(3))} ${unit}`.trim() +
      ` apart, of ${Number(margin.toPrecision(3))} allowed`;
  }).join("; ");
}

/**
 * A 90 % interval in words.
 *
 * @category Comparison of spikes
 */
export function interval(low: number, high: number, digits: number): string {
  return Number.isNaN(low) ? "without an interval" : `${signed(low, digits)} to ${signed(high, digits)}`;
}

function signed(x: number, digits: number): string {
  return `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(digits)}`;
}
