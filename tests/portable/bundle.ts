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

/** Text of a function of the bundle's exports that gives the hashes of each variant, per thread count, over all formats. */
export const HASHES: string =
  `async ({ buildNetwork, cobaHh, ROW_FORMATS, spikeHash, variants, wasmEngine }, dt, steps) => {
  const hashes = {};
  for (const variant of Object.keys(variants)) {
    for (const threads of [1, 2]) {
      const network = buildNetwork(cobaHh({ variant }));
      const formats = ROW_FORMATS.filter((format) => format !== "procedural" || network.connectivity.procedure);
      for (const format of formats) {
        const simulation = await wasmEngine.create(network, { dt, threads, format });
        const spikes = await simulation.advance(steps);
        const name = variant + ", " + threads + " threads asked, " + simulation.threads + " used";
        hashes[name] = [...new Set([...(hashes[name] ?? []), await spikeHash(spikes)])];
        await simulation[Symbol.asyncDispose]();
      }
    }
  }
  return hashes;
}`;

/** What HASHES has to give where two threads can be had, or where only one can. */
export function expected(
  variants: Readonly<Record<string, { readonly hash: string }>>,
  mostThreads: number,
): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(variants).flatMap(([variant, { hash }]) =>
      [1, 2].map((threads) => [`${variant}, ${threads} threads asked, ${Math.min(threads, mostThreads)} used`, [hash]])
    ),
  );
}
