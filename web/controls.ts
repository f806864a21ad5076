/// <reference lib="dom" />
/**
 * The form of settings: a control per field, its unit, its published value to return to, and what is wrong with it.
 *
 * @module
 */

import { ACCURATE_METHOD, DEFAULT_METHOD, methodOf, type NetworkSpec } from "../model/mod.ts";
import { byId, make } from "./element.ts";
import { explanation } from "./explanation.ts";
import { type Field, groupsOf, publishedText, unitOf } from "./fields.ts";
import { CHOICE_WORDS, SETTING_WORDS } from "./glossary.ts";
import { AXES, textsOf } from "./link.ts";
import type { Settings } from "./settings.ts";
import { fieldOf, SPEC_NAMES } from "./spec_text.ts";
import { valueText } from "./value_text.ts";

/** Tells that a setting is to have another text; what is wrong with it comes back, if anything is. */
export type OnChange = (name: string, text: string) => string | undefined;

interface Control {
  readonly field: Field;
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly unit: HTMLElement;
  readonly reset: HTMLButtonElement;
  readonly wrong: HTMLElement;
  /** What the choice that is made means. */
  readonly choice: HTMLElement;
}

/** The form. */
export class Controls {
  readonly #fields: readonly Field[];
  readonly #controls: readonly Control[];
  readonly #axis = byId<HTMLSelectElement>("axis");
  readonly #axisValue = byId("axis-value");
  readonly #onChange: OnChange;
  readonly #onVersus: (versus: Settings["versus"]) => string | undefined;
  #settings: Settings;

  /** The form of these settings. */
  constructor(
    settings: Settings,
    methods: readonly string[],
    onChange: OnChange,
    onVersus: (versus: Settings["versus"]) => string | undefined,
  ) {
    this.#settings = settings;
    this.#onChange = onChange;
    this.#onVersus = onVersus;
    const groups = groupsOf(methods);
    this.#fields = groups.flatMap(({ fields }) => fields);
    const controls: Control[] = [];
    for (const { title, fields, isOpen } of groups) {
      const rows = fields.map((field) => {
        const { control, row } = this.#row(field);
        controls.push(control);
        return row;
      });
      byId("groups").append(
        isOpen
          ? make("fieldset", {}, make("legend", {}, title), ...rows)
          : make("details", {}, make("summary", {}, title), ...rows),
      );
    }
    this.#controls = controls;
    this.#axis.className = "wide";
    this.#axis.append(make("option", { value: "" }, "none"));
    for (const name of AXES) {
      const field = this.#fields.find((field) => field.name === name);
      if (field !== undefined) this.#axis.append(make("option", { value: name }, field.label));
    }
    this.#axis.onchange = () => this.#chooseAxis(this.#axis.value);
    this.show(settings);
  }

  /** Shows these settings. */
  show(settings: Settings): void {
    this.#settings = settings;
    const { spec } = settings;
    for (const { field, input, unit, reset, wrong, choice } of this.#controls) {
      const text = textOf(field.name, settings), published = publishedText(field.name, spec.variant);
      input.value = text;
      input.removeAttribute("aria-invalid");
      unit.textContent = unitOf(field, spec);
      reset.hidden = text === published || field.name === "stop";
      reset.textContent = `back to ${published}`;
      reset.setAttribute("aria-label", `${field.label}: back to ${published}`);
      wrong.hidden = true;
      choice.textContent = CHOICE_WORDS[`${field.name}=${text}`] ?? "";
    }
    this.#axis.value = settings.versus?.name ?? "";
    this.#showAxisValue(settings.versus);
  }

  /** Says of the threads what there is to say. */
  limitThreads(most: number, why: string | undefined): void {
    const { input, wrong } = this.#controls.find(({ field }) => field.name === "threads")!;
    input.disabled = why !== undefined;
    input.title = why ?? `up to ${most} here`;
    wrong.textContent = why ?? "";
    wrong.hidden = why === undefined;
    wrong.className = why === undefined ? "wrong" : "wrong note";
  }

