import fc from "fast-check";
import { assembleNetwork, buildNetwork, cobaHh } from "../../mod.ts";
import { chargeBalances } from "../../validation/laws/charge.ts";
import { spikesReachTheirTargets } from "../../validation/laws/connectivity.ts";
import { budgetBalances, weightsArriveOnce } from "../../validation/laws/conservation.ts";
import { cellState, runsOf, smallSpec } from "./arbitraries.ts";
import { eachMethod } from "./each_engine.ts";

eachMethod("every spike adds its weight once at each of its targets, in the next step", async (subject) => {
  const property = fc.asyncProperty(smallSpec(), (spec) => weightsArriveOnce(subject, buildNetwork(spec)));
  await fc.assert(property, runsOf(subject, 20));
});

eachMethod("the conductances at the end of a run are the weights of its spikes, decayed", async (subject) => {
  const steps = fc.integer({ min: 1, max: 400 });
  const property = fc.asyncProperty(
    smallSpec(),
    steps,
    (spec, steps) => budgetBalances(subject, buildNetwork(spec), steps),
  );
  await fc.assert(property, runsOf(subject, 20));
});

eachMethod("any synapses are honoured, whichever neurons fire", async (subject) => {
  const neuron = fc.nat({ max: 19 });
  const edges = fc.array(fc.tuple(neuron, neuron), { maxLength: 300 });
  const property = fc.asyncProperty(edges, fc.uniqueArray(neuron), async (edges, fired) => {
    const network = assembleNetwork(cobaHh({ populations: { excitatory: 13, inhibitory: 7 } }), {
      pre: Uint32Array.from(edges, ([i]) => i),
      post: Uint32Array.from(edges, ([, j]) => j),
    });
    await spikesReachTheirTargets(subject, network, fired);
  });
  await fc.assert(property, runsOf(subject, 30));
});

eachMethod("the charge of a step balances: cM Δv is what the currents carry while v relaxes", async (subject) => {
  for (const variant of ["seed-1", "seed-2", "seed-3", "brian2"]) {
    const { cM } = cobaHh({ variant }).parameters;
    const states = fc.array(cellState({ cM, v: [-90, 50] }), { minLength: 1, maxLength: 40 });
    const current = fc.double({ min: -2.5, max: 2.5, noNaN: true });
    const property = fc.asyncProperty(
      states,
      current,
      (states, perCapacitance) => chargeBalances(subject, { variant, current: cM * perCapacitance }, states),
    );
    await fc.assert(property, runsOf(subject, 12));
  }
}, ({ scheme }) => scheme.kind !== "other");
