/**
 * Laws: statements that hold of every right engine, each with the samples that it is checked on and a check that says what
 * came instead.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { StateVariable } from "../../model/simulation.ts";
import type { CobaHhOptions } from "../../model/variants.ts";
import type { CellState } from "./cells.ts";
import type { Subject } from "./subject.ts";

/**
 * A law about one engine and one of its methods, ready to be checked.
 *
 * @category Laws
 */
export interface Law {
  /** What holds, in words; unique among the laws of an engine. */
  readonly name: string;
  /** What it follows from: an equation, a definition of the interface, or whose numbers it holds the engine to. */
  readonly source: string;
  /** The method it is checked with. */
  readonly method: string;
  /** Whether its check takes seconds. */
  readonly isSlow: boolean;
  /** Why it says nothing about this engine and method, where it does not. */
  readonly skipped?: string;
  /**
   * Checks it.
   * @throws {LawError} that says which law is broken, what was expected, what came, and what was under test.
   */
  check(): Promise<void>;
}

/**
 * An engine breaks a law.
 *
 * @category Laws
 */
export class LawError extends Error {
  /** Name of the error class. */
  override readonly name = "LawError";
}

/** A stream of uniform numbers on [0, 1). */
export type Chance = () => number;

/** A sample of a law about networks: small networks, dense enough to be active. */
export interface NetworkSample {
  /** A network of a few dozen neurons. */
  readonly network: Network;
  /** Another one. */
  readonly other: Network;
  /** Where everything else is drawn from that a check needs. */
  readonly chance: Chance;
}

/** A sample of a law about states of cells. */
export interface StatesSample {
  /** What the cells are, as options of a specification. */
  readonly options: CobaHhOptions;
  /** The state of each. */
  readonly states: readonly CellState[];
  /** Time step [ms]. */
  readonly dt: number;
  /** Where everything else is drawn from that a check needs. */
  readonly chance: Chance;
}

/** Which states a law is about. */
export interface StateRange {
  /**
   * Potentials: within the reversal potentials of potassium and sodium, up to 30 mV beyond them, or anywhere, as far as
   * numbers go.
   */
  readonly v: "within" | "beyond" | "anywhere";
  /** Conductances, relative to the strongest ones that come in the network: 0.3 gE and 3.5 gI of cM per ms. */
  readonly strength: number;
  /** Time steps, from the least to the greatest [ms]; the subject's where they are left out. */
  readonly dts?: readonly number[];
}

/** Fields that all laws of the list have. */
interface Stated {
  /** What holds. */
  readonly name: string;
  /** What it follows from. */
  readonly source: string;
  /** State variables that its check reads or writes. */
  readonly needs?: readonly StateVariable[];
  /** Whether it follows every step, for which an adaptive method has to tell its next sub-step. */
  readonly followsSteps?: boolean;
  /** Whether its check takes seconds. */
  readonly isSlow?: boolean;
  /** Specifications that it cannot do without: it is silent about an engine that does not support one of them. */
  readonly uses?: readonly CobaHhOptions[];
  /** Why it says nothing about a subject, or undefined where it does. */
  isSilent?(subject: Subject): string | undefined;
}

/** A law about networks. */
export interface NetworkLaw extends Stated {
  /** What it is about. */
  readonly about: "network";
  /** Number of samples that it is checked on. */
  readonly count: number;
  /** Whether the networks have no stimulus. */
  readonly isQuiet?: boolean;
  /** Throws where it does not hold of a sample. */
  holds(subject: Subject, sample: NetworkSample): Promise<void>;
}

/** A law about states of cells. */
export interface StatesLaw extends Stated {
  /** What it is about. */
  readonly about: "states";
  /** Which states. */
  readonly states: StateRange;
  /** Cells of each kind are checked, as far as an engine supports them. */
  readonly choices: readonly CobaHhOptions[];
  /** Throws where it does not hold of a sample. */
  holds(subject: Subject, sample: StatesSample): Promise<void>;
}

/** A law for which nothing is drawn. */
export interface FixedLaw extends Stated {
  /** What it is about. */
  readonly about: "nothing";
  /** What is checked one after the other, as far as an engine supports it; nothing in particular where it is left out. */
  readonly choices?: readonly CobaHhOptions[];
  /** Throws where it does not hold. */
  holds(subject: Subject, options: CobaHhOptions): Promise<void>;
}

/** A law as the list has it: about any engine. */
export type GeneralLaw = NetworkLaw | StatesLaw | FixedLaw;
