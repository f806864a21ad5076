/**
 * Provenance of figures: processor, runtime and commit.
 *
 * @module
 */

import { cpus } from "node:os";
import { VERSION } from "../mod.ts";

/** Environment that figures depend on. */
export interface Environment {
  /** Name of the processor; "unknown" where it may not be asked for. */
  readonly cpu: string;
  /** Logical cores. */
  readonly cores: number;
  /** Operating system and architecture. */
  readonly platform: string;
  /** Deno and V8. */
  readonly runtime: string;
  /** Version of this library. */
  readonly version: string;
  /** Commit of this repository; "unknown" where there is none. */
  readonly commit: string;
}

/** The environment of this process. */
export function environment(): Environment {
  return {
    cpu: cpuName(),
    cores: navigator.hardwareConcurrency,
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    runtime: `deno ${Deno.version.deno}, v8 ${Deno.version.v8}`,
    version: VERSION,
    commit: commitIn(new URL("../.git/", import.meta.url)),
  };
}

function cpuName(): string {
  const isAllowed = Deno.permissions.querySync({ name: "sys", kind: "cpus" }).state === "granted";
  return isAllowed ? cpus()[0]?.model ?? "unknown" : "unknown";
}

/** The commit that a folder .git, or the one that a file .git names (in a further work tree), has checked out; or "unknown". */
export function commitIn(git: URL): string {
  const textAt = (url: URL): string | undefined => {
    try {
      return Deno.readTextFileSync(url).trim();
    } catch {
      return undefined;
    }
  };
  const named = textAt(new URL(git.href.replace(/\/$/, "")))?.match(/^gitdir: (.*)$/)?.[1];
  const own = named === undefined ? git : new URL(`${named}/`, git);
  // Branches of a further work tree are in the folder that all of them share.
  const shared = new URL(`${textAt(new URL("commondir", own)) ?? "."}/`, own);
  const read = (name: string) => textAt(new URL(name, own)) ?? textAt(new URL(name, shared));
  const head = read("HEAD");
  if (head === undefined) return "unknown";
  if (!head.startsWith("ref: ")) return head;
  const branch = head.slice("ref: ".length);
  const packed = read("packed-refs")?.split("\n").find((line) => line.endsWith(` ${branch}`))?.split(" ")[0];
  return read(branch) ?? packed ?? "unknown";
}
