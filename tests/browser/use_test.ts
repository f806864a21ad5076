import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { buildNetwork, cobaHh, type Spikes, wasmEngine } from "../../mod.ts";
import { spikeTimesFromNpz } from "../../interchange/spike_npz.ts";
import { bandsOf, rowOf } from "../../web/raster_pixels.ts";
import { built, explorerTest, hashesAtRest, inState, until, valueOf } from "./browser.ts";
import type { Page } from "playwright-core";

/** Most bytes of the page, its style and its programs; more than half are the kernels, in base64. */
const MOST_BYTES = 560_000;

explorerTest(
  "the page loads without errors, asks nothing of other hosts, and is small",
  {},
  async ({ page, requests }) => {
    await inState(page, "running");
    assertEquals(await page.title(), "COBA-HH explorer");
    const { origin } = new URL(page.url());
    const foreign = requests.filter((url) => !url.startsWith(origin) && !/^(blob|data):/.test(url));
    assertEquals(foreign, []);
    const own = [...built.sizes].filter(([name]) => /^index|css$|js$/.test(name));
    const bytes = own.reduce((sum, [, size]) => sum + size, 0);
    console.log(`the page's files: ${(bytes / 1000).toFixed(0)} kB`);
    assertLess(bytes, MOST_BYTES);
  },
);

async function spikesHere(steps: number): Promise<Spikes> {
  await using simulation = await wasmEngine.create(buildNetwork(cobaHh()), { dt: 0.1 });
  return await simulation.advance(steps);
}

/** The raster's margins [CSS px]: left, right, above, below, between the populations. */
const LEFT = 48, RIGHT = 10, ABOVE = 4, BELOW = 4, GAP = 8;

explorerTest("a click on a dot picks its neuron", { query: "?stop=100&window=100&speed=max" }, async ({ page }) => {
  await hashesAtRest(page);
  const { step, neuron } = await spikesHere(1000);
  const box = (await page.locator(".raster").boundingBox())!;
  const bands = bandsOf(3200, 800, Math.round(box.height) - ABOVE - BELOW, GAP);
  const width = Math.round(box.width) - LEFT - RIGHT;
  const x = (k: number) => LEFT + step[k] / 1000 * width, y = (k: number) => ABOVE + rowOf(neuron[k], bands);
  // Spikes that have no other one within 3 pixels, so that it is clear which dot is meant.
  const lonely = [...step.keys()].filter((k) =>
    step[k] > 50 && step.every((_, j) => j === k || Math.hypot(x(j) - x(k), y(j) - y(k)) > 3)
  );
  assertGreater(lonely.length, 10);
  for (const k of [lonely[0], lonely[Math.floor(lonely.length / 2)], lonely.at(-1)!]) {
    await page.mouse.click(box.x + x(k), box.y + y(k));
    assertEquals(await page.inputValue("#neuron"), String(neuron[k]));
    assertEquals(new URL(page.url()).searchParams.get("neuron"), String(neuron[k]));
    assert((await page.textContent(".network"))!.includes(`Neuron ${neuron[k]}: membrane potential`));
  }
});

explorerTest(
  "what a link says wrongly stands on the page, and the defaults are kept",
  { query: "?scale=abc&dt=-1&gravity=9.81&neuron=5000&variant=nest" },
  async ({ page }) => {
    await inState(page, "running");
    assertEquals(await page.locator(".message").count(), 1);
    const messages = await page.locator(".message li").allTextContents();
    assertEquals(messages.map((text) => text.split(":")[0]).sort(), ["dt", "gravity", "neuron", "scale"]);
    assertEquals([await valueOf(page, "scale"), await valueOf(page, "dt")], ["1", "0.1"]);
    assertEquals(await valueOf(page, "variant"), "nest");
    assertEquals(new URL(page.url()).search, "?variant=nest");
  },
);

explorerTest("a wrong value in the form is said beside its field, and nothing changes", {}, async ({ page }) => {
  await inState(page, "running");
  await page.fill('[name="scale"]', "-2");
  await page.press('[name="scale"]', "Tab");
  assertEquals(await page.textContent("#set-scale-wrong"), "scale must be a positive number, received -2");
  assertEquals(await page.getAttribute('[name="scale"]', "aria-invalid"), "true");
  assertEquals(new URL(page.url()).search, "");
  await page.fill('[name="scale"]', "0.5");
  await page.press('[name="scale"]', "Tab");
  assertEquals(await page.getAttribute('[name="scale"]', "aria-invalid"), null);
  assertEquals(new URL(page.url()).search, "?scale=0.5");
  // A neuron that this network does not have.
  await page.fill("#neuron", "2000");
  await page.press("#neuron", "Enter");
  assertEquals(await page.textContent("#status"), "Neuron must be an integer in [0, 2000), received 2000");
  assert(await page.locator("#status").isVisible());
  assertEquals(await page.getAttribute("#neuron", "aria-invalid"), "true");
  await page.fill("#neuron", "1999");
  await page.press("#neuron", "Enter");
  assertEquals(await page.getAttribute("#neuron", "aria-invalid"), null);
  await page.fill("#neuron", "13");
  await page.press("#neuron", "Enter");
  await page.click('button[aria-label="Scale: back to 1"]');
  assertEquals(new URL(page.url()).search, "");
});

