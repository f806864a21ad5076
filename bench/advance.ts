/**
 * Many steps in parts, so that progress can be seen.
 *
 * @module
 */

import { joinedSpikes, type Simulation, type Spikes } from "../mod.ts";

/** Parts in which many steps are done. */
const PARTS = 20;

/** Advances by `steps`; calls `onSteps` with the number of steps done, again and again. */
export async function advance(
  simulation: Simulation,
  steps: number,
  onSteps: (steps: number) => void = () => {},
): Promise<Spikes> {
  const parts: Spikes[] = [];
  for (let left = steps; left > 0;) {
    const part = Math.min(left, Math.ceil(steps / PARTS));
    parts.push(await simulation.advance(part));
    left -= part;
    onSteps(part);
  }
  return joinedSpikes(parts);
}
