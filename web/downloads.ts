/// <reference lib="dom" />
/**
 * Files of what the page shows.
 *
 * @module
 */

import { specToJson, timeOf } from "../model/mod.ts";
import { type Recording, VERSION } from "../record/mod.ts";
import type { RasterPicture } from "./raster_svg.ts";
import { SPEC_FILE } from "./reproduction.ts";
import type { Runner } from "./runner.ts";
import { written } from "./saving.ts";

export type FileKind = "png" | "svg" | "csv" | "npz" | "spec";

/** Saves a file of a network; `name` tells it from that of the other one, `canvas` is its raster. */
export async function save(
  kind: FileKind,
  runner: Runner,
  name: string,
  canvas: HTMLCanvasElement,
  window: number,
): Promise<void> {
  const file = (ending: string) => `cobahh${name === "" ? "" : `-${name}`}.${ending}`;
  if (kind === "png") return offer(await pngOf(canvas), file("png"));
  if (kind === "spec") {
    const spec = name === "" ? SPEC_FILE : SPEC_FILE.replace(".", `-${name}.`);
    return offer(new Blob([specToJson(runner.settings.spec)], { type: "application/json" }), spec);
  }
  const job = kind === "svg" ? { kind, picture: pictureOf(runner, window) } : { kind, recording: recordingOf(runner) };
  const blob = await written(job, file(kind));
  if (blob !== undefined) offer(blob, file(kind));
}

/** The spikes that are kept, with their provenance. */
function recordingOf({ settings: { spec, method, dt }, network, spikes, step }: Runner): Recording {
  const { excitatory, inhibitory, synapses, threads } = network!;
  const provenance = {
    version: VERSION,
    spec,
    excitatory,
    inhibitory,
    synapses,
    engine: "wasm",
    precision: "float32",
    method,
    dt,
    threads,
  } as const;
  return {
    provenance,
    start: spikes.keptFrom,
    stop: step,
    aborted: false,
    observed: { spikes: { kind: "spikes", ...spikes.all() } },
  };
}

function pictureOf(
  { settings: { spec, method, dt }, network, spikes, step, time }: Runner,
  window: number,
): RasterPicture {
  const from = Math.max(0, time - window), { step: steps, neuron } = spikes.from(spikes.firstFrom(from / dt));
  return {
    title: `COBA-HH ${spec.variant}, scale ${spec.scale}, seed ${spec.seed}, ${method}, dt ${dt} ms`,
    spikes: { step: steps.slice(), neuron: neuron.slice() },
    excitatory: network!.excitatory,
    neurons: network!.excitatory + network!.inhibitory,
    dt,
    from: timeOf(Math.round(from / dt), dt),
    to: Math.max(timeOf(step, dt), dt),
  };
}

/** The raster as it is on the screen, on the panel's colour instead of nothing. */
function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--panel").trim();
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) =>
    copy.toBlob((blob) => blob === null ? reject(new Error("the picture is too large")) : resolve(blob), "image/png")
  );
}

function offer(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