explorerTest(
  "without WebAssembly SIMD there is a sentence",
  {
    before: async (page) => {
      await page.context().route("**/worker.js", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `WebAssembly.validate = () => false;\n${await response.text()}` });
      });
    },
  },
  async ({ page }) => {
    await page.waitForSelector(".message p:has-text('has no WebAssembly SIMD')");
    assertEquals(await page.locator("main").isVisible(), false);
    assert(await page.locator("h1").isVisible());
  },
);

/** Controls that nobody could call by a name. */
function nameless(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll("button, input, select, canvas")]
    .filter((control) => !control.closest("[hidden]"))
    .filter((control) => !(control.getAttribute("aria-label") || control.labels?.[0]?.textContent.trim() ||
      control.tagName === "BUTTON" && control.textContent.trim()))
    .map((control) => control.outerHTML)`);
}

explorerTest(
  "everything has a name, keys do what buttons do, and states are announced",
  { query: "?versus=dt:0.05&speed=0.1" },
  async ({ page }) => {
    await inState(page, "running");
    for (const summary of await page.locator("summary").all()) await summary.click();
    assertEquals(await nameless(page), []);
    await page.locator(".raster").first().focus();
    await page.keyboard.press("Space");
    const [a, b] = await hashesAtRest(page);
    await until(page, `document.getElementById("status").textContent.includes("spike hash")`);
    const status = await page.textContent("#status");
    assert(status!.includes(`spike hash ${a} and ${b}`), status!);
    await page.keyboard.press("ArrowUp");
    assertEquals([await page.inputValue("#neuron"), await page.textContent("#status")], ["14", "Neuron 14"]);
    await page.keyboard.press("s");
    await hashesAtRest(page);
    await page.keyboard.press("r");
    await inState(page, "running");
  },
);

explorerTest(
  "files have the spikes that the page shows",
  { query: "?stop=80&speed=max&scale=0.5" },
  async ({ page }) => {
    await hashesAtRest(page);
    const spikes = Number((await page.textContent('[data-number="spikes"]'))!.replaceAll(",", ""));
    assertGreater(spikes, 100);
    const file = async (kind: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#save-${kind}`)]);
      return { name: download.suggestedFilename(), bytes: await Deno.readFile(await download.path()) };
    };
    const csv = await file("csv"), npz = await file("npz"), svg = await file("svg"), png = await file("png");
    assertEquals([csv, npz, svg, png].map(({ name }) => name), [
      "cobahh.csv",
      "cobahh.npz",
      "cobahh.svg",
      "cobahh.png",
    ]);
    assertEquals(new TextDecoder().decode(csv.bytes).trim().split("\n").length - 1, spikes);
    assertEquals(spikeTimesFromNpz(npz.bytes).time.length, spikes);
    assertEquals(new TextDecoder().decode(svg.bytes).split("h0").length - 1, spikes);
    assertEquals([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  },
);

explorerTest(
  "what a page cannot hold is refused beside its field, and what diverges is blamed on its cause",
  { query: "?speed=max" },
  async ({ page }) => {
    await inState(page, "running");
    await page.fill('[name="scale"]', "5000");
    await page.press('[name="scale"]', "Tab");
    assert(/^must make a network of/.test((await page.textContent("#set-scale-wrong"))!));
    assertEquals(new URL(page.url()).search, "?speed=max");
    await page.click("summary:has-text('Parameters')");
    await page.fill('[name="parameters.wE"]', "600");
    await page.press('[name="parameters.wE"]', "Tab");
    const message = page.locator('.message[data-source="run"]');
    await message.waitFor();
    const text = (await message.textContent())!;
    assert(text.includes("wE is 100 times the published value") && !text.includes("shorter time step"), text);
  },
);

/** The number of bright or dark pixels of the first trace that are not its frame. */
function traced(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector(".trace-v");
    const { data } = canvas.getContext("2d").getImageData(50, 0, canvas.width - 60, canvas.height);
    let inked = 0;
    for (let k = 0; k < data.length; k += 4) if (data[k + 2] > data[k] + 60 && data[k + 3] > 100) inked++;
    return inked;
  })()`);
}

explorerTest("a neuron that is picked while the run rests has its past", {
  query: "?stop=200&window=200&speed=max&neuron=20",
}, async ({ page }) => {
  await hashesAtRest(page);
  const hash = await hashesAtRest(page);
  await page.fill("#neuron", "21");
  await page.press("#neuron", "Enter");
  // From the left end of the window to the right one: a line of at least a pixel in each column.
  await until(
    page,
    `(() => {
    const canvas = document.querySelector(".trace-v"), context = canvas.getContext("2d");
    for (let x = 60; x < canvas.width - 20; x += 10) {
      const { data } = context.getImageData(x, 0, 10, canvas.height);
      if (!data.some((_, k) => k % 4 === 2 && data[k] > data[k - 2] + 60 && data[k + 1] > 100)) return false;
    }
    return true;
  })()`,
  );
  const found = await traced(page);
  // The same as that of a run that has looked at this neuron all the time.
  await page.click("#restart");
  assertEquals(await hashesAtRest(page), hash);
  await page.waitForTimeout(300);
  const seen = await traced(page);
  assert(Math.abs(found - seen) <= 0.02 * seen, `${found} and ${seen} pixels`);
  await page.click("#step");
  await hashesAtRest(page);
});
