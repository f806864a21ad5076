/// <reference lib="dom" />
/**
 * Files that a worker writes: its progress on the page, and a button that stops it.
 *
 * @module
 */

import { byId } from "./element.ts";
import type { Job, Saved } from "./saver.ts";

/** Wall time that passes before progress is shown [ms]: most files are there at once. */
const PATIENCE = 150;

/** Writes a file in a worker of its own; undefined where it was stopped. `name` is shown meanwhile. */
export function written(job: Job, name: string): Promise<Blob | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Blob | undefined>();
  const worker = new Worker(new URL("saver.js", document.baseURI), { type: "module" });
  const panel = byId("saving"), bar = byId<HTMLProgressElement>("saving-part");
  const timer = setTimeout(() => panel.hidden = false, PATIENCE);
  bar.removeAttribute("value"); // not known yet
  byId("saving-name").textContent = name;
  byId("stop-saving").onclick = () => resolve(undefined);
  worker.onmessage = ({ data }: MessageEvent<Saved>) => {
    if (data.kind === "progress") bar.value = data.part;
    else if (data.kind === "file") resolve(data.blob);
    else reject(new Error(data.message));
  };
  worker.onerror = (event) => reject(new Error(event.message || "its script could not be loaded"));
  worker.postMessage(job);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.terminate();
    panel.hidden = true;
  });
}
