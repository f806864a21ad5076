/**
 * The kernels' compiled modules: compiled once per realm, when they are first needed.
 *
 * @module
 */

import { kernelBytes } from "./kernel.gen.ts";

export type ModuleName = keyof typeof kernelBytes;

const compiled = new Map<ModuleName, Promise<WebAssembly.Module>>();

/** A kernel's module, decoded from base64. */
export function moduleBytes(name: ModuleName): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(kernelBytes[name]), (character) => character.charCodeAt(0));
}

/** The compiled module. */
export function moduleNamed(name: ModuleName): Promise<WebAssembly.Module> {
  let module = compiled.get(name);
  if (module === undefined) compiled.set(name, module = WebAssembly.compile(moduleBytes(name)));
  return module;
}

const valid = new Map<ModuleName, boolean>();

/** Whether this runtime has all that the kernel's module needs: SIMD, relaxed SIMD, or several memories in a module. */
export function isSupported(name: ModuleName): boolean {
  let isValid = valid.get(name);
  if (isValid === undefined) valid.set(name, isValid = WebAssembly.validate(moduleBytes(name)));
  return isValid;
}
