/**
 * The answer to `hello`: what an engine in another process is.
 *
 * @module
 */

import type { Support } from "../model/simulation.ts";
import { EVERYTHING } from "../model/support.ts";
import { quoted } from "./frame.ts";

/** The program's description of itself. */
export interface Hello {
  /** Short name of the engine. */
  readonly name: string;
  /** Version of the simulator. */
  readonly version: string;
  /** Precision of its state. */
  readonly precision: "float64" | "float32";
  /** Names of the integration methods it has, at least one; the first is used where none is asked for. */
  readonly methods: readonly string[];
  /** Largest number of threads that it can use. */
  readonly maxThreads: number;
  /** Relative error of a step on top of rounding. */
  readonly accuracy: number;
  /** What it runs, in words. */
  readonly description: string;
  /** What it supports of specifications; everything if left out. */
  readonly supports?: Support;
}

/**
 * The answer, checked.
 * @throws {Error} if a field is missing or is something else.
 */
export function helloOf(fields: Readonly<Record<string, unknown>>): Hello {
  const { name, version = "", precision, methods, maxThreads = 1, description = "", accuracy = 0, supports = {} } =
    fields;
  require(
    typeof name === "string" && /^[\w.+-]{1,40}$/.test(name),
    "name",
    "a short name of letters, digits and . + - _",
    name,
  );
  require(typeof version === "string", "version", "a string", version);
  require(precision === "float64" || precision === "float32", "precision", '"float64" or "float32"', precision);
  require(
    Array.isArray(methods) && methods.length > 0 && methods.every((method) => typeof method === "string"),
    "methods",
    "a list of at least one name",
    methods,
  );
  require(
    Number.isSafeInteger(maxThreads) && maxThreads as number >= 1,
    "maxThreads",
    "a positive integer",
    maxThreads,
  );
  require(
    typeof accuracy === "number" && accuracy >= 0 && accuracy < 1,
    "accuracy",
    "a number in [0, 1)",
    accuracy,
  );
  require(typeof description === "string", "description", "a string", description);
  require(isSupport(supports), "supports", `an object of ${Object.keys(EVERYTHING).join(", ")}`, supports);
  return { name, version, precision, methods, maxThreads, accuracy, description, supports } as Hello;
}

/** Whether each field is one of Support, and has values that a specification may have. */
function isSupport(value: unknown): value is Support {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const everything: Readonly<Record<string, boolean | number | null | readonly string[]>> = EVERYTHING;
  return Object.entries(value).every(([field, supported]) => {
    const all = Object.hasOwn(everything, field) ? everything[field] : undefined;
    if (typeof all === "boolean") return typeof supported === "boolean";
    if (typeof all === "number") return Number.isSafeInteger(supported) && supported as number >= 0;
    if (all === null) return supported === null || Number.isFinite(supported);
    return all !== undefined && Array.isArray(supported) && supported.every((choice) => all.includes(choice));
  });
}

function require(holds: boolean, field: string, what: string, received: unknown): void {
  if (holds) return;
  throw new Error(
    `Cannot greet engine: ${field} must be ${what}, received ${quoted(JSON.stringify(received) ?? "nothing")}`,
  );
}
