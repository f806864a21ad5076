/**
 * The comparison: everybody prepares, then all run in turns, A B C, A B C, …, so that all see the same machine where its speed
 * drifts.
 *
 * @module
 */

import type { Network } from "../../mod.ts";
import { medianOfRounds, spreadOf, type Times } from "../sampling.ts";
import type { Contestant, Preparation } from "./contestant.ts";
import { ContestantError } from "./contestant.ts";
import { RateStandard, type RunWindow } from "./standard.ts";
import type { PeerLine, PeerSpeed } from "./line.ts";
import type { Integrator, Peer } from "./peers.ts";
import { type Finding, judged, preparationFailures } from "./verify.ts";

/** A contestant with what its runs must be like. */
export interface Entrant {
  /** Who runs. */
  readonly contestant: Contestant;
  /** Whose rates it must have. */
  readonly integrator: Integrator;
  /** What this library's network must be like to have the same spikes; left out where none is. */
  readonly like?: Peer["like"];
}

/** Options of the measurement. */
export interface MeasureOptions extends RunWindow {
  /** Turns. */
  readonly rounds: number;
  /** Time after which a contestant takes part no more [s]. */
  readonly patience: number;
  /** Name of the contestant that the others are compared with, thread for thread. */
  readonly standard: string;
  /** Told of what is being done. */
  readonly onStage?: (what: string, fraction: number) => void;
  /** Given the lines so far after each turn. */
  readonly onRound?: (lines: readonly PeerLine[]) => Promise<void>;
}

/** State of a participant. */
interface State {
  readonly entrant: Entrant;
  readonly failures: string[];
  readonly seconds: number[];
  readonly processor: number[];
  preparation?: Preparation;
  finding?: Finding;
  nonFinite?: number;
}

/** Everybody runs the network: a line each, in the order of the entrants. */
export async function measurePeers(
  entrants: readonly Entrant[],
  network: Network,
  { rounds, patience, standard, onStage = () => {}, onRound, dt, steps }: MeasureOptions,
): Promise<PeerLine[]> {
  const window = { dt, steps }, rateStandard = new RateStandard(network, window);
  const states = entrants.map((entrant): State => ({ entrant, failures: [], seconds: [], processor: [] }));
  const stages = states.length * (rounds + 1);
  let done = 0;
  const stage = (what: string, { contestant: { identity } }: Entrant) =>
    onStage(`${what} ${identity.title}`, done++ / stages);
  await using ended = new AsyncDisposableStack();
  for (const state of states) {
    const { entrant: { contestant }, failures } = state;
    stage("prepare", state.entrant);
    ended.use(contestant);
    await noting(failures, async () => {
      state.preparation = await contestant.prepare();
      failures.push(...preparationFailures(state.preparation, network));
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const state of states) {
      const { entrant: { contestant, ...kind }, failures, seconds, processor } = state;
      stage("run", state.entrant);
      const isTired = seconds.reduce((sum, time) => sum + time, 0) > patience;
      if (failures.length > 0 || isTired) continue;
      await noting(failures, async () => {
        const { simulateSeconds, processorSeconds, nonFinite, spikes } = await contestant.run(round === 0);
        seconds.push(simulateSeconds);
        processor.push(processorSeconds);
        state.nonFinite = nonFinite;
        if (spikes === undefined) return;
        state.finding = await judged(contestant, spikes, network, window, rateStandard, kind);
        failures.push(...state.finding.failures);
      });
    }
    await onRound?.(states.map((state) => lineOf(state, states, network, window, standard)));
  }
  for (const { entrant: { contestant: { identity } }, failures, nonFinite } of states) {
    // Float32 of others loses neurons, and they say nothing of it: their table tells. Here it would be a fault.
    if (identity.isOwn && (nonFinite ?? 0) > 0) failures.push(`${nonFinite} neurons are NaN or beyond any membrane`);
  }
  return states.map((state) => lineOf(state, states, network, window, standard));
}

/** Does something; what keeps it from being done is noted. */
async function noting(failures: string[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isKnown = error instanceof ContestantError || error instanceof RangeError || error instanceof SyntaxError;
    if (!isKnown) throw error;
    failures.push(error.message);
  }
}

function lineOf(
  state: State,
  all: readonly State[],
  network: Network,
  window: RunWindow,
  standard: string,
): PeerLine {
  const { entrant: { contestant }, preparation, finding, failures, nonFinite, seconds } = state;
  const ours = all.find(({ entrant: { contestant: { identity: { title, threads } } } }) =>
    title === standard && threads === contestant.identity.threads
  );
  const isTimed = failures.length === 0 && seconds.length > 0;
  return {
    ...contestant.identity,
    version: preparation?.version ?? null,
    synapses: preparation?.synapses ?? null,
    rate: finding?.rate ?? null,
    cv: finding?.cv ?? null,
    nonFinite: nonFinite ?? null,
    hash: finding?.hash ?? null,
    isIdentical: finding?.isIdentical ?? null,
    buildSeconds: preparation?.buildSeconds ?? null,
    compileSeconds: preparation?.compileSeconds ?? null,
    failures,
    speed: isTimed ? speedOf(state, ours?.failures.length === 0 ? ours : undefined, network, window) : null,
  };
}

/** One sample a round. */
function timesOf(seconds: readonly number[]): Times {
  return seconds.map((time) => [time]);
}

function speedOf(
  state: State,
  ours: State | undefined,
  { neurons }: Network,
  { dt, steps }: RunWindow,
): PeerSpeed {
  const wall = timesOf(state.seconds), processor = timesOf(state.processor);
  const perNeuronStep = 1e9 / (neurons * steps);
  return {
    runs: wall.length,
    simulateSeconds: spreadOf(wall, 1),
    nsPerNeuronStep: spreadOf(wall, perNeuronStep),
    realTimeFactor: spreadOf(wall, 1000 / (steps * dt)),
    timesOurs: ratio(wall, timesOf(ours?.seconds ?? [])),
    processorNsPerNeuronStep: spreadOf(processor, perNeuronStep),
    processorTimesOurs: ratio(processor, timesOf(ours?.processor ?? [])),
  };
}

/** Median over the rounds that both took part in of theirs over ours; null where there is none. */
function ratio(theirs: Times, ours: Times): number | null {
  const common = Math.min(theirs.length, ours.length);
  return common === 0 ? null : medianOfRounds(theirs.slice(0, common), ours.slice(0, common), (a, b) => a / b);
}
