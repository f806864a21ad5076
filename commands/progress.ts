/**
 * A progress bar on stderr, where that is a terminal; silence elsewhere.
 *
 * @module
 */

import cliProgress from "cli-progress";

/** Shows how much of some work is done. */
export interface Progress {
  /** Moves the bar; fraction in [0, 1]. */
  update(fraction: number): void;
  /** Removes the bar. */
  stop(): void;
}

/** A bar with a label. */
export function progressBar(label: string): Progress {
  if (!Deno.stderr.isTerminal()) return { update: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage} % | {eta_formatted} left`,
    hideCursor: true,
    clearOnComplete: true,
  }, cliProgress.Presets.shades_classic);
  bar.start(1000, 0);
  return { update: (fraction) => bar.update(Math.round(1000 * fraction)), stop: () => bar.stop() };
}
