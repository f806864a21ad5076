import { assertEquals, assertThrows } from "@std/assert";
import { cobaHh, wasmEngine } from "../../mod.ts";
import { queryOf, secondOf, settingsOfQuery } from "../../web/link.ts";
import { eventsText, interventionOf, parseEvents } from "../../web/live_event.ts";
import { sceneOf, SCENES } from "../../web/scenes.ts";

const TEXT =
  "0:kick:all;12.3:wE:8;20:stimulus:poisson(300, 50, 20, 1000);20.5:current:-40;99:kick:13;100:stimulus:none";

Deno.test("events are what their text says, and their text says them again", () => {
  const events = parseEvents(TEXT, cobaHh(), 4000);
  assertEquals(eventsText(events), TEXT);
  assertEquals(events.map(({ time }) => time), [0, 12.3, 20, 20.5, 99, 100]);
  assertEquals(parseEvents("5:wE:1;2:wI:0", cobaHh(), 4000).map(({ name }) => name), ["wI", "wE"]);
  const query = `?then=${TEXT}`, { settings, complaints } = settingsOfQuery(query, wasmEngine.methods);
  assertEquals(complaints, []);
  assertEquals(settings.then, events);
  assertEquals(`?${queryOf(settings)}`, query.replaceAll(", ", ",+"));
});

Deno.test("an event changes what it names and nothing else", () => {
  const spec = cobaHh({ variant: "nest", scale: 0.5, scaling: "weights" });
  const changed = (name: "wE" | "stimulus" | "current", text: string) => interventionOf({ time: 1, name, text }, spec);
  assertEquals(changed("wE", "8"), { kind: "change", spec: { ...spec, parameters: { ...spec.parameters, wE: 8 } } });
  assertEquals(changed("stimulus", "none"), { kind: "change", spec: { ...spec, stimulus: { kind: "none" } } });
  assertEquals(changed("current", "-3"), { kind: "change", spec: { ...spec, current: -3 } });
  assertEquals(interventionOf({ time: 1, name: "kick", text: "7" }, spec), { kind: "kick", neuron: 7, by: 20 });
});

Deno.test("events that cannot be had are refused, with the whole list", () => {
  for (
    const text of [
      "",
      "x",
      "5:wX:1",
      "5:wE",
      "-1:wE:3",
      "5:wE:-3",
      "5:wE:abc",
      "5:kick:4000",
      "5:kick:1.5",
      "5:kick:you",
      "a:wE:3",
    ]
  ) {
    assertThrows(() => parseEvents(text, cobaHh(), 4000), Error, undefined, text);
    const { settings, complaints } = settingsOfQuery(`?then=1:wE:3;${text}`, wasmEngine.methods);
    assertEquals([settings.then, complaints.map(({ name }) => name)], [undefined, ["then"]], text);
  }
});

Deno.test("events that change what is compared are for the first network only", () => {
  const { settings } = settingsOfQuery("?then=1:wE:3;2:wI:5;3:kick:all&versus=parameters.wI:40", wasmEngine.methods);
  const { settings: second } = secondOf(settings, wasmEngine.methods);
  assertEquals(second.then?.map(({ name }) => name), ["wE", "kick"]);
});

Deno.test("every scene is a link without complaints, recognised however it is looked at", () => {
  for (const scene of SCENES) {
    const { settings, complaints } = settingsOfQuery(scene.query, wasmEngine.methods);
    assertEquals(complaints, []);
    assertEquals(sceneOf({ ...settings, stop: 300, window: 200, neuron: 4, speed: 0.1 })?.title, scene.title);
    assertEquals(sceneOf({ ...settings, dt: 0.05 }), undefined);
  }
});
