import { assert, assertEquals, assertRejects } from "@std/assert";
import { PictureMaker } from "../../commands/picture_maker.ts";
import { type PictureFolder, pictureNames } from "../../commands/picture_files.ts";
import { writePictures } from "../../commands/pictures.ts";
import type { Recording } from "../../mod.ts";
import { networkRecording } from "../plot/synthetic.ts";

/** A folder in memory, with what was written or what kept it from being written. */
function memoryFolder(): PictureFolder & { readonly files: Map<string, string | Uint8Array | Error> } {
  const files = new Map<string, string | Uint8Array | Error>();
  return {
    files,
    async write(name, content) {
      try {
        files.set(name, await (typeof content === "function" ? content() : content) as string | Uint8Array);
        return true;
      } catch (error) {
        files.set(name, error as Error);
        return false;
      }
    },
  };
}

async function made(recording: Recording, formats: readonly string[]) {
  const folder = memoryFolder();
  using maker = new PictureMaker(formats);
  await maker.write(structuredClone(recording), folder);
  return folder.files;
}

const recording: Recording = networkRecording(20);

Deno.test("a worker makes the pictures that are made without one, in the order in which they are drawn", async () => {
  const formats = ["svg", "png"], expected = memoryFolder();
  await writePictures(recording, expected, formats);
  assertEquals([...expected.files.keys()], pictureNames(formats).slice(0, 4));
  assertEquals(await made(recording, formats), expected.files);
});

Deno.test("without a worker pictures are made all the same, and without a format none is made", async () => {
  const { Worker } = globalThis, expected = await made(recording, ["svg"]);
  try {
    globalThis.Worker = class {
      constructor() {
        throw new Deno.errors.NotCapable("Requires read access");
      }
    } as unknown as typeof Worker;
    assertEquals(await made(recording, ["svg", "csv"]), expected);
    assertEquals(await made(recording, ["csv"]), new Map());
  } finally {
    globalThis.Worker = Worker;
  }
});

Deno.test("why a picture could not be made is told as it is without a worker", async () => {
  const bad = { ...recording, stop: recording.start - 1 }, expected = memoryFolder();
  await writePictures(bad, expected, ["svg"]);
  const files = await made(bad, ["svg"]);
  assertEquals([...files.keys()], ["raster.svg", "rate.svg"]);
  for (const [name, error] of files) {
    assert(error instanceof RangeError, `${name}: ${error}`);
    assertEquals(error.message, (expected.files.get(name) as Error).message);
  }
  using maker = new PictureMaker(["svg"]);
  await assertRejects(() => maker.write({ ...recording, observed: { f: () => 0 } } as never, memoryFolder()), Error);
});
