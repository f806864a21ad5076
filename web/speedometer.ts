/**
 * The real-time factor: simulated time per wall time, over about the last second.
 *
 * @module
 */

/** Wall time that is looked back on [ms]. */
const BACK = 1000;

/** Measures the real-time factor. */
export class Speedometer {
  #marks: { readonly wall: number; readonly simulated: number }[] = [];
  /** The factor; undefined before there is one. */
  factor: number | undefined;

  /** Forgets everything. */
  reset(): void {
    this.#marks = [];
    this.factor = undefined;
  }

  /** At this wall time so much was simulated [ms]; while nothing runs, the last factor stays. */
  note(wall: number, simulated: number, isRunning: boolean): void {
    if (!isRunning) {
      this.#marks = [];
      return;
    }
    this.#marks.push({ wall, simulated });
    while (this.#marks.length > 2 && wall - this.#marks[1].wall >= BACK) this.#marks.shift();
    const first = this.#marks[0];
    if (wall - first.wall > BACK / 4) this.factor = (simulated - first.simulated) / (wall - first.wall);
  }
}
