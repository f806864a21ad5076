import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { explorerTest, hashesAtRest, inState, until } from "./browser.ts";

/** Spikes that make a file of some size. */
const SPIKES = 3_000_000;

/** Gives the page a run of so many spikes, at once: what a worker sends is the page's business only. */
const MANY_SPIKES = `{
  const Real = Worker;
  window.Worker = class extends Real {
    set onmessage(listen) {
      let isFirst = true;
      super.onmessage = (event) => {
        const { data } = event;
        if (data.kind !== "batch" || !isFirst) return listen(event);
        isFirst = false;
        const step = new Uint32Array(${SPIKES}), neuron = Uint32Array.from(step, (_, k) => k % 4000);
        listen({ data: { ...data, spikes: { step, neuron } } });
      };
    }
  };
}`;

explorerTest(
  "a large file is written beside the page, which shows its progress and goes on; it can be stopped",
  { query: "?speed=0.01", before: (page) => page.addInitScript(MANY_SPIKES) },
  async ({ page }) => {
    await inState(page, "running");
    await until(page, `document.querySelector('[data-number="spikes"]').textContent.length > 8`);
    await page.evaluate(`{
      window.longest = 0; window.parts = [];
      let last = performance.now();
      requestAnimationFrame(function frame(now) {
        window.longest = Math.max(window.longest, now - last);
        last = now;
        if (!document.getElementById("saving").hidden) window.parts.push(document.getElementById("saving-part").value);
        requestAnimationFrame(frame);
      });
    }`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-csv")]);
    const parts = await page.evaluate("[...new Set(window.parts)]") as number[];
    assertGreater(parts.length, 3);
    assertEquals(parts.toSorted((a, b) => a - b), parts);
    // Copying the spikes for the worker takes a moment; writing them takes seconds.
    assertLess(await page.evaluate("window.longest") as number, 500);
    assertGreater((await Deno.stat(await download.path())).size, 8 * SPIKES);
    assertEquals(await page.locator("#saving").isVisible(), false);

    let downloads = 0;
    page.on("download", () => downloads++);
    await page.click("#save-csv");
    await page.click("#stop-saving");
    await page.waitForSelector("#saving", { state: "hidden" });
    await page.waitForTimeout(500);
    assertEquals(downloads, 0);
  },
);

explorerTest("a file that cannot be written is a sentence", {
  query: "?stop=20&speed=max",
  before: (page) => page.context().route("**/saver.js", (route) => route.fulfill({ status: 404, body: "" })),
}, async ({ page }) => {
  await hashesAtRest(page);
  await page.evaluate(`document.getElementById("save-npz").click()`);
  await page.waitForSelector('.message[data-source="files"]:has-text("Cannot save")');
  await page.evaluate(`document.getElementById("save-npz").click()`);
  await page.waitForTimeout(300);
  assertEquals(await page.locator(".message").count(), 1);
});
