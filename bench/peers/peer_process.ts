/**
 * A simulator as a contestant: a process of its own, which prepares the network and then runs it whenever it is asked to.
 * The protocol is that of peer.py: a line of JSON for each thing that is done.
 *
 * @module
 */

import { quoted } from "../../mod.ts";
import { readSpikeFile, toSteps } from "../../interchange/mod.ts";
import { type Contestant, ContestantError, type Identity, type Preparation, type Ran } from "./contestant.ts";

/** Command line of a simulator. */
export interface PeerCommand {
  /** Who it is. */
  readonly identity: Identity;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Where spikes are written to, for this contestant only. */
  readonly spikeFile: string;
  /** Time step of its spikes [ms]. */
  readonly dt: number;
}

/** Processes that have been started and not ended. */
const running = new Set<Deno.ChildProcess>();

/** Ends every simulator at once. */
export function endPeers(): void {
  for (const process of running) {
    try {
      process.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** A simulator in a process of its own. */
export class PeerProcess implements Contestant {
  readonly identity: Identity;
  #options: PeerCommand;
  #process: Deno.ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  #complaint: Promise<string> | undefined;

  /** A simulator that has not been started yet. */
  constructor(options: PeerCommand) {
    this.identity = options.identity;
    this.#options = options;
  }

  /** Starts it, and waits until the network is ready. */
  async prepare(): Promise<Preparation> {
    const [program, ...args] = this.#options.command;
    try {
      this.#process = new Deno.Command(program, { args, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
    } catch (error) {
      throw new ContestantError(`it cannot be started: ${(error as Error).message}`);
    }
    running.add(this.#process);
    this.#lines = linesOf(this.#process.stdout);
    this.#writer = this.#process.stdin.getWriter();
    this.#complaint = lastLineOf(this.#process.stderr);
    const { version, neurons, synapses, buildSeconds, compileSeconds } = await this.#answer();
    const numbers = [neurons, synapses, buildSeconds, compileSeconds];
    if (typeof version !== "string" || !numbers.every((value) => typeof value === "number")) {
      throw new ContestantError("it does not say what it has prepared");
    }
    return { version, neurons, synapses, buildSeconds, compileSeconds } as Preparation;
  }

  /** Has it run once. */
  async run(withSpikes: boolean): Promise<Ran> {
    const { spikeFile, dt } = this.#options;
    await this.#writer!.write(new TextEncoder().encode(`${withSpikes ? spikeFile : ""}\n`)).catch(() => {});
    const { simulateSeconds, processorSeconds, nonFinite } = await this.#answer();
    const numbers = [simulateSeconds, processorSeconds, nonFinite];
    if (!numbers.every((value) => typeof value === "number")) {
      throw new ContestantError("it does not say how long it took");
    }
    const ran = { simulateSeconds, processorSeconds, nonFinite } as Ran;
    if (!withSpikes) return ran;
    const { times } = await readSpikeFile(await Deno.readFile(spikeFile));
    return { ...ran, spikes: toSteps(times, dt) };
  }

  /** Ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process === undefined) return;
    await this.#writer!.close().catch(() => {});
    try {
      this.#process.kill();
    } catch {
      // It has ended by itself.
    }
    await this.#process.status;
    running.delete(this.#process);
    await this.#complaint;
    await this.#lines!.return?.();
  }

  async #answer(): Promise<Record<string, unknown>> {
    const { value, done } = await this.#lines!.next();
    if (done) throw new ContestantError(`it has ended: ${await this.#complaint}`);
    try {
      return JSON.parse(value);
    } catch {
      throw new ContestantError(`a line of JSON is required, received ${quoted(value)}`);
    }
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}

/** The last line that is not empty: where a traceback says what was wrong. */
async function lastLineOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let last = "it says nothing";
  for await (const line of linesOf(stream)) if (line.trim() !== "") last = line.trim();
  return last;
}
