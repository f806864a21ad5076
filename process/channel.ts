/**
 * A channel to an engine in a process of its own: requests go to its standard input, answers come from its standard output,
 * one after the other. Its standard error is kept, for its last words.
 *
 * @module
 */

import { stripVTControlCharacters } from "node:util";
import { ByteReader } from "./byte_reader.ts";
import { bytesOf, lineOf, type Message, type OutgoingArray, parseLine, quoted, type WireArray } from "./frame.ts";
import { type Program, type ProgramOptions, start } from "./program.ts";

/** Longest last words that an error quotes [characters], and the longest that are kept. */
const QUOTED_WORDS = 300, KEPT_WORDS = 4000;

/** Time in which last words are waited for after the end [ms]. */
const LAST_WORDS = 200;

/** Time in which words that explain a wrong answer are waited for, before the program loses its pipes [ms]. */
const EXPLANATION = 50;

/** Time to end by itself once its input has ended [ms]; then it is killed. */
const GRACE = 2000;

/** An answer says that the request could not be fulfilled. */
export class Refusal extends Error {
  /** Name of the error class. */
  override readonly name = "Refusal";
  /** Kind of the error: `range`, `unavailable` or `failed`. */
  readonly kind: string;

  /** A refusal of that kind. */
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A running program that answers requests. */
export class Channel {
  readonly #title: string;
  readonly #timeLimit: number;
  readonly #program: Program;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: ByteReader;
  /** Resolves when the program has ended, and its last words have been heard. */
  readonly #hasEnded: Promise<void>;
  #words = "";
  /** How it ended, or undefined while it runs. */
  #end: string | undefined;
  /** The reason why it cannot be asked any more, or undefined if it can. */
  #fault: string | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(program: Program, { command, args = [], timeLimit = 3600 }: ProgramOptions) {
    this.#title = quoted([command, ...args].join(" "));
    this.#timeLimit = timeLimit;
    this.#program = program;
    this.#requests = program.stdin.getWriter();
    this.#requests.closed.catch(() => {}); // a closed pipe shows in the answer that does not come
    this.#answers = new ByteReader(program.stdout);
    this.#hasEnded = this.#watch();
  }

  /**
   * Starts the program.
   * @throws {EngineUnavailableError} if it cannot be started.
   */
  static async open(options: ProgramOptions): Promise<Channel> {
    return new Channel(await start(options), options);
  }

  /**
   * Sends a request and gives its answer. Requests wait for those before them.
   * @throws {Refusal} if the program says that it cannot fulfil it.
   * @throws {Error} if the program has ended, is silent beyond the time limit, or does not keep to the protocol; then it is
   * ended, and every later request is refused for the same reason.
   */
  request(
    action: string,
    fields: Readonly<Record<string, unknown>>,
    arrays: Readonly<Record<string, OutgoingArray>> = {},
  ): Promise<Message> {
    const answer = this.#queue.then(() => this.#ask(action, fields, arrays));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  /** Ends the program: its input ends; if it does not leave, it is killed. */
  async close(): Promise<void> {
    this.#fault ??= "it is closed";
    await this.#queue;
    await this.#leave(GRACE);
  }

  /** Listens to standard error until the program has ended. */
  async #watch(): Promise<void> {
    const reader = this.#program.stderr.getReader();
    const heard = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        this.#words = (this.#words + new TextDecoder().decode(value)).slice(-KEPT_WORDS);
      }
    })().catch(() => {});
    const { code, signal } = await this.#program.ended;
    this.#end = signal === null ? `ended with exit status ${code}` : `was ended by ${signal}`;
    // A grandchild may keep standard error open for ever.
    const timer = setTimeout(() => reader.cancel().catch(() => {}), LAST_WORDS);
    await heard;
    clearTimeout(timer);
  }

  /** Ends the input, stops reading, and waits for the end: for `grace` [ms], then by force. */
  async #leave(grace: number): Promise<void> {
    this.#requests.close().catch(() => {});
    const timer = setTimeout(() => this.#program.kill(), grace);
    await this.#answers.close();
    await this.#hasEnded;
    clearTimeout(timer);
  }

  async #ask(
    action: string,
    fields: Readonly<Record<string, unknown>>,
    arrays: Readonly<Record<string, OutgoingArray>>,
  ): Promise<Message> {
    if (this.#fault !== undefined) throw new Error(`Cannot ${action}: program ${this.#title}: ${this.#fault}`);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#program.kill();
    }, this.#timeLimit * 1000);
    try {
      const [, answer] = await Promise.all([this.#send(fields, arrays), this.#answer()]);
      if (typeof answer.fields.error === "string") {
        throw new Refusal(answer.fields.error, messageOf(answer.fields.message));
      }
      if (answer.fields.ok !== true) {
        throw new SyntaxError(`"ok": true or "error" is required, received ${quoted(JSON.stringify(answer.fields))}`);
      }
      return answer;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      // What a running program says once its pipes are closed is about the closed pipes, not about the fault.
      const isRunning = error instanceof SyntaxError && this.#end === undefined;
      if (isRunning) await new Promise((resolve) => setTimeout(resolve, EXPLANATION));
      const explanation = isRunning && this.#end === undefined ? this.#words : undefined;
      // A program that has ended by itself is given the moment in which its exit status becomes known.
      await this.#leave(100);
      const end = isLate
        ? `has not answered within ${this.#timeLimit} s, and was ended`
        : error instanceof SyntaxError
        ? `does not keep to the protocol: ${error.message}`
        : `${this.#end} instead of answering`;
      this.#fault = `it ${end}${lastWords(explanation ?? this.#words)}`;
      throw new Error(`Cannot ${action}: program ${this.#title}: ${this.#fault}`);
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    fields: Readonly<Record<string, unknown>>,
    arrays: Readonly<Record<string, OutgoingArray>>,
  ): Promise<void> {
    await this.#write(lineOf(fields, arrays));
    for (const { pieces } of Object.values(arrays)) {
      for (const piece of pieces) await this.#write(bytesOf(piece));
    }
  }

  /** Writes, and waits until the bytes are gone, or the program is. */
  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length > 0) await Promise.race([this.#requests.write(bytes).catch(() => {}), this.#hasEnded]);
  }

  async #answer(): Promise<Message> {
    const { fields, headers } = parseLine(await this.#answers.line());
    const arrays: Record<string, WireArray> = {};
    for (const { name, type, length } of headers) {
      arrays[name] = memoryFor(type, length);
      await this.#answers.fill(bytesOf(arrays[name]));
    }
    if (this.#answers.left > 0) {
      throw new SyntaxError(`an answer must have the bytes that it lists, received ${this.#answers.left} more`);
    }
    return { fields, arrays };
  }
}

/** The end of what a program has written to its standard error, without colours. */
function lastWords(written: string): string {
  const words = stripVTControlCharacters(written).trim();
  if (words === "") return "";
  return `; its last words: ${JSON.stringify(words.length > QUOTED_WORDS ? `…${words.slice(-QUOTED_WORDS)}` : words)}`;
}

function memoryFor(type: "u32" | "f64", length: number): WireArray {
  try {
    return type === "u32" ? new Uint32Array(length) : new Float64Array(length);
  } catch {
    throw new SyntaxError(`an array that fits into memory is required, received one of ${length} elements`);
  }
}

function messageOf(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : "no message";
}
