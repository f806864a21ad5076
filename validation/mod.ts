/**
 * Laws that every engine of the network obeys: its own, yours, or another simulator behind the same interface. They need
 * no test framework and no permission, and throw an error that says what was expected and what came. And convergence in
 * dt: what methods and time steps differ by on the same networks.
 *
 * ```ts
 * import { runLaws } from "@cobahh/cobahh/validation";
 * import { wasmEngine } from "@cobahh/cobahh";
 *
 * const results = await runLaws(wasmEngine, { only: ({ isSlow }) => !isSlow });
 * const broken = results.filter(({ status }) => status === "failed");
 * if (broken.length > 0) throw new Error(broken.map(({ reason }) => reason).join("\n"));
 * ```
 *
 * @module
 */

export {
  type ConvergenceRow,
  convergenceRows,
  type ConvergenceRun,
  type Estimate,
  estimate,
  type NeededStep,
  type RunKey,
  type RunStatistics,
  stepWithin,
} from "./convergence.ts";
export { type Law, LawError } from "./law.ts";
export { type LawOptions, laws } from "./laws.ts";
export { type LawResult, runLaws, type RunLawsOptions } from "./run_laws.ts";
