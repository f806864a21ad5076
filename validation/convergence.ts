/**
 * Convergence in dt: what is left of a difference between methods and time steps when the same networks are compared.
 *
 * Rates of this network differ by 2.4 Hz from one drawing of the synapses to the next, ten times as much as the errors that
 * matter. So runs are paired: the same seed is the same network, its difference from the converged run is taken first, and
 * means and standard errors are taken over the seeds of these differences.
 *
 * @module
 */

import { mean, variance } from "../analysis/moments.ts";

/**
 * Statistics of one run, over all neurons of its window.
 *
 * @category Convergence
 */
export interface RunStatistics {
  /** Mean firing rate [Hz]. */
  readonly rate: number;
  /** Median interspike interval [ms]. */
  readonly medianIsi: number;
  /** Mean over the neurons of the CV of their interspike intervals [1]. */
  readonly cv: number;
}

/**
 * Key of a run: a method at a time step on a network.
 *
 * @category Convergence
 */
export interface RunKey {
  /** Integration method. */
  readonly method: string;
  /** Time step [ms]. */
  readonly dt: number;
  /** Seed of the network. */
  readonly seed: number;
}

/**
 * A run and what came of it.
 *
 * @category Convergence
 */
export interface ConvergenceRun extends RunKey, RunStatistics {
  /** Name of the engine. */
  readonly engine: string;
  /** Precision of the engine. */
  readonly precision: "float64" | "float32";
  /** Neurons whose potential was no longer finite at the end. */
  readonly nonFinite: number;
}

/**
 * A mean over seeds.
 *
 * @category Convergence
 */
export interface Estimate {
  /** Mean over the seeds. */
  readonly mean: number;
  /** Its standard error, s / √n with s² = Σ (x - mean)² / (n - 1); NaN of fewer than two seeds. */
  readonly standardError: number;
}

/**
 * A method at a time step, over the seeds.
 *
 * @category Convergence
 */
export interface ConvergenceRow extends Omit<RunKey, "seed"> {
  /** Engine of its runs. */
  readonly engine: string;
  /** Precision of the engine. */
  readonly precision: "float64" | "float32";
  /** Seeds that were run, and did not diverge. */
  readonly seeds: readonly number[];
  /** Seeds whose run diverged; they count nowhere else. */
  readonly diverged: readonly number[];
  /** Mean firing rate [Hz]. */
  readonly rate: Estimate;
  /** Median interspike interval [ms]. */
  readonly medianIsi: Estimate;
  /** CV of interspike intervals [1]. */
  readonly cv: Estimate;
  /** Differences from the converged run of the same seed, over the seeds that have one. */
  readonly difference: {
    /** Seeds with both runs. */
    readonly pairs: number;
    /** Rate [Hz]. */
    readonly rate: Estimate;
    /** Rate, in % of the converged run's. */
    readonly ratePercent: Estimate;
    /** Median interspike interval, in % of the converged run's. */
    readonly medianIsiPercent: Estimate;
    /** Mean CV of the interspike intervals [1]. */
    readonly cv: Estimate;
  };
}

/**
 * Mean and standard error of values, one per seed.
 *
 * @category Convergence
 */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  return { mean: mean(values), standardError: n < 2 ? NaN : Math.sqrt(variance(values) / (n - 1)) };
}

/**
 * One row for each method and time step among the runs, in the order in which they first appear, with differences from the
 * runs of the reference, which is itself one of them. Of several runs of one method, time step and seed the last counts.
 *
 * ```ts
 * import { convergenceRows, type ConvergenceRun } from "@cobahh/cobahh/validation";
 *
 * const run = (method: string, dt: number, seed: number, rate: number): ConvergenceRun => (
 *   { method, dt, seed, rate, medianIsi: 4, cv: 2.5, engine: "reference", precision: "float64", nonFinite: 0 }
 * );
 * const runs = [run("exp_auto", 0.1, 1, 37), run("exp_auto", 0.1, 2, 31), run("rk4", 0.05, 1, 44), run("rk4", 0.05, 2, 37)];
 * const [row] = convergenceRows(runs, { method: "rk4", dt: 0.05 });
 * console.log(row.difference.rate); // { mean: -6.5, standardError: 0.5 }, where rates themselves differ by 6
 * ```
 *
 * @category Convergence
 */
export function convergenceRows(
  runs: readonly ConvergenceRun[],
  reference: Omit<RunKey, "seed">,
): ConvergenceRow[] {
  const groups = new Map<string, Map<number, ConvergenceRun>>();
  for (const run of runs) {
    const key = keyOf(run);
    if (!groups.has(key)) groups.set(key, new Map());
    groups.get(key)!.set(run.seed, run);
  }
  const converged = finite(groups.get(keyOf(reference)) ?? new Map());
  return [...groups.values()].map((group) => {
    const { method, dt, engine, precision } = [...group.values()].at(-1)!;
    const kept = finite(group);
    const over = (value: (run: ConvergenceRun) => number) => estimate([...kept.values()].map(value));
    const paired = [...kept.keys()].filter((seed) => converged.has(seed));
    const pairs = (difference: (run: ConvergenceRun, to: ConvergenceRun) => number) =>
      estimate(paired.map((seed) => difference(kept.get(seed)!, converged.get(seed)!)));
    return {
      method,
      dt,
      engine,
      precision,
      seeds: [...kept.keys()],
      diverged: [...group.keys()].filter((seed) => !kept.has(seed)),
      rate: over(({ rate }) => rate),
      medianIsi: over(({ medianIsi }) => medianIsi),
      cv: over(({ cv }) => cv),
      difference: {
        pairs: paired.length,
        rate: pairs((a, b) => a.rate - b.rate),
        ratePercent: pairs((a, b) => 100 * (a.rate / b.rate - 1)),
        medianIsiPercent: pairs((a, b) => 100 * (a.medianIsi / b.medianIsi - 1)),
        cv: pairs((a, b) => a.cv - b.cv),
      },
    };
  });
}

function keyOf({ method, dt }: Omit<RunKey, "seed">): string {
  return `${method} ${dt}`;
}

function finite(group: ReadonlyMap<number, ConvergenceRun>): Map<number, ConvergenceRun> {
  return new Map([...group].filter(([, { nonFinite }]) => nonFinite === 0));
}

/**
 * The time step that a method needs for an accuracy.
 *
 * @category Convergence
 */
export interface NeededStep {
  /** The time step [ms]. */
  readonly dt: number;
  /** Whether it was run, or is what the error's proportionality to dt (order 1) says beyond the smallest step run. */
  readonly isExtrapolated: boolean;
}

/**
 * The largest time step from which on, at every smaller one among the rows too, the rate of a method is within `percent` of
 * the converged one, by the mean of the differences. Where none is, the smallest step's error says how much smaller it has
 * to be, the error being proportional to dt (first order); NaN where nothing is known.
 *
 * @category Convergence
 */
export function stepWithin(rows: readonly ConvergenceRow[], method: string, percent: number): NeededStep {
  const own = rows.filter((row) => row.method === method && row.difference.pairs > 0).sort((a, b) => a.dt - b.dt);
  const error = (row: ConvergenceRow) => Math.abs(row.difference.ratePercent.mean);
  const beyond = own.findIndex((row) => !(error(row) <= percent));
  if (beyond === 0) return { dt: own[0].dt * percent / error(own[0]), isExtrapolated: true };
  return { dt: own.at(beyond === -1 ? -1 : beyond - 1)?.dt ?? NaN, isExtrapolated: false };
}
