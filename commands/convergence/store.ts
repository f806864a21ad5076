/**
 * The finished runs of a study, a JSON line each, so that a study which was interrupted goes on where it was.
 *
 * @module
 */

import { quoted, VERSION } from "../../mod.ts";
import type { ConvergenceRun } from "../../validation/mod.ts";
import { BadUse } from "../bad_use.ts";
import { Failure, reasonOf } from "../failure.ts";
import type { ConvergencePlan, Job } from "./plan.ts";

/** Name of the file in the folder of the study. */
export const STORE = "runs.jsonl";

/** A file of runs: its first line says what they are runs of. */
export class RunStore {
  /** Path of the file. */
  readonly path: string;
  #hasTail = false;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * The file of the study in its folder, begun where there is none.
   * @throws {BadUse} where the file's runs are of another study.
   */
  static async open(folder: string, { spec, duration, transient }: ConvergencePlan): Promise<RunStore> {
    const { seed: _, ...network } = spec;
    const header = JSON.stringify({
      format: "cobahh convergence runs",
      formatVersion: 1,
      version: VERSION,
      duration,
      transient,
      network,
    });
    const store = new RunStore(`${folder.replace(/\/$/, "")}/${STORE}`);
    const lines = await store.#lines();
    if (lines.length > 0 && lines[0] !== header) {
      throw new BadUse(
        `Cannot go on in ${folder}: ${STORE} must be of this network, duration and version, received another study`,
      );
    }
    if (lines.length === 0) await Deno.writeTextFile(store.path, header + "\n");
    else if (store.#hasTail) await Deno.writeTextFile(store.path, lines.join("\n") + "\n");
    return store;
  }

  /**
   * Every run so far.
   * @throws {BadUse} where a line is none.
   */
  async runs(): Promise<ConvergenceRun[]> {
    const [, ...lines] = await this.#lines();
    return lines.map((line, k) => {
      const run = runIn(line);
      if (run !== undefined) return run;
      throw new BadUse(`Cannot go on with ${this.path}: a run is required in line ${k + 2}, received ${quoted(line)}`);
    });
  }

  /**
   * Appends a run.
   * @throws {Failure} if there is no room for it.
   */
  async append(run: ConvergenceRun): Promise<void> {
    try {
      await Deno.writeTextFile(this.path, JSON.stringify(run) + "\n", { append: true });
    } catch (error) {
      throw new Failure(`Cannot write ${this.path}: ${reasonOf(error)}`);
    }
  }

  /** The whole lines; one that was being written when the machine stopped is none. */
  async #lines(): Promise<string[]> {
    const text = await Deno.readTextFile(this.path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return "";
      throw error;
    });
    const end = text.lastIndexOf("\n") + 1;
    this.#hasTail = end < text.length;
    return text.slice(0, end).split("\n").slice(0, -1);
  }
}

/** Numbers of a run; statistics of a run without spikes are NaN, which is null in JSON. */
const NUMBERS: Readonly<Record<"dt" | "seed" | "nonFinite" | "rate" | "medianIsi" | "cv", (x: number) => boolean>> = {
  dt: (x) => x > 0 && x < Infinity,
  seed: (x) => Number.isSafeInteger(x) && x >= 0,
  nonFinite: (x) => Number.isSafeInteger(x) && x >= 0,
  rate: (x) => !(x < 0),
  medianIsi: (x) => !(x < 0),
  cv: (x) => !(x < 0),
};

/** The run in a line, or undefined where the line is damaged. */
function runIn(line: string): ConvergenceRun | undefined {
  let run: Record<string, unknown> | null;
  try {
    run = JSON.parse(line, (_key, value) => value === null ? NaN : value);
  } catch {
    return undefined;
  }
  if (typeof run !== "object" || run === null || Array.isArray(run)) return undefined;
  const { method, engine, precision, ...numbers } = run;
  const hasNames = [method, engine].every((name) => typeof name === "string" && name !== "");
  const hasNumbers = Object.entries(NUMBERS).every(([name, isRight]) => {
    const value = numbers[name];
    return typeof value === "number" && isRight(value);
  });
  const isRun = hasNames && hasNumbers && (precision === "float64" || precision === "float32");
  return isRun ? run as unknown as ConvergenceRun : undefined;
}

/** Whether a run is what a job asks for. */
export function isDone(job: Job, runs: readonly ConvergenceRun[]): boolean {
  return runs.some(({ method, dt, seed, engine }) =>
    method === job.method && dt === job.dt && seed === job.seed && engine === job.engine.name
  );
}
