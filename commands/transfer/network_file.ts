/**
 * Networks in files: `--network`, and whatever the argument of `import` is.
 *
 * @module
 */

import type { Network, NetworkSpec } from "../../mod.ts";
import { specFromJson } from "../../mod.ts";
import { networkFromCsv, networkFromNpz, networkFromSonata } from "../../interchange/mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { NETWORK_FLAGS } from "../network_flags.ts";
import { FileSource, readBytes, readText } from "../read_file.ts";

/** What help says of the flag. */
export const NETWORK_FILE_HELP: string =
  `  --network FILE     instead of all these, a network with its synapses and state: network.npz, or a folder that export
                     has written`;

/**
 * The network that `--network` names, or undefined.
 * @throws {BadUse} where it cannot be read, or other flags say a network, too.
 */
export async function networkFileOf(args: Arguments): Promise<Network | undefined> {
  const path = args.text("network");
  if (path === undefined) return undefined;
  const beside = NETWORK_FLAGS.find((name) => args.text(name) !== undefined);
  if (beside !== undefined) throw new BadUse(`--${beside} cannot be given beside --network, which says it already`);
  return await readNetwork(path);
}

/**
 * The network in a file, NPZ, or in a folder of CSV or SONATA; `spec` for files that have none of their own.
 * @throws {BadUse} where it cannot be read.
 */
export async function readNetwork(path: string, spec?: NetworkSpec): Promise<Network> {
  const names = await namesIn(path);
  try {
    return await blamingInput(async () => {
      if (names === undefined) return await npzAt(path, spec);
      const bytesOf = (name: string) => readBytes(`${path}/${name}`);
      const optional = (name: string) => names.includes(name) ? bytesOf(name) : undefined;
      if (names.includes("network.npz")) return await npzAt(`${path}/network.npz`, spec);
      const known = spec ?? specFromJson(await readText(`${path}/network.json`));
      const synapses = names.find((name) => name === "synapses.csv.gz" || name === "synapses.csv");
      if (synapses !== undefined) return networkFromCsv(known, await bytesOf(synapses), await optional("neurons.csv"));
      if (names.includes("edges.h5")) {
        return await networkFromSonata(known, await bytesOf("edges.h5"), await optional("nodes.h5"));
      }
      throw new BadUse(
        `a folder with network.npz, synapses.csv or edges.h5 is required, received ${
          names.join(", ") || "an empty one"
        }`,
      );
    });
  } catch (error) {
    throw error instanceof BadUse ? new BadUse(`${path}: ${error.message}`) : error;
  }
}

async function npzAt(path: string, spec: NetworkSpec | undefined): Promise<Network> {
  using source = await FileSource.open(path);
  return networkFromNpz(source, spec);
}

/** The files in a folder, or undefined where the path is none. */
async function namesIn(path: string): Promise<string[] | undefined> {
  try {
    return (await Array.fromAsync(Deno.readDir(path), ({ name }) => name)).sort();
  } catch {
    return undefined;
  }
}
