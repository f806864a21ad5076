import { assert, assertEquals, assertGreater, assertLess, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { explorerTest, hashesAtRest, inState, until } from "./browser.ts";

/** Moves a slider to a value, as a key or a pointer does. */
async function slide(page: Page, name: string, value: number): Promise<void> {
  await page.locator(`#live-${name}`).evaluate((input, value) => {
    (input as unknown as { value: string }).value = String(value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
  await until(page, `decodeURIComponent(location.search).includes(":${name}:")`);
}

/** The changes that the address says. */
function then(page: Page): string {
  return new URL(page.url()).searchParams.get("then") ?? "";
}

/** Mean rate of excitatory neurons [Hz]. */
async function rate(page: Page): Promise<number> {
  return parseFloat((await page.locator("dd").filter({ hasText: "Hz" }).first().textContent())!);
}

for (const versus of ["", "&versus=parameters.wI:40"]) {
  explorerTest(
    `sliders and kicks act on the running network, and the link makes the same spikes again ${versus}`,
    { query: `?scale=0.5&scaling=in-degree&speed=0.1${versus}` },
    async ({ page, open }) => {
      await inState(page, "running");
      const states: string = await page.evaluate(`window.states = [];
        new MutationObserver(() => window.states.push(document.body.dataset.state))
          .observe(document.body, { attributeFilter: ["data-state"] }), ""`);
      assertEquals(states, "");
      await slide(page, "wE", 7.5);
      await slide(page, "current", 100);
      await slide(page, "stimulus", 400);
      await slide(page, "wI", 50.25);
      await page.click("#kick-all");
      await page.click("#kick-one");
      await page.waitForTimeout(200);
      assert(!(await page.evaluate("window.states") as string[]).includes("building"), "it began anew");
      assertEquals(then(page).split(";").map((event) => event.split(":")[1]), [
        ...["wE", "current", "stimulus", "wI", "kick", "kick"],
      ]);
      await page.click("#pause");
      const hashes = await hashesAtRest(page);
      // No command makes these spikes, and the page does not say that one does.
      assertEquals(await page.locator('[data-number="command"]:visible').count(), 0);
      assert(await page.locator(".result:has-text('It was changed while it ran')").first().isVisible());
      await open(`${new URL(page.url()).search}&speed=max`.replace("speed=0.1&", "").replace("&speed=0.1", ""));
      assertEquals(await hashesAtRest(page), hashes, "by the link");
      await page.click("#restart");
      assertEquals(await hashesAtRest(page), hashes, "after Restart");
      assertEquals(await page.inputValue("#live-wE"), "7.5");
      await page.click("#live-forget");
      assertNotEquals(await hashesAtRest(page), hashes);
      assertEquals([then(page), await page.inputValue("#live-wE")], ["", "6"]);
    },
  );
}

explorerTest("without inhibition rates grow, and Back undoes it", { query: "?stop=60&speed=max" }, async ({ page }) => {
  const before = await hashesAtRest(page), usual = await rate(page);
  await slide(page, "wI", 0);
  assertEquals(then(page), "60:wI:0");
  await page.fill('[name="stop"]', "120");
  await page.press('[name="stop"]', "Tab");
  await page.click("#pause");
  await until(
    page,
    `document.body.dataset.state === "paused" && document.getElementById("time").textContent === "120.0 ms"`,
  );
  await hashesAtRest(page);
  assertGreater(await rate(page), 3 * usual);
  await page.goBack();
  await page.goBack();
  assertEquals(await hashesAtRest(page), before);
  assertEquals(then(page), "");
});

explorerTest("a link with changes that cannot be had says so", {
  query: "?then=10:wE:-5;20:kick:all&stop=5&speed=max",
}, async ({ page }) => {
  await hashesAtRest(page);
  assert((await page.textContent(".message"))!.startsWith("then: parameters.wE must be"));
  assertEquals(then(page), "");
});

explorerTest("the picture of the populations and the neuron's partners are those of the network", {
  query: "?stop=5&speed=max",
}, async ({ page }) => {
  await hashesAtRest(page);
  const label = () => page.getAttribute("#live-picture svg", "aria-label");
  assertEquals(
    await label(),
    "3200 excitatory neurons with weight 6 nS and 800 inhibitory neurons with weight 67 nS; each neuron has some 64 and " +
      "16 inputs",
  );
  const width = () =>
    page.locator("#live-picture .arrow.e path").first().evaluate((path) => Number(path.getAttribute("stroke-width")));
  const usual = await width();
  await slide(page, "wE", 18);
  assert((await label())!.includes("weight 18 nS"));
  assertGreater(await width(), usual);
  assertLess(await width(), 10);
  await until(page, `document.querySelector(".partners").textContent.includes("80 targets")`);
  assert(/^excitatory, 80 targets, \d+ sources/.test((await page.textContent(".partners"))!));
});
