import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { buildNetwork, cobaHh, type CobaHhOptions, specFromJson, spikeHash, wasmEngine } from "../../mod.ts";
import { explorerTest, hashesAtRest, inState, valueOf, visiting } from "./browser.ts";

/** The hash of so many steps here, without a browser. */
async function hashHere(options: CobaHhOptions, steps: number, dt = 0.1, method = "exp_auto"): Promise<string> {
  await using simulation = await wasmEngine.create(buildNetwork(cobaHh(options)), { dt, method });
  return await spikeHash(await simulation.advance(steps));
}

/** What a command of this repository prints. */
async function output(args: readonly string[], folder: string): Promise<string> {
  const cli = new URL("../../cli.ts", import.meta.url).pathname;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--config", config, "--allow-read", "--allow-write", cli, ...args],
    cwd: folder,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

for (const threads of [1, 2]) {
  explorerTest(
    `the page's hash is Deno's with ${threads} threads`,
    { query: `?stop=200&speed=max&threads=${threads}` },
    async ({ page }) => {
      assertEquals(await hashesAtRest(page), [await hashHere({}, 2000)]);
      assertEquals(await page.textContent("#notes"), "");
    },
  );
}

explorerTest(
  "without cross-origin isolation there is one thread, the page says so, and the hash is the same",
  { query: "?stop=100&speed=max&threads=2&variant=brian2&scale=0.5", isIsolated: false },
  async ({ page }) => {
    assertEquals(await hashesAtRest(page), [await hashHere({ variant: "brian2", scale: 0.5 }, 1000)]);
    const note = await page.textContent("#notes");
    assert(note?.includes("not cross-origin isolated"), note ?? "");
    assert(await page.locator('[name="threads"]').isDisabled());
  },
);

explorerTest(
  "exponential Euler stands beside the sub-stepped method, each with its own hash",
  { query: "?stop=100&speed=max" },
  async ({ page }) => {
    await page.selectOption("#axis", "method");
    await page.waitForSelector(".network >> nth=1");
    assertEquals(new URL(page.url()).searchParams.get("versus"), "method:substepped");
    assertEquals(await hashesAtRest(page), [
      await hashHere({}, 1000),
      await hashHere({}, 1000, 0.1, "substepped"),
    ]);
    const words = (await page.textContent("#difference"))!;
    assert(/^Identical for the first [\d,]+ spikes; then [AB] has neuron \d+ at .* Rate of A/.test(words), words);
  },
);

explorerTest(
  "the command on the page prints the page's hash, with the specification that the page saves",
  { query: "?stop=50&speed=max&variant=nest&seed=5&parameters.gNa=19000&dt=0.05" },
  async ({ page }) => {
    const [hash] = await hashesAtRest(page);
    const folder = await Deno.makeTempDir();
    try {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-spec")]);
      await download.saveAs(`${folder}/${download.suggestedFilename()}`);
      const spec = specFromJson(await Deno.readTextFile(`${folder}/network.json`));
      assertEquals(spec, cobaHh({ variant: "nest", seed: 5, parameters: { gNa: 19_000 } }));
      const command = (await page.textContent('[data-number="command"]'))!;
      assertEquals(command, "deno task sim --spec network.json --duration 50 --dt 0.05 --method exp_auto");
      const [, ...args] = command.split(" ").slice(1);
      assert((await output(args, folder)).includes(`SHA-256       ${hash}`));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

explorerTest(
  "paused, stepped and resumed the run is the uninterrupted one",
  // At this speed the stop is 5 s away: however slow the clicks are, the run has not come to it when it is paused.
  { query: "?stop=500&speed=0.1" },
  async ({ page }) => {
    await inState(page, "running");
    const times: string[] = [];
    for (const wait of [150, 90, 200]) {
      await page.waitForTimeout(wait);
      await page.click("#pause");
      await hashesAtRest(page);
      times.push(new URL(page.url()).searchParams.get("stop")!);
      await page.click("#step");
      await hashesAtRest(page);
      assertEquals(
        Number(new URL(page.url()).searchParams.get("stop")),
        Number((Number(times.at(-1)) + 0.1).toFixed(6)),
      );
      await page.click("#pause");
      await inState(page, "running");
    }
    assertEquals(new Set(times).size, 3);
    await page.selectOption("#speed", "max");
    assertEquals(await hashesAtRest(page), [await hashHere({}, 5000)]);
  },
);

explorerTest(
  "a pause shows the hash of the steps that were made, and its link makes them again",
  {},
  async ({ page, open }) => {
    await inState(page, "running");
    await page.waitForTimeout(300);
    await page.keyboard.press("Space");
    const hashes = await hashesAtRest(page);
    const stop = Number(new URL(page.url()).searchParams.get("stop"));
    assertEquals(hashes, [await hashHere({}, Math.round(stop / 0.1))]);
    await open(new URL(page.url()).search + "&speed=max");
    assertEquals(await hashesAtRest(page), hashes);
    // Beyond its stop it goes on, without one.
    await page.click("#pause");
    await inState(page, "running");
    assertEquals(await valueOf(page, "stop"), "");
  },
);

explorerTest(
  "a link reproduces what was set by hand, side by side",
  { query: "?speed=max&stop=60" },
  async ({ page }) => {
    await page.selectOption('[name="variant"]', "brian2");
    await page.fill('[name="scale"]', "0.5");
    await page.press('[name="scale"]', "Enter");
    await page.click("summary:has-text('Parameters')");
    await page.fill('[name="parameters.gK"]', "5500");
    await page.press('[name="parameters.gK"]', "Tab");
    await page.selectOption("#axis", "dt");
    await page.waitForSelector(".network >> nth=1");
    const hashes = await hashesAtRest(page), url = new URL(page.url());
    assertEquals(hashes.length, 2);
    assertNotEquals(hashes[0], hashes[1]);
    const options = { variant: "brian2", scale: 0.5, parameters: { gK: 5500 } };
    assertEquals(hashes, [await hashHere(options, 600), await hashHere(options, 1200, 0.05)]);
    await visiting({ query: url.search }, async ({ page: second }) => {
      assertEquals(await hashesAtRest(second), hashes);
      assertEquals(new URL(second.url()).search, url.search);
      assertEquals(await valueOf(second, "parameters.gK"), "5500");
    });
  },
);
