/**
 * The system's C compiler, and what it is asked for.
 *
 * @module
 */

/** A compiler, and the processor that it compiles for. */
export interface Compiler {
  /** Arguments for this processor. */
  readonly target: readonly string[];
  /** Macros that it defines: its version, and what the processor has. */
  readonly macros: string;
}

/** The command. */
const COMMAND = "cc";

/** Arguments that mean this processor: some compilers for ARM know only the second. */
const TARGETS: readonly (readonly string[])[] = [["-march=native"], ["-mcpu=native"]];

/**
 * Arguments that the bits depend on, and those that make it a library. The kernels look at memory as one type or another
 * (-fno-strict-aliasing).
 */
const ARGUMENTS: readonly string[] = [
  "-std=gnu11",
  "-O3",
  "-fno-strict-aliasing",
  "-fvisibility=hidden",
  "-shared",
  "-fPIC",
];

/** Whether a × b + c may be fused. */
const contraction = (relaxed: boolean): string => `-ffp-contract=${relaxed ? "fast" : "off"}`;

/** What a library is compiled for. */
export interface Build {
  /** Canonical name of the method: one of the engine's. */
  readonly method: string;
  /** Numbers of a vector. */
  readonly lanes: number;
  /** Whether a × b + c may be fused. */
  readonly relaxed: boolean;
}

/** What the compiler is given besides the source and where the library goes. */
export function compilerArguments({ target }: Compiler, { method, lanes, relaxed }: Build): string[] {
  return [...ARGUMENTS, contraction(relaxed), ...target, `-DMETHOD=METHOD_${method}`, `-DLANES=${lanes}`];
}

/** Runs the compiler in a folder; gives what it writes, or rejects with the first line of its complaint. */
export async function runCompiler(args: readonly string[], cwd?: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(COMMAND, {
    args: [...args],
    stdin: "null",
    ...(cwd !== undefined && { cwd }),
  }).output();
  if (success) return new TextDecoder().decode(stdout);
  const complaint = new TextDecoder().decode(stderr).split("\n").find((line) => /\S/.test(line)) ?? "it says nothing";
  throw new Error(`${COMMAND} failed: ${complaint.trim().slice(0, 120)}`);
}

/** The compiler of this machine. */
export async function findCompiler(): Promise<Compiler> {
  let failure: unknown;
  for (const target of TARGETS) {
    try {
      return { target, macros: await runCompiler([...target, "-dM", "-E", "-x", "c", "/dev/null"]) };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) throw new Error(`there is no C compiler (${COMMAND})`);
      failure = error;
    }
  }
  throw failure;
}

/** Widths of vectors [bit]. */
export type Width = 128 | 256 | 512;

/** Widths of vectors that the processor has, the widest first; any compiler can make the last one. */
export function widthsOf({ macros }: Compiler): Width[] {
  const has = (feature: string) => macros.includes(`#define __${feature}__ `);
  const wide: Width[] = has("AVX512F") && has("AVX512DQ") ? [512, 256] : has("AVX2") ? [256] : [];
  return [...wide, 128];
}
