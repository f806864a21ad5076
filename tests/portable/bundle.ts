/**
 * mod.ts as one JavaScript file, and the program that other runtimes run with it.
 *
 * @module
 */

/** The bundle's text. */
export async function bundle(): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/cobahh.js`;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--quiet", "--platform", "browser", "--output", file, "mod.ts"],
      cwd: new URL("../../", import.meta.url),
    }).output();
    if (code !== 0) throw new Error(`cannot bundle: ${new TextDecoder().decode(stderr)}`);
    return await Deno.readTextFile(file);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Text of a function of the bundle's exports that gives the hashes of each method and variant, per thread count, over all
 * formats.
 */
export const HASHES: string =
  `async ({ buildNetwork, cobaHh, ROW_FORMATS, spikeHash, wasmEngine }, { dt, steps, methods }) => {
  const hashes = {};
  for (const [method, trains] of Object.entries(methods)) {
    for (const variant of Object.keys(trains)) {
      // As tests/engine/methods.ts has it: this method keeps the time of one spike a neuron, so it has no delay.
      const synapses = method === "substepped_interpolated" ? { delay: 0 } : {};
      const network = buildNetwork(cobaHh({ variant, synapses }));
      const formats = ROW_FORMATS.filter((format) => format !== "procedural" || network.connectivity.procedure);
      for (const threads of [1, 2]) {
        for (const format of formats) {
          const simulation = await wasmEngine.create(network, { dt, method, threads, format });
          const spikes = await simulation.advance(steps);
          const name = method + ", " + variant + ", " + threads + " threads asked, " + simulation.threads + " used";
          hashes[name] = [...new Set([...(hashes[name] ?? []), await spikeHash(spikes)])];
          await simulation[Symbol.asyncDispose]();
        }
      }
    }
  }
  return hashes;
}`;

/** Spike trains by method and variant: golden.json. */
export interface Golden {
  /** Time step [ms]. */
  readonly dt: number;
  /** Steps of each run. */
  readonly steps: number;
  /** Hash of each method's spikes in each variant. */
  readonly methods: Readonly<Record<string, Readonly<Record<string, { readonly hash: string }>>>>;
}

/** The trains of some variants only, which take less time. */
export function goldenOf({ dt, steps, methods }: Golden, variants: readonly string[]): Golden {
  const some = Object.entries(methods).map(([method, trains]) => {
    return [method, Object.fromEntries(variants.map((variant) => [variant, trains[variant]]))];
  });
  return { dt, steps, methods: Object.fromEntries(some) };
}

/** Results that HASHES must give where two threads are available, or only one. */
export function expected({ methods }: Golden, mostThreads: number): Record<string, string[]> {
  const hashes: Record<string, string[]> = {};
  for (const [method, trains] of Object.entries(methods)) {
    for (const [variant, { hash }] of Object.entries(trains)) {
      for (const threads of [1, 2]) {
        const used = Math.min(threads, mostThreads);
        hashes[`${method}, ${variant}, ${threads} threads asked, ${used} used`] = [hash];
      }
    }
  }
  return hashes;
}
