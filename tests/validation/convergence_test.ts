import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  convergenceRows,
  type ConvergenceRun,
  estimate,
  type RunStatistics,
  stepWithin,
} from "../../validation/mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

const STATISTICS: RunStatistics = { rate: 40, medianIsi: 4, cv: 2.5 };

function run(method: string, dt: number, seed: number, statistics: Partial<RunStatistics>): ConvergenceRun {
  return { method, dt, seed, engine: "wasm", precision: "float32", nonFinite: 0, ...STATISTICS, ...statistics };
}

const REFERENCE = { method: "rk4", dt: 0.05 };

/** Runs of exp_auto and of the reference on as many networks as there are rates. */
function paired(rates: readonly number[], converged: readonly number[]): ConvergenceRun[] {
  return rates.flatMap((rate, k) => [
    run("exp_auto", 0.1, k + 1, { rate }),
    run("rk4", 0.05, k + 1, { rate: converged[k] }),
  ]);
}

Deno.test("a mean and its standard error, s / √n with n - 1 in s", () => {
  assertEquals(estimate([1, 2, 3, 4]), { mean: 2.5, standardError: Math.sqrt(5 / 3 / 4) });
  assertEquals(estimate([7]), { mean: 7, standardError: NaN });
});

Deno.test("what networks differ by has no part in differences: only their own standard error has", () => {
  const rate = fc.double({ min: 1, max: 100, noNaN: true }), error = fc.double({ min: -1, max: 1, noNaN: true });
  const networks = fc.array(fc.tuple(rate, error), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(networks, (networks) => {
      const converged = networks.map(([rate]) => rate), errors = networks.map(([, error]) => error);
      const rows = convergenceRows(paired(converged.map((rate, k) => rate + errors[k]), converged), REFERENCE);
      const { difference } = rows[0], expected = estimate(errors);
      assertEquals(difference.pairs, networks.length);
      assertAlmostEquals(difference.rate.mean, expected.mean, 1e-9);
      assertAlmostEquals(difference.rate.standardError, expected.standardError, 1e-9);
      assertEquals(rows[1].difference.rate.mean, 0);
    }),
    PROPERTY,
  );
});

Deno.test("percentages are those of each network's own converged value", () => {
  const [row] = convergenceRows([
    run("exp_auto", 0.1, 1, { rate: 30, medianIsi: 5, cv: 2 }),
    run("exp_auto", 0.1, 2, { rate: 40, medianIsi: 4, cv: 2 }),
    run("rk4", 0.05, 1, { rate: 40, medianIsi: 4, cv: 2.5 }),
    run("rk4", 0.05, 2, { rate: 50, medianIsi: 3.2, cv: 2.5 }),
  ], REFERENCE);
  assertEquals(row.difference.ratePercent.mean, -22.5);
  assertAlmostEquals(row.difference.medianIsiPercent.mean, 25);
  assertEquals(row.difference.cv, { mean: -0.5, standardError: 0 });
});

Deno.test("a network without its converged run counts in means, not in differences", () => {
  const runs = [...paired([30, 40], [35, 45]), run("exp_auto", 0.1, 3, { rate: 80 })];
  const [row] = convergenceRows(runs, REFERENCE);
  assertEquals([row.rate.mean, row.seeds, row.difference.pairs], [50, [1, 2, 3], 2]);
  assertEquals(row.difference.rate, { mean: -5, standardError: 0 });
});

Deno.test("diverged runs are named and count nowhere", () => {
  const runs = [...paired([30, 40], [35, 45]), { ...run("exp_auto", 0.1, 3, { rate: NaN }), nonFinite: 12 }];
  const [row] = convergenceRows(runs, REFERENCE);
  assertEquals([row.rate.mean, row.seeds, row.diverged], [35, [1, 2], [3]]);
});

Deno.test("of two runs of the same network the last counts, and rows come in the order of the runs", () => {
  const rows = convergenceRows([...paired([30], [35]), run("exp_auto", 0.1, 1, { rate: 34 })], REFERENCE);
  assertEquals(rows.map(({ method }) => method), ["exp_auto", "rk4"]);
  assertEquals(rows[0].difference.rate.mean, -1);
});

/** Rows of one method with these errors of the rate [%]. */
function rowsWith(errors: Readonly<Record<number, number>>) {
  const runs = Object.entries(errors).map(([dt, error]) => run("staggered", Number(dt), 1, { rate: 40 + 0.4 * error }));
  return convergenceRows([...runs, run("rk4", 0.05, 1, { rate: 40 })], REFERENCE);
}

Deno.test("the step within a bound is the largest from which on all are", () => {
  const found = (errors: Readonly<Record<number, number>>) => stepWithin(rowsWith(errors), "staggered", 1);
  assertEquals(found({ 0.2: -8, 0.1: -2.5, 0.05: -0.3, 0.025: 0.2 }), { dt: 0.05, isExtrapolated: false });
  assertEquals(found({ 0.2: 0.1, 0.1: -2.5, 0.05: -0.3 }), { dt: 0.05, isExtrapolated: false }); // 0.2 is luck
  assertEquals(found({ 0.1: 0.5, 0.05: -0.3 }), { dt: 0.1, isExtrapolated: false });
  const { dt, isExtrapolated } = found({ 0.1: -15, 0.0125: -2.5 });
  assertAlmostEquals(dt, 0.005);
  assertEquals(isExtrapolated, true);
  assertEquals(stepWithin(rowsWith({ 0.1: 1 }), "exp_auto", 1).dt, NaN);
});
