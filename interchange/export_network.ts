/**
 * The network for other programs: files of data, and for simulators a script of their own besides.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { received } from "../model/received.ts";
import { validateSpec } from "../model/validate_spec.ts";
import type { ExportedFile } from "./exported_file.ts";
import { networkToCsv } from "./network_csv.ts";
import { type NetworkFileOptions, networkToNpz } from "./network_npz.ts";
import { networkToSonata } from "./network_sonata.ts";
import { brainpyScript } from "../simulators/brainpy/script.ts";
import { brian2Script } from "../simulators/brian2/script.ts";
import { nestScript } from "../simulators/nest/script.ts";
import { MECHANISM, neuronScript } from "../simulators/neuron/script.ts";

/**
 * Targets of an export.
 *
 * @category Network files
 */
export type ExportTarget = "npz" | "csv" | "sonata" | "nest" | "neuron" | "brian2" | "brainpy";

/**
 * Every target, the formats first.
 *
 * @category Network files
 */
export const EXPORT_TARGETS: readonly ExportTarget[] = [
  "npz",
  "csv",
  "sonata",
  "nest",
  "neuron",
  "brian2",
  "brainpy",
];

/**
 * The files of a network for a target; those of a simulator are `network.npz` and its script, which is to be run beside it.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh } from "@cobahh/cobahh";
 * import { exportNetwork } from "@cobahh/cobahh/interchange";
 *
 * const files = await exportNetwork(buildNetwork(cobaHh({ variant: "nest" })), "nest");
 * console.log(files.map(({ name }) => name)); // ["network.npz", "nest_cobahh.py"]
 * ```
 * @throws {RangeError} where the network's specification or dt is not valid.
 * @category Network files
 */
export async function exportNetwork(
  network: Network,
  target: ExportTarget,
  options: NetworkFileOptions = {},
): Promise<ExportedFile[]> {
  const { dt = 0.1 } = options;
  if (typeof dt !== "number" || !(dt > 0 && dt < Infinity)) {
    throw new RangeError(`Cannot export network: dt must be a positive number of ms, received ${received(dt)}`);
  }
  // A network may be put together by hand: what goes into text is checked here once more.
  validateSpec(network.spec);
  const npz = { name: "network.npz", content: networkToNpz(network, { dt }) };
  switch (target) {
    case "npz":
      return [npz];
    case "csv":
      return networkToCsv(network, { dt });
    case "sonata":
      return await networkToSonata(network);
    case "nest":
      return [npz, { name: "nest_cobahh.py", content: nestScript(network, dt) }];
    case "neuron":
      return [npz, { name: "neuron_cobahh.py", content: neuronScript(network, dt) }, {
        name: "traub.mod",
        content: MECHANISM,
      }];
    case "brian2":
      return [npz, { name: "brian2_cobahh.py", content: brian2Script(network, dt) }];
    case "brainpy":
      return [npz, { name: "brainpy_cobahh.py", content: brainpyScript(network, dt) }];
  }
}
