/**
 * Recordings of every shape, as properties need them.
 *
 * @module
 */

import fc from "fast-check";
import { type NetworkSpec, type Observation, type RecordedSpikes, type Recording, STATE_VARIABLES } from "../../mod.ts";
import { smallSpec } from "../laws/arbitraries.ts";

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const double = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, Number.MIN_VALUE));

/** Two arrays of unsigned integers, equally long. */
function pairs(): fc.Arbitrary<[Uint32Array, Uint32Array]> {
  return fc.array(fc.tuple(uint32, uint32), { maxLength: 20 }).map((entries) => [
    Uint32Array.from(entries, ([a]) => a),
    Uint32Array.from(entries, ([, b]) => b),
  ]);
}

function trace(): fc.Arbitrary<Observation> {
  return fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 6 })).chain(([columns, rows]) =>
    fc.record({
      kind: fc.constant("trace" as const),
      variable: fc.constantFrom(...STATE_VARIABLES),
      neurons: fc.uint32Array({ minLength: columns, maxLength: columns }),
      step: fc.uint32Array({ minLength: rows, maxLength: rows }),
      values: fc.array(double, { minLength: columns * rows, maxLength: columns * rows })
        .map((values) => Float64Array.from(values)),
    })
  );
}

/** A small specification, now and then with a list of stimulus events. */
function spec(): fc.Arbitrary<NetworkSpec> {
  const events = fc.array(fc.tuple(uint32, fc.nat({ max: 3 })), { maxLength: 5 }).map((entries) => ({
    kind: "events" as const,
    steps: entries.map(([step]) => step),
    targets: entries.map(([, target]) => target),
  }));
  return fc.oneof(smallSpec(), fc.tuple(smallSpec(), events).map(([spec, stimulus]) => ({ ...spec, stimulus })));
}

/** What a recorder has seen; of spikes, steps and neurons of any number. */
function observation(): fc.Arbitrary<Observation> {
  return fc.oneof(
    fc.record({
      kind: fc.constant("spikes" as const),
      spikes: pairs(),
      neurons: fc.option(fc.uniqueArray(uint32, { maxLength: 5 }), { nil: undefined }),
    }).map(({ kind, spikes: [step, neuron], neurons }) => ({
      kind,
      step,
      neuron,
      ...(neurons !== undefined && { neurons: Uint32Array.from(neurons).sort() }),
    })),
    trace(),
    fc.tuple(fc.integer({ min: 1, max: 1000 }), pairs())
      .map(([binSteps, [excitatory, inhibitory]]) => ({ kind: "rate" as const, binSteps, excitatory, inhibitory })),
    fc.tuple(fc.integer({ min: 1, max: 1000 }), pairs(), fc.nat())
      .map(([every, [neurons, step], beyond]) => ({ kind: "nonFinite" as const, neurons, step, every, beyond })),
  );
}

/** Names of recorders: any text, and words of the format. */
const name = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("E.spike", "step", "values", "observed", "kind", '"step":[', "constructor", "0"),
);

/** A recording of any shape: observations under any names, or none, empty or not, finite or not. */
export function recording(): fc.Arbitrary<Recording> {
  return fc.record({
    provenance: fc.record({
      version: fc.string(),
      spec: spec(),
      excitatory: fc.nat(),
      inhibitory: fc.nat(),
      synapses: fc.nat(),
      engine: fc.string({ unit: "grapheme" }),
      precision: fc.constantFrom("float64", "float32"),
      method: fc.string(),
      dt: fc.double({ min: Number.MIN_VALUE, max: 100, noNaN: true }),
      threads: fc.nat(),
    }),
    start: fc.nat({ max: 1000 }),
    stop: fc.integer({ min: 1000, max: 0xffffffff }),
    aborted: fc.boolean(),
    observed: fc.array(fc.tuple(name, observation()), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  }).map(withSpikesInOrder);
}

/** The recording with spikes in its steps, of its neurons, and in order. */
function withSpikesInOrder(recording: Recording): Recording {
  const observed = Object.entries(recording.observed).map(([name, one]) => [
    name,
    one.kind === "spikes" ? fitted(one, recording) : one,
  ]);
  return { ...recording, observed: Object.fromEntries(observed) };
}

function fitted(
  spikes: RecordedSpikes,
  { start, stop, provenance: { excitatory, inhibitory } }: Recording,
): Observation {
  const steps = stop - start, size = excitatory + inhibitory;
  const fitted = steps === 0 || size === 0 ? [] : Array.from(
    spikes.step,
    (step, k) => [start + step % steps, spikes.neuron[k] % size] as const,
  ).sort(([s, i], [t, j]) => s - t || i - j).filter(([s, i], k, all) => s !== all[k - 1]?.[0] || i !== all[k - 1][1]);
  const [step, neuron] = [0, 1].map((part) => Uint32Array.from(fitted, (spike) => spike[part]));
  const neurons = spikes.neurons?.filter((i) => i < size);
  return { kind: "spikes", step, neuron, ...(neurons && { neurons }) };
}
