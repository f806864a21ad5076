import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import type { Page } from "playwright-core";
import { explorerTest, hashesAtRest, inState } from "./browser.ts";

/** Folder of the pictures that each run makes, to be looked at. */
const PICTURES = new URL("../../out/web-pictures/", import.meta.url).pathname;

/** README's picture, made anew where the tests are run with `-- --update`. */
const README_PICTURE = new URL("../../docs/explorer.png", import.meta.url).pathname;

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
}

/** Brightness of the page's background and of the lightest and darkest pixel of the raster, from 0 to 1. */
function brightness(page: Page): Promise<{ page: number; raster: readonly [number, number] }> {
  return page.evaluate(`(() => {
    const light = (r, g, b) => (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    const canvas = document.querySelector(".raster");
    const { data } = canvas.getContext("2d").getImageData(60, 100, 300, 200);
    const opaque = [];
    for (let k = 0; k < data.length; k += 4) if (data[k + 3] > 200) opaque.push(light(data[k], data[k + 1], data[k + 2]));
    const page = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
    return { page: light(...page), raster: [Math.min(...opaque), Math.max(...opaque)] };
  })()`);
}

explorerTest("light: dark dots on a light page", { query: "?stop=300&speed=max" }, async ({ page }) => {
  await hashesAtRest(page);
  const { page: ground, raster } = await brightness(page);
  assertGreater(ground, 0.9);
  assertLess(raster[0], 0.2);
  await picture(page, "light");
});

explorerTest(
  "dark: light dots on a dark page, and back when the system changes",
  { query: "?stop=300&speed=max&variant=nest", context: { colorScheme: "dark" } },
  async ({ page }) => {
    await hashesAtRest(page);
    const { page: ground, raster } = await brightness(page);
    assertLess(ground, 0.15);
    assertGreater(raster[1], 0.7);
    await picture(page, "dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForTimeout(200);
    assertLess((await brightness(page)).raster[0], 0.2);
  },
);

for (const query of ["?stop=300&speed=max", "?stop=100&speed=max&window=100&versus=scale:0.5"]) {
  explorerTest(
    `a phone's width is enough for ${query}`,
    { query, context: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true } },
    async ({ page }) => {
      await hashesAtRest(page);
      assertEquals(await page.locator("#controls").isVisible(), false);
      await page.click("#open-controls");
      for (const summary of await page.locator("#controls summary").all()) await summary.click();
      assertEquals(await page.evaluate("document.documentElement.scrollWidth"), 360);
      const box = (await page.locator(".raster").first().boundingBox())!;
      assertGreater(box.width, 300);
      // Settings and raster are in sight together, and so is what runs them.
      await page.locator(".raster").first().evaluate((raster) => raster.scrollIntoView());
      const sheet = (await page.locator("#controls").boundingBox())!;
      assertGreater(sheet.y, 740 / 3);
      const pause = (await page.locator("#pause").boundingBox())!;
      assert(pause.y >= 0 && pause.y < 40, `${pause.y}`);
      for (const title of await page.locator(".histograms h3").all()) {
        const { height, x, width } = (await title.boundingBox())!;
        assert(height < 24 && x + width <= 360, "the title of a histogram has one line");
      }
      await page.click("#close-controls");
      assertEquals(await page.locator("#controls").isVisible(), false);
      await picture(page, query.includes("versus") ? "phone-versus" : "phone");
    },
  );
}

/** Contrast of an element's text with its background [1], after WCAG 2. */
function contrast(page: Page, selector: string): Promise<number> {
  return page.evaluate(`(() => {
    const context = document.createElement("canvas").getContext("2d");
    const luminance = (colour) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((x) => x / 255)
        .map((x) => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const style = getComputedStyle(document.querySelector("${selector}"));
    const [low, high] = [luminance(style.color), luminance(style.backgroundColor)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  })()`);
}

for (const colorScheme of ["light", "dark"] as const) {
  explorerTest(
    `while it builds the page says so, legibly: ${colorScheme}`,
    { context: { colorScheme }, before: (page) => page.addInitScript(SLOW_WORKERS) },
    async ({ page }) => {
      await inState(page, "building");
      assertEquals(await page.textContent("#pause"), "Building …");
      assertEquals(await page.textContent("#status"), "Building the network");
      assert(await page.locator("#pause").isDisabled());
      // WCAG asks nothing of what is disabled; these are the words that tell why nothing moves.
      assertGreater(await contrast(page, "#pause"), 4.5);
      await inState(page, "running");
      assertGreater(await contrast(page, "#pause"), 4.5);
    },
  );
}

/** Makes the page hear late that a network is built. */
const SLOW_WORKERS = `{
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (order, ...others) {
    if (order.kind === "create") setTimeout(() => post.call(this, order, ...others), 700);
    else post.call(this, order, ...others);
  };
}`;

explorerTest(
  "with forced colours dots and lines have the colours of the reader",
  { query: "?stop=100&speed=max", context: { forcedColors: "active", colorScheme: "dark" } },
  async ({ page }) => {
    await hashesAtRest(page);
    const { page: ground, raster } = await brightness(page);
    assertLess(ground, 0.2);
    assertGreater(raster[1], 0.7);
    const keys: string[] = await page.evaluate(
      `[...document.querySelectorAll(".key")].map((key) => getComputedStyle(key, "::before").backgroundColor)`,
    );
    assertEquals(keys.filter((colour) => /rgba?\(0, 0, 0/.test(colour)), []);
    await picture(page, "forced-colours");
  },
);

explorerTest("two networks stand side by side, at the same time", {
  query: "?versus=dt:0.025&stop=250&window=200&speed=max",
}, async ({ page }) => {
  await hashesAtRest(page);
  const [a, b] = await Promise.all([0, 1].map((k) => page.locator(".raster").nth(k).boundingBox()));
  assertEquals([a!.y, a!.width, a!.height], [b!.y, b!.width, b!.height]);
  assertGreater(b!.x, a!.x + a!.width);
  await picture(page, "versus");
});

if (Deno.args.includes("--update")) {
  explorerTest(
    "README's picture is made",
    { query: "?stop=500&speed=max", context: { viewport: { width: 1320, height: 940 } } },
    async ({ page }) => {
      await hashesAtRest(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: README_PICTURE });
      const { size } = await Deno.stat(README_PICTURE);
      assert(size < 300_000, `${size} bytes`);
    },
  );
}
