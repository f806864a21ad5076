/**
 * Pictures of a recording, made by a worker that gets ready while the network is simulated: to load and compile what draws takes
 * longer than a short simulation.
 *
 * @module
 */

import type { Recording } from "../mod.ts";
import { fallShort, reasonOf } from "./failure.ts";
import { type MadeFile, type PictureFolder, pictureNames } from "./picture_files.ts";

/** Makes the pictures of one recording. */
export class PictureMaker implements Disposable {
  readonly #formats: readonly string[];
  #worker: Worker | undefined;
  /** Whether the worker has loaded what draws. */
  #isReady: Promise<boolean> = Promise.resolve(false);

  /** Gets ready for pictures in some of these formats, of which svg and png are some. */
  constructor(formats: readonly string[]) {
    this.#formats = formats;
    if (pictureNames(formats).length === 0) return;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#isReady = promise;
    try {
      const worker = new Worker(new URL("./picture_worker.ts", import.meta.url), {
        type: "module",
        name: `pictures ${formats.join(" ")}`,
      });
      this.#worker = worker;
      worker.onmessage = () => resolve(true);
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
    } catch {
      resolve(false); // no permission to read the worker's program, or no more threads
    }
  }

  /**
   * Writes the pictures. The recording's arrays go to the worker and are empty afterwards; where there is none that can draw,
   * pictures are made here.
   */
  async write(recording: Recording, folder: PictureFolder): Promise<void> {
    if (pictureNames(this.#formats).length === 0) return;
    const worker = this.#worker;
    if (worker === undefined || !await this.#isReady) {
      const { writePictures } = await import("./pictures.ts");
      return await writePictures(recording, folder, this.#formats);
    }
    const made = filesFrom(worker);
    worker.postMessage({ recording, formats: this.#formats }, buffersOf(recording));
    for await (const { name, content, failure } of made) {
      await folder.write(
        name,
        content ?? (() => {
          throw failure?.isRange ? new RangeError(failure.message) : new Error(failure?.message);
        }),
      );
    }
  }

  /** Ends the worker. */
  [Symbol.dispose](): void {
    this.#worker?.terminate();
  }
}

/** The files that the worker sends until it is done or breaks down. */
function filesFrom(worker: Worker): ReadableStream<MadeFile> {
  return new ReadableStream({
    start(controller) {
      worker.onmessage = ({ data }: MessageEvent<MadeFile | "done">) => {
        if (data === "done") controller.close();
        else controller.enqueue(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fallShort("draw pictures", reasonOf(new Error(event.message)));
        controller.close();
      };
    },
  });
}

/** The buffers of a recording's arrays, each once. */
function buffersOf({ observed }: Recording): ArrayBuffer[] {
  const arrays = Object.values(observed).flatMap((one) => Object.values(one)).filter((value) =>
    ArrayBuffer.isView(value)
  );
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
