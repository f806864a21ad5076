/**
 * The golden spike trains of the WebAssembly engine (tests/engine/golden.json), by the native engine.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { ROW_FORMATS, spikeHash } from "../../mod.ts";
import type { Width } from "../../native/mod.ts";
import golden from "../engine/golden.json" with { type: "json" };
import { goldenNetwork } from "../engine/methods.ts";
import { native } from "./native.ts";

/** The trains by method and variant. */
export const trains: Readonly<Record<string, Readonly<Record<string, { spikes: number; hash: string }>>>> =
  golden.methods;

/** Holds the engine at a width to a train, with 1 and 2 threads in turn, in every format or in one after the other. */
export async function holdToTrain(
  { method, variant, width, formats = ROW_FORMATS }: {
    readonly method: string;
    readonly variant: string;
    readonly width: Width;
    readonly formats?: typeof ROW_FORMATS;
  },
): Promise<void> {
  const network = goldenNetwork(variant, method);
  for (const [k, format] of formats.entries()) {
    if (format === "procedural" && network.connectivity.procedure === undefined) continue;
    const threads = 1 + k % 2;
    await using simulation = await native.create(network, { dt: golden.dt, method, width, threads, format });
    const spikes = await simulation.advance(golden.steps);
    const what = `${variant}, ${width} bits, ${threads} threads, ${format}`;
    assertEquals(spikes.step.length, trains[method][variant].spikes, what);
    assertEquals(await spikeHash(spikes), trains[method][variant].hash, what);
  }
}
