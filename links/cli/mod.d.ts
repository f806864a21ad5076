// Declarations of the functions in use here, after https://jsr.io/@std/cli@1.0.14.
export interface ParseOptions {
  readonly boolean?: readonly string[];
  readonly string?: readonly string[];
  readonly collect?: readonly string[];
  readonly negatable?: readonly string[];
  readonly alias?: Readonly<Record<string, string | readonly string[]>>;
  readonly default?: Readonly<Record<string, unknown>>;
  readonly stopEarly?: boolean;
  readonly unknown?: (argument: string, key?: string, value?: unknown) => unknown;
}
export type Args = { _: (string | number)[] } & Record<string, unknown>;
export declare function parseArgs(args: readonly string[], options?: ParseOptions): Args;
