/**
 * The worker of a {@linkcode PictureMaker}: loads what draws, draws something small, so that all of it has been compiled, and
 * then draws one recording.
 *
 * @module
 */

import type { Recording } from "../mod.ts";
import { svgToPng } from "../plot/mod.ts";
import type { MadeFile } from "./picture_files.ts";
import { writePictures } from "./pictures.ts";

/** A picture with what pictures have: text, a line, and dots. */
const SMALL = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#fff"/>
  <text x="9" y="20" font-family="DejaVu Sans" font-size="11" transform="rotate(-9)">0123456789 ms</text>
  <line x1="1" y1="2" x2="50" y2="2" stroke="#999"/><path d="M0,9l3,4l5,-2" fill="none" stroke="#000" stroke-width="1.3"/>
  <path d="${
  "M3,7h0M9,12.5h0".repeat(100)
}" fill="none" stroke="#000" stroke-width="2.1" stroke-linecap="square"/></svg>`;

/** This realm, as far as it is used. */
const realm = self as unknown as {
  readonly name: string;
  postMessage(message: MadeFile | "ready" | "done"): void;
  onmessage(event: MessageEvent<{ readonly recording: Recording; readonly formats: readonly string[] }>): void;
};

function send(file: MadeFile): boolean {
  realm.postMessage(file);
  return file.failure === undefined;
}

realm.onmessage = async ({ data }) => {
  await writePictures(data.recording, {
    async write(name, content) {
      try {
        const made = typeof content === "function" ? await content() : content;
        return send({ name, content: made as string | Uint8Array });
      } catch (error) {
        const { name: kind, message } = error as Error;
        return send({ name, failure: { isRange: kind === "RangeError", message } });
      }
    },
  }, data.formats);
  realm.postMessage("done");
};

realm.postMessage("ready");
if (realm.name.includes("png")) await svgToPng(SMALL).catch(() => {}); // what fails is told when a picture is made
