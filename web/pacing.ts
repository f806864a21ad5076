/**
 * Pacing: how many steps to request next, so that the simulation keeps the requested speed and the page stays responsive.
 *
 * @module
 */

/** Wall time that a batch should take [ms]: less than a frame, and long against a message. */
const BATCH = 8;

/** Wall time whose backlog is made up for at most [ms]: who is slower than real time does not catch up later. */
const BACKLOG = 50;

/** Weight of a new measurement of how fast the simulation is. */
const WEIGHT = 0.2;

/** Paces a run. All times are in ms. */
export class Pacer {
  #speed: number;
  #last: number | undefined;
  #due = 0;
  /** Simulated time per wall time that workers have shown; unknown at first, so batches begin small. */
  #rate: number | undefined;

  /** A pacer for so much simulated time per wall time; Infinity is as fast as it can. */
  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Changes the speed. */
  set speed(speed: number) {
    this.#speed = speed;
    this.#due = 0;
  }

  /** Forgets the wall time that has passed: after a pause. */
  rest(): void {
    this.#last = undefined;
    this.#due = 0;
  }

  /** Learns that a batch of so much simulated time took so much wall time. */
  learn(simulated: number, wall: number): void {
    const rate = simulated / Math.max(wall, 0.05);
    this.#rate = this.#rate === undefined ? rate : this.#rate + WEIGHT * (rate - this.#rate);
  }

  /** Simulated time of the next batch, a multiple of `quantum` [ms], perhaps 0, given the wall time now. */
  next(now: number, quantum: number): number {
    const passed = now - (this.#last ?? now);
    this.#last = now;
    const most = Math.max(quantum, this.#rate === undefined ? 10 * quantum : BATCH * this.#rate);
    if (this.#speed === Infinity) return whole(most, quantum);
    this.#due = Math.min(this.#due + this.#speed * passed, Math.max(quantum, BACKLOG * this.#speed));
    const batch = whole(Math.min(this.#due, most), quantum);
    this.#due -= batch;
    return batch;
  }
}

/** The largest multiple of the quantum up to this time; the addend makes up for rounding. */
function whole(time: number, quantum: number): number {
  return Math.floor(time / quantum + 1e-6) * quantum;
}
