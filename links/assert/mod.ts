// The real @std/assert, from its npm republication, where JSR cannot be reached. See CONTRIBUTING.md.
// @ts-types="./mod.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
