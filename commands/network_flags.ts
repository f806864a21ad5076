/**
 * The flags that say which network: `--variant`, `--scale`, `--scaling`, `--seed`, or `--spec` for everything at once.
 *
 * @module
 */

import { cobaHh, type NetworkSpec, specFromJson, variants } from "../mod.ts";
import type { Arguments } from "./arguments.ts";
import { BadUse, blamingInput } from "./bad_use.ts";
import { requireNetworkMemory } from "./memory.ts";
import { readText } from "./read_file.ts";

/** Flags that say a part of it each; --spec says it all. */
const PARTS = ["variant", "scale", "scaling", "seed"];

/** The flags, all with a value. */
export const NETWORK_FLAGS: readonly string[] = [...PARTS, "spec"];

/** Help of these flags. */
export const NETWORK_HELP: string = `The network
  --variant NAME     published version: ${Object.keys(variants).join(", ")} [seed-1]
  --scale X          size relative to 4000 neurons [1]
  --scaling RULE     weights: connection probability kept, weights / scale; in-degree: inputs per neuron kept
                     [weights for seed-*, in-degree for the others]
  --seed N           seed of synapses, initial state and stimulus [1]
  --spec FILE        all of this and every other choice from a JSON file, as each run of sim writes it to network.json`;

/**
 * The specification that the flags come to.
 * @throws {BadUse} where they do not come to one.
 */
export async function networkSpecOf(args: Arguments): Promise<NetworkSpec> {
  const file = args.text("spec");
  if (file === undefined) {
    const options = {
      variant: args.text("variant"),
      scale: args.number("scale"),
      scaling: args.text("scaling") as NetworkSpec["scaling"] | undefined,
      seed: args.number("seed"),
    };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    return await blamingInput(() => possible(cobaHh(given)));
  }
  const beside = PARTS.find((name) => args.text(name) !== undefined);
  if (beside !== undefined) throw new BadUse(`--${beside} cannot be given beside --spec, which says it already`);
  const text = await readText(file);
  return await blamingInput(() => possible(specFromJson(text)));
}

/** The specification, of a network that this machine's memory can hold. */
function possible(spec: NetworkSpec): NetworkSpec {
  requireNetworkMemory(spec);
  return spec;
}
