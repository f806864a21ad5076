/**
 * The permissions that the native engine needs: Deno gives a program nothing that it was not allowed.
 *
 * @module
 */

import { CACHE_VARIABLES } from "./cache.ts";

/** A permission, and the flag that gives it. */
interface Needed {
  readonly flag: string;
  readonly descriptor: Deno.PermissionDescriptor;
}

/** The permissions, where what is compiled is kept in this folder, or in the user's for caches. */
function needed(cache: string | undefined): Needed[] {
  const path = cache !== undefined && { path: cache };
  const variables = cache === undefined ? CACHE_VARIABLES : [];
  return [
    { flag: "--allow-ffi", descriptor: { name: "ffi", ...path } },
    { flag: "--allow-run=cc", descriptor: { name: "run", command: "cc" } },
    ...variables.map((variable): Needed => ({
      flag: `--allow-env=${CACHE_VARIABLES.join(",")}`,
      descriptor: { name: "env", variable },
    })),
    { flag: "--allow-read", descriptor: { name: "read", ...path } },
    { flag: "--allow-write", descriptor: { name: "write", ...path } },
  ];
}

/** Flags of the permissions that are missing. */
export async function missingPermissions(cache: string | undefined): Promise<string[]> {
  const missing: string[] = [];
  for (const { flag, descriptor } of needed(cache)) {
    if ((await Deno.permissions.query(descriptor)).state !== "granted") missing.push(flag);
  }
  return [...new Set(missing)];
}

/** Asks the user at the terminal for what is missing of the engine that keeps what it compiles in the user's folder for caches. */
export async function requestPermissions(): Promise<void> {
  for (const { descriptor } of needed(undefined)) {
    if ((await Deno.permissions.request(descriptor)).state !== "granted") return;
  }
}
