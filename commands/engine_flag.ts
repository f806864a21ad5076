/**
 * The flag `--engine`: which of the engines.
 *
 * @module
 */

import { type Engine, engines, quoted } from "../mod.ts";
import { BadUse } from "./bad_use.ts";

/**
 * The engine of that name.
 * @throws {BadUse} where there is none.
 */
export function engineNamed(name: string): Engine {
  const engine = engines.find((engine) => engine.name === name);
  if (engine !== undefined) return engine;
  throw new BadUse(
    `--engine requires one of ${engines.map(({ name }) => name).join(", ")}, received ${quoted(name)}`,
  );
}

/** The first engine that has the method; where none has, the one with most methods, for the complaint. */
export function firstWith(method: string): Engine {
  return engines.find(({ methods }) => methods.includes(method)) ?? engines.at(-1)!;
}

/** @throws {BadUse} where the engine cannot run here. */
export async function requireAvailable(engine: Engine): Promise<void> {
  const reason = await engine.unavailable();
  if (reason !== undefined) throw new BadUse(`Engine ${engine.name} cannot run here: ${reason}`);
}
