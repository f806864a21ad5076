import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { meanRates, rateCurve } from "../../plot/population_rate.ts";
import type { RecordedSpikes, Recording } from "../../record/recording.ts";
import { smallRecording } from "./arbitraries.ts";

/** Rounding of sums of some hundred rates of up to 1e5 Hz. */
const ROUNDING = 1e-6;

function whole({ start, stop, provenance: { dt } }: Recording): { first: number; last: number; dt: number } {
  return { first: start, last: stop, dt };
}

/** The recording with its spikes counted in bins, and no spikes. */
function binned(recording: Recording<{ spikes: RecordedSpikes }>, binSteps: number): Recording {
  const { start, stop, observed: { spikes }, provenance, ...rest } = recording,
    bins = Math.ceil((stop - start) / binSteps);
  const excitatory = new Uint32Array(bins), inhibitory = new Uint32Array(bins);
  spikes.step.forEach((step, k) => {
    (spikes.neuron[k] < provenance.excitatory ? excitatory : inhibitory)[Math.floor((step - start) / binSteps)]++;
  });
  return { ...rest, start, stop, provenance, observed: { rate: { kind: "rate", binSteps, excitatory, inhibitory } } };
}

Deno.test("the mean rate is spikes per neuron and second, whether from spikes or from bins of any length", () => {
  fc.assert(fc.property(smallRecording(), fc.integer({ min: 1, max: 50 }), (recording, binSteps) => {
    const { excitatory, dt } = recording.provenance;
    const count = recording.observed.spikes.neuron.filter((neuron) => neuron < excitatory).length;
    const expected = count / (excitatory * (recording.stop - recording.start) * dt / 1000);
    assertAlmostEquals(meanRates(recording, whole(recording))!.excitatory, expected, ROUNDING);
    const bins = binned(recording, binSteps);
    assertAlmostEquals(meanRates(bins, whole(bins))!.excitatory, expected, ROUNDING);
  }));
});

Deno.test("the area under the curve is the number of spikes, the last bin being cut where the recording ends", () => {
  fc.assert(fc.property(smallRecording(), (recording) => {
    const { edges, inhibitory } = rateCurve(recording, whole(recording))!, neurons = recording.provenance.inhibitory;
    const area = inhibitory.reduce((sum, rate, bin) => sum + rate * neurons * (edges[bin + 1] - edges[bin]) / 1000, 0);
    const count = recording.observed.spikes.neuron.filter((neuron) => neuron >= recording.provenance.excitatory).length;
    assertAlmostEquals(area, count, ROUNDING);
  }));
});

Deno.test("the curve of a window begins and ends with the window", () => {
  fc.assert(fc.property(smallRecording(), fc.nat(), fc.nat(), (recording, a, b) => {
    const { start, stop, provenance: { dt } } = recording;
    const first = start + a % (stop - start), last = first + 1 + b % (stop - first);
    const { edges } = rateCurve(recording, { first, last, dt })!;
    assertEquals([edges[0], edges[edges.length - 1]], [first * dt, last * dt]);
  }));
});

Deno.test("rates of recorded neurons are per recorded neuron", () => {
  fc.assert(fc.property(smallRecording(), fc.nat(), (recording, count) => {
    const { excitatory, inhibitory } = recording.provenance, { step, neuron } = recording.observed.spikes;
    const first = 1 + count % excitatory;
    const isIn = (_: number, k: number) => neuron[k] < first;
    const some = {
      kind: "spikes",
      step: step.filter(isIn),
      neuron: neuron.filter(isIn),
      neurons: range(first),
    } as const;
    const alone = { ...recording, provenance: { ...recording.provenance, excitatory: first, inhibitory } };
    const expected = meanRates({ ...alone, observed: { some: { ...some, neurons: range(first) } } }, whole(recording))!;
    const found = meanRates({ ...recording, observed: { some } }, whole(recording))!;
    assertAlmostEquals(found.excitatory, expected.excitatory, ROUNDING);
    assertEquals(found.inhibitory, NaN);
  }));
});

function range(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, i) => i);
}
