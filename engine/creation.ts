/**
 * What the creation of a simulation has in common for engines that run the same plan: checked options, and one error where
 * memory cannot be had.
 *
 * @module
 */

import { delaySteps } from "../model/delay.ts";
import { DEFAULT_METHOD, methodOf } from "../model/methods.ts";
import type { Network } from "../model/network.ts";
import { received } from "../model/received.ts";
import type { SimulationOptions } from "../model/simulation.ts";
import { checkOptions } from "../model/simulation_checks.ts";
import type { PlanOptions } from "./plan.ts";
import type { RowFormat } from "./row_format.ts";

/** Options of a plan, with the delay of its synapses in steps, and the step that the simulation begins at. */
export interface CheckedOptions extends PlanOptions {
  readonly delay: number;
  readonly firstStep: number;
}

/**
 * The options, with defaults filled in; the method has to be one of `methods`.
 * @throws {RangeError} where one is not usable.
 */
export function checkedOptions(
  network: Network,
  options: SimulationOptions & { readonly format?: RowFormat; readonly firstStep?: number },
  methods: readonly string[],
): CheckedOptions {
  const { dt, method = DEFAULT_METHOD, threads = 1, format, firstStep = 0 } = options;
  checkOptions(options);
  if (!methods.includes(method)) {
    const known = methods.join(", ");
    throw new RangeError(
      `Cannot create simulation: method must be one of ${known}, received ${received(method)}${reasonWithout(method)}`,
    );
  }
  if (!(Number.isInteger(firstStep) && firstStep >= 0 && firstStep < 2 ** 32)) {
    throw new RangeError(
      `Cannot create simulation: firstStep must be an integer in [0, 2^32), received ${received(firstStep)}`,
    );
  }
  return { dt, method, threads, format, firstStep, delay: delaySteps(network.spec.synapses, { dt, method }) };
}

/** Why these engines have not got a method of the library, where the reason is in its step. */
function reasonWithout(method: string): string {
  return methodOf(method).family === "adaptive Runge–Kutta"
    ? " (each neuron takes its own number of sub-steps, and this engine steps several at once; engine reference has it)"
    : "";
}

/** Creates; what an engine says when memory cannot be had differs, and becomes one RangeError. */
export async function withinMemory<Created>(
  { neurons, connectivity: { synapses } }: Network,
  create: () => Promise<Created>,
): Promise<Created> {
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof RangeError) || error.message.startsWith("Cannot")) throw error;
    throw new RangeError(
      `Cannot create simulation: memory for ${neurons} neurons and ${synapses} synapses is required, and the runtime has ` +
        `none left (${error.message})`,
    );
  }
}
