/**
 * A progress bar on stderr, where that is a terminal; silence elsewhere.
 *
 * @module
 */

import cliProgress from "npm:cli-progress@3.12.0";

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

/** Work under a bar with a label; the bar is removed when the work ends, however it ends. */
export async function withProgress<T>(label: string, work: (onProgress: Progress["update"]) => Promise<T>): Promise<T> {
  const bar = progressBar(label);
  try {
    return await work(bar.update);
  } finally {
    bar.stop();
  }
}
