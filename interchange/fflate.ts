/**
 * What is used of fflate. The package is named and pinned here alone, and in the import itself: a module that is imported
 * by URL has no import map.
 *
 * @module
 */

export { Gzip, gzipSync, strToU8, Zip, ZipDeflate, zipSync } from "npm:fflate@0.8.2";
