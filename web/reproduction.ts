/**
 * The command that makes the same spikes without a browser.
 *
 * @module
 */

import { cobaHh, specToJson, timeOf } from "../model/mod.ts";
import type { Settings } from "./settings.ts";

/** Name of the file of a specification, as the page saves it. */
export const SPEC_FILE = "network.json";

/** Whether variant, scale, scaling and seed say the whole network; if not, a file has to. */
export function isSaidByFlags({ spec }: Settings): boolean {
  const { variant, scale, scaling, seed } = spec;
  return specToJson(cobaHh({ variant, scale, scaling, seed })) === specToJson(spec);
}

/** The command for so many steps. */
export function commandOf(settings: Settings, steps: number): string {
  const { spec: { variant, scale, scaling, seed }, method, dt } = settings;
  const network = isSaidByFlags(settings)
    ? `--variant ${variant} --scale ${scale} --scaling ${scaling} --seed ${seed}`
    : `--spec ${SPEC_FILE}`;
  return `deno task sim ${network} --duration ${timeOf(steps, dt)} --dt ${dt} --method ${method}`;
}
