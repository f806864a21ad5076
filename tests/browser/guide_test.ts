import { assert, assertEquals, assertGreater } from "@std/assert";
import { SCENES } from "../../web/scenes.ts";
import { built, explorerTest, inState } from "./browser.ts";

explorerTest("each scene is a link that sets everything, and Back leaves it", {
  query: "?variant=nest&scale=0.5&versus=dt:0.05",
}, async ({ page }) => {
  await inState(page, "running");
  assert((await page.textContent("#scene"))!.startsWith("Settings of your own."));
  assertEquals(await page.locator("#scenes [aria-current]").count(), 0);
  for (const [k, { query, title, words }] of SCENES.entries()) {
    await page.locator("#scenes a").nth(k).click();
    assertEquals(decodeURIComponent(new URL(page.url()).search), query);
    assertEquals(await page.textContent("#scenes [aria-current]"), `${k + 1} ${title}`);
    assert((await page.textContent("#scene"))!.includes(words.join(" ")));
    assertEquals(await page.locator(".network").count(), query.includes("versus") ? 2 : 1);
  }
  await page.goBack();
  assertEquals(await page.textContent("#scenes [aria-current]"), `${SCENES.length - 1} ${SCENES.at(-2)!.title}`);
  await page.click("a.next");
  assertEquals(decodeURIComponent(new URL(page.url()).search), SCENES.at(-1)!.query);
  // How it is looked at does not make it another scene; what it is does.
  await page.selectOption("#window", "200");
  assertEquals(await page.locator("#scenes [aria-current]").count(), 1);
  await page.fill('[name="seed"]', "2");
  await page.press('[name="seed"]', "Tab");
  assertEquals(await page.locator("#scenes [aria-current]").count(), 0);
});

explorerTest("every setting and every chart has an explanation where it stands", {}, async ({ page }) => {
  await inState(page, "running");
  for (const summary of await page.locator("#controls summary").all()) await summary.click();
  const unexplained = await page.evaluate(`[...document.querySelectorAll("#groups .field")]
    .filter((field) => !field.querySelector("small, .what")).map((field) => field.textContent)`);
  assertEquals(unexplained, []);
  assertGreater(await page.locator(".network h3 .what").count(), 6);
  const buttons = page.locator(".what:visible"), count = await buttons.count();
  assertGreater(count, 30);
  for (const k of [0, Math.floor(count / 2), count - 1]) {
    const button = buttons.nth(k), text = page.locator(`#${await button.getAttribute("aria-controls")}`);
    assertEquals(await text.isVisible(), false);
    await button.click();
    assert(await text.isVisible());
    assertGreater((await text.textContent())!.length, 20);
    await button.press("Enter");
    assertEquals(await text.isVisible(), false);
  }
  // A choice is explained as it is made.
  await page.selectOption('[name="variant"]', "nest");
  assert((await page.textContent("#set-variant-choice"))!.startsWith("Example of NEST"));
});

explorerTest("links lead to pages that are there", {}, async ({ page }) => {
  const links = await page.locator("footer a, #scene a, #about a").evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")!)
  ) as string[];
  assert(
    ["model.html", "accuracy.html", "rosetta.html", "source.txt", "licences.txt"].every((to) => links.includes(to)),
  );
  assert(links.some((link) => link.startsWith("https://doi.org/10.1007/s10827-007-0038-6")));
  for (const link of links.filter((link) => /^\w+\.\w+$/.test(link))) assert(built.sizes.has(link), link);
  await page.click("footer a[href='model.html']");
  await page.waitForSelector("math");
  assertEquals(await page.locator("article h1").textContent(), "The model");
  // Its links lead to pages of the folder or other hosts, never to files that are not there.
  const hrefs = await page.locator("article a").evaluateAll((links) =>
    links.map((a) => a.getAttribute("href")!)
  ) as string[];
  for (const href of hrefs) assert(/^https:/.test(href) || built.sizes.has(href.replace(/#.*/, "")), href);
  await page.goto(page.url().replace("model.html", "accuracy.html"));
  assertGreater(
    await page.locator("article img").evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth),
    100,
  );
});