  #row(field: Field): { control: Control; row: HTMLElement } {
    const id = `set-${field.name.replace(".", "-")}`;
    const input = inputOf(field, id);
    const unit = make("span", { class: "unit", id: `${id}-unit` });
    const wrong = make("p", { class: "wrong", id: `${id}-wrong` });
    const reset = make("button", { type: "button", class: "reset" });
    const choice = make("p", { class: "choice", id: `${id}-choice` });
    input.setAttribute("aria-describedby", `${unit.id} ${choice.id} ${wrong.id}`);
    const control = { field, input, unit, reset, wrong, choice };
    input.onchange = () => this.#change(control, input.value);
    reset.onclick = () => {
      this.#change(control, publishedText(field.name, this.#settings.spec.variant));
      input.focus();
    };
    const words = field.meaning === undefined ? [] : [make("small", {}, field.meaning)];
    const label = make("label", { for: id }, field.label, ...words);
    const explained = SETTING_WORDS[field.name];
    if (explained === undefined) {
      return { control, row: make("div", { class: "field" }, label, input, unit, reset, wrong) };
    }
    const { button, text } = explanation(field.label, explained);
    const term = make("span", { class: "term" }, label, button);
    return { control, row: make("div", { class: "field" }, term, input, unit, choice, reset, text, wrong) };
  }

  #change({ field, input, wrong }: Control, text: string): void {
    const problem = this.#onChange(field.name, text);
    if (problem === undefined) return;
    input.setAttribute("aria-invalid", "true");
    wrong.textContent = problem;
    wrong.hidden = false;
  }

  /** A second network that differs in this, in a value that is not the first one's. */
  #chooseAxis(name: string): void {
    if (name === "") return void this.#onVersus(undefined);
    const field = this.#fields.find((field) => field.name === name)!;
    const text = textOf(name, this.#settings);
    this.#onVersus({ name, text: otherText(field, text, this.#settings.spec) });
  }

  #showAxisValue(versus: Settings["versus"]): void {
    this.#axisValue.hidden = versus === undefined;
    this.#axisValue.replaceChildren();
    if (versus === undefined) return;
    const field = this.#fields.find(({ name }) => name === versus.name)!;
    const input = inputOf(field, "versus-value");
    input.value = versus.text;
    const wrong = make("p", { class: "wrong" });
    wrong.hidden = true;
    input.onchange = () => {
      const problem = this.#onVersus({ name: versus.name, text: input.value });
      if (problem === undefined) return;
      input.setAttribute("aria-invalid", "true");
      wrong.textContent = problem;
      wrong.hidden = false;
    };
    const unit = make("span", { class: "unit" }, unitOf(field, this.#settings.spec));
    this.#axisValue.append(make("label", { for: input.id }, `${field.label} of B`), input, unit, wrong);
  }
}

function inputOf({ name, choices, words = {} }: Field, id: string): HTMLInputElement | HTMLSelectElement {
  if (choices !== undefined) {
    const options = choices.map((choice) => {
      const text = words[choice] === undefined ? choice : `${choice}: ${words[choice]}`;
      return make("option", { value: choice }, text);
    });
    return make("select", { id, name, class: "wide" }, ...options);
  }
  const isWords = /^(initial\.(v|gE|gI)|stimulus)$/.test(name);
  return make("input", {
    id,
    name,
    type: "text",
    inputmode: isWords ? "text" : "decimal",
    spellcheck: "false",
    ...(isWords ? { class: "wide" } : {}),
  });
}

/** The text of a setting as it is now. */
function textOf(name: string, settings: Settings): string {
  if (SPEC_NAMES.includes(name)) return valueText(fieldOf(settings.spec, name));
  return textsOf(settings).get(name) ?? publishedText(name, settings.spec.variant);
}

/** A value to begin a comparison with: a more accurate method, the next choice, or another number. */
function otherText({ name, choices }: Field, text: string, { variant }: NetworkSpec): string {
  if (name === "method" && choices !== undefined) {
    const isDefault = methodOf(text).name === DEFAULT_METHOD;
    return isDefault && choices.includes(ACCURATE_METHOD) ? ACCURATE_METHOD : DEFAULT_METHOD;
  }
  if (choices !== undefined) return choices[(choices.indexOf(text) + 1) % choices.length];
  const number = Number(text);
  if (name === "dt") return String(number / 2);
  if (name === "scale") return String(number * 2);
  return Number.isFinite(number) && number !== 0
    ? String(Number((number * 1.2).toPrecision(6)))
    : publishedText(name, variant);
}
