/**
 * Failures: things that could not be done though they were asked for rightly. One line on stderr, exit status 1.
 *
 * @module
 */

/** Something that could not be done. */
export class Failure extends Error {
  /** Name of the error class. */
  override readonly name = "Failure";
}

/** Things that could not be done while all else was, each with its reason. */
const shortfalls = new Map<string, string[]>();

/** Notes that something could not be done, such as "write out/spikes.csv", so that all else can still be done. */
export function fallShort(what: string, reason: string): void {
  const others = shortfalls.get(reason) ?? [];
  if (!others.includes(what)) shortfalls.set(reason, [...others, what]);
}

/** The lines about what could not be done, one a reason, and none of them again. */
export function takeShortfalls(): string[] {
  // "write out/a.csv, out/b.json": the verb once.
  const lines = [...shortfalls].map(([reason, what]) =>
    `Cannot ${what.map((one, k) => k === 0 ? one : one.replace(/^write /, "")).join(", ")}: ${reason}`
  );
  shortfalls.clear();
  return lines;
}

/** Reason of an error of the operating system, the runtime or a library, in words: "no space left on device". */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (isOutOfMemory(error)) return "there is not enough memory";
  const [line] = message.replace(/ \(os error \d+\).*$/s, "").split("\n");
  return line === "" ? "no reason is given" : line.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Whether an error says that memory could not be had: the runtime says it in several ways. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error &&
    /allocat\w+ failed|could not allocate|out of memory|invalid (typed )?array( buffer)? length|invalid string length/i
      .test(error.message);
}
