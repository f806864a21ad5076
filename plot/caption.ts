/**
 * Caption of a picture: the network, its firing rate, and how it was simulated.
 *
 * @module
 */

import { milliseconds } from "../model/milliseconds.ts";
import { nonFiniteOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";
import type { PlotOptions } from "./options.ts";
import { meanRates, shownPopulations } from "./population_rate.ts";
import type { TimeWindow } from "./time_window.ts";

/** Title of a picture: "COBA-HH seed-1, scale 1: E 37.1 Hz, I 36.8 Hz", the rates being means over the window. */
export function title(recording: Recording, window: TimeWindow, options: PlotOptions): string {
  if (options.title !== undefined) return options.title;
  const { spec } = recording.provenance, shown = shownPopulations(recording);
  const scale = `scale ${spec.scale}` + (spec.scale === 1 ? "" : ` (${spec.scaling})`);
  const mean = meanRates(recording, window);
  const rates = mean === undefined ? [] : [
    ...(shown.excitatory ? [`E ${mean.excitatory.toFixed(1)} Hz`] : []),
    ...(shown.inhibitory ? [`I ${mean.inhibitory.toFixed(1)} Hz`] : []),
  ];
  return `COBA-HH ${spec.variant}, ${scale}` + (rates.length > 0 ? `: ${rates.join(", ")}` : "");
}

/** Subtitle of a picture: where the recording comes from, then what has to be known to read the picture rightly. */
export function subtitle(recording: Recording, options: PlotOptions, notes: readonly string[] = []): string {
  const { provenance, aborted, stop } = recording, nonFinite = nonFiniteOf(recording);
  const { engine, precision, method, dt, spec: { seed } } = provenance;
  const origin = options.subtitle ?? `engine ${engine} (${precision}), method ${method}, dt ${dt} ms, seed ${seed}`;
  return [
    origin,
    ...notes,
    ...(aborted ? [`run aborted at ${milliseconds(stop * dt)} ms`] : []),
    ...(nonFinite !== undefined && nonFinite.neurons.length > 0
      ? [
        `${counted(nonFinite.neurons.length, "neuron")} not finite, the first seen at ${
          milliseconds(nonFinite.step[0] * dt)
        } ms`,
      ]
      : []),
  ].join("; ");
}

/** A number of things: "1 spike", "14,779 spikes". */
export function counted(number: number, thing: string): string {
  return `${number.toLocaleString("en-US")} ${thing}${number === 1 ? "" : "s"}`;
}
