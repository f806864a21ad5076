/**
 * The rest of the suite `kernel`. Question: how long does it take until the first step can be done?
 *
 * @module
 */

import { assembleNetwork, buildNetwork, type Network, type NetworkSpec } from "../mod.ts";
import type { Contender, RunOptions } from "./contenders.ts";
import type { KernelLine } from "./line.ts";
import { inTurns, spreadOf, type Work } from "./sampling.ts";
import { synapsesFailure } from "./steps.ts";
import { deliveredSynapses, rowLengths } from "./synapses.ts";

/** Rounds: creating a large network takes seconds. */
const ROUNDS = 2;

/** Network whose creation is measured. */
interface Creation {
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
  readonly network: Network;
  readonly failures: readonly string[];
  readonly work: () => Promise<unknown>;
}

/** Times of building a network, making its rows, and creating a simulation of it, or of one neuron. */
export async function measureCreation(
  spec: NetworkSpec,
  contender: Contender,
  options: RunOptions,
): Promise<KernelLine[]> {
  const network = buildNetwork(spec);
  const { method = options.method } = contender;
  const synapses = sumOf(rowLengths(network));
  const miscounted = synapsesFailure(spec, network, synapses);
  const failures = miscounted === undefined ? [] : [miscounted];
  const none = new Uint32Array(0);
  const one = assembleNetwork({ ...spec, scale: 1, populations: { excitatory: 1, inhibitory: 0 } }, {
    pre: none,
    post: none,
  });
  const model = { engine: "model", threads: 1, network, failures };
  const created = { engine: contender.name, threads: options.threads };
  const create = async (network: Network) => await release(await contender.create(network, options));
  const creations: Creation[] = [
    { ...model, name: "build network", work: () => Promise.resolve(buildNetwork(spec)) },
    { ...model, name: "make rows", work: () => Promise.resolve(sumOf(rowLengths(network))) },
    {
      ...created,
      name: "create, with tables and rows",
      network,
      failures: [...failures, ...await deliveryFailures(contender, network, synapses, options)],
      work: () => create(network),
    },
    { ...created, name: "create, one neuron: tables", network: one, failures: [], work: () => create(one) },
  ];
  const right = creations.filter(({ failures }) => failures.length === 0);
  const works = right.map(({ work }): Work => ({
    prepare: () => Promise.resolve(),
    run: async () => void (await work()),
  }));
  const times = await inTurns(works, () => {}, ROUNDS);
  return creations.map((creation): KernelLine => {
    const { name, engine, threads, network: { neurons, connectivity, spec }, failures } = creation;
    const own = right.indexOf(creation);
    return {
      name,
      variant: spec.variant,
      scale: spec.scale,
      scaling: spec.scaling,
      engine,
      method,
      threads,
      neurons,
      synapses: connectivity.synapses,
      unit: "ms",
      rate: null,
      diverged: null,
      hash: null,
      failures,
      note: null,
      time: own < 0 ? null : spreadOf(times[own], 1e-6),
      timesReference: null,
      price: null,
    };
  });
}

/** Disposes of a simulation that was only to be created. */
async function release(simulation: AsyncDisposable): Promise<void> {
  await simulation[Symbol.asyncDispose]();
}

async function deliveryFailures(
  contender: Contender,
  network: Network,
  synapses: number,
  options: RunOptions,
): Promise<string[]> {
  await using simulation = await contender.create(network, options);
  const delivered = await deliveredSynapses(simulation);
  return delivered === synapses ? [] : [`it delivers through ${delivered} synapses, the network has ${synapses}`];
}

function sumOf(numbers: Uint32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
