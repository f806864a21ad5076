/// <reference lib="dom" />
/**
 * The reason why this page can have one thread only.
 *
 * @module
 */

/** A clause that says why, or undefined where it can have more. */
export function reasonForOneThread(): string | undefined {
  return globalThis.crossOriginIsolated
    ? undefined
    : "one only, because this page is not cross-origin isolated (its server sends no COOP and COEP headers)";
}
