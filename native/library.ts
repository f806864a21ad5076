/**
 * The compiled kernels: made at their first use, and kept in a private folder under the hash of their source, of the compiler
 * and of the processor that it compiles for.
 *
 * @module
 */

import { isThere, makePrivate } from "./cache.ts";
import { type Build, type Compiler, compilerArguments, runCompiler } from "./compiler.ts";
import { addressOf } from "./memory.ts";
import { layoutHeader } from "./layout_header.ts";
import deliverySource from "./delivery.c" with { type: "text" };
import loopSource from "./loop.c" with { type: "text" };
import substeppedSource from "./substepped.c" with { type: "text" };
import updateSource from "./update.c" with { type: "text" };
import vectorsSource from "./vectors.h" with { type: "text" };

/** Functions of the library. */
const SYMBOLS = {
  team_create: { parameters: ["u32", "buffer", "buffer"], result: "pointer" },
  team_run: { parameters: ["pointer", "u32"], result: "u32" },
  team_dispose: { parameters: ["pointer"], result: "void" },
} as const;

/** Threads that have been started on their memories. */
export interface RunningThreads {
  /** Advances all of them by at most so many steps, and returns by how many. */
  run(steps: number): number;
  /** Ends them. */
  dispose(): void;
}

/** Starts a thread for each of these memories, which share one more. */
export type StartThreads = (
  memories: readonly Uint8Array<ArrayBuffer>[],
  shared: Uint8Array<ArrayBuffer>,
) => RunningThreads;

/** The files that are compiled; the first one includes the others. */
export function sources(): Readonly<Record<string, string>> {
  return {
    "loop.c": loopSource,
    "update.c": updateSource,
    "substepped.c": substeppedSource,
    "delivery.c": deliverySource,
    "vectors.h": vectorsSource,
    "layout.h": layoutHeader(),
  };
}

/** The file of the library in the folder, compiled now if it has not been. */
export async function libraryFile(compiler: Compiler, build: Build, folder: string): Promise<string> {
  const args = compilerArguments(compiler, build), files = sources();
  const text = JSON.stringify([args, compiler.macros, files]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  await makePrivate(folder);
  const file = `${folder}/${digest.toHex()}.so`;
  if (await isThere(file, folder)) return file;
  const workshop = await Deno.makeTempDir({ dir: folder, prefix: "making-" });
  try {
    for (const [name, source] of Object.entries(files)) await Deno.writeTextFile(`${workshop}/${name}`, source);
    await runCompiler([...args, "-o", "library.so", "loop.c", "-pthread"], workshop);
    await Deno.chmod(`${workshop}/library.so`, 0o700);
    // Whole or not at all, and whoever else compiles the same at this moment puts the same there.
    await Deno.rename(`${workshop}/library.so`, file);
  } finally {
    await Deno.remove(workshop, { recursive: true });
  }
  return file;
}

/** Opens the library; it is closed when the threads end. */
export function openLibrary(file: string): StartThreads {
  return (memories, shared) => {
    const library = Deno.dlopen(file, SYMBOLS), { symbols } = library;
    const team = symbols.team_create(memories.length, shared, BigUint64Array.from(memories, addressOf));
    if (team === null) {
      library.close();
      throw new Error("Cannot create simulation: a thread could not start, the system has no more threads or memory");
    }
    return {
      run: (steps) => symbols.team_run(team, steps),
      dispose() {
        symbols.team_dispose(team);
        library.close();
      },
    };
  };
}
