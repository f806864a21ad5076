/**
 * Files that pictures are written to.
 *
 * @module
 */

import type { Content } from "./output_folder.ts";

/** Where pictures are written to. */
export interface PictureFolder {
  /** Writes a file; gives whether it was written. */
  write(name: string, content: Content | (() => Content | Promise<Content>)): Promise<boolean>;
}

/** A file as the worker sends it: its content, or why there is none. */
export interface MadeFile {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly failure?: { readonly isRange: boolean; readonly message: string };
}

/** Names of the files that writePictures may write (pictures.ts). */
export function pictureNames(formats: readonly string[]): string[] {
  return ["raster", "rate", "traces"].flatMap((name) => namesOf(name, formats));
}

/** Names of the files that writePicture writes. */
export function namesOf(name: string, formats: readonly string[]): string[] {
  return ["svg", "png"].filter((format) => formats.includes(format)).map((format) => `${name}.${format}`);
}
