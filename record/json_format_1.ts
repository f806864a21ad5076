/**
 * Recordings as they were saved before recorders had names: one list of spikes, one rate and one watch for non-finite
 * neurons, and any number of traces.
 *
 * @module
 */

/** The fields of a saved recording, of which nothing is known. */
type Fields = Record<string, unknown>;

/**
 * The fields of today's format. Observations are called what they are: `spikes`, `rate` and `nonFinite`; a trace has the name
 * of its variable, and further ones of the variable a number, such as `v 2`. What is not whole is left for the reader to find.
 */
export function fromFormat1({ spikes, rate, nonFinite, traces, ...others }: Fields): Fields {
  if (!Array.isArray(traces)) return others;
  const observed: [string, unknown][] = [];
  for (const [kind, one] of Object.entries({ spikes, rate, nonFinite })) {
    if (one !== undefined) observed.push([kind, withKind(kind, one)]);
  }
  for (const trace of traces) {
    const variable = String(trace?.variable);
    const earlier = traces.slice(0, traces.indexOf(trace)).filter((other) =>
      String(other?.variable) === variable
    ).length;
    observed.push([earlier === 0 ? variable : `${variable} ${earlier + 1}`, withKind("trace", trace)]);
  }
  return { ...others, observed: Object.fromEntries(observed) };
}

function withKind(kind: string, fields: unknown): unknown {
  return typeof fields === "object" && fields !== null ? { kind, ...fields } : fields;
}
