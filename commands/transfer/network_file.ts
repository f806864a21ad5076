/**
 * Networks in files: `--network`, `--edges`, and whatever the argument of `import` is.
 *
 * @module
 */

import { cobaHh, type Network, type NetworkSpec, printable, quoted, specFromJson } from "../../mod.ts";
import type { Arguments } from "../arguments.ts";
import { BadUse, blamingInput } from "../bad_use.ts";
import { NETWORK_FLAGS, networkSpecOf } from "../network_flags.ts";
import { FileSource, readText } from "../read_file.ts";

/** What reads files of networks: with its packages it is loaded where there is one. */
const interchange = () => import("../../interchange/mod.ts");

/** The flags. */
export const NETWORK_FILE_FLAGS: readonly string[] = ["network", "edges"];

/** Help of these flags. */
export const NETWORK_FILE_HELP: string =
  `  --network FILE     a network with its synapses and state: network.npz, a folder that export has written, or one of CSV
                     or SONATA of another program (docs/own-network.md); what it does not say is said by the flags above
  --edges FILE       or only its synapses, a list of pairs (pre, post), with the rest by the flags above`;

/**
 * The network that `--network` or `--edges` names, or undefined.
 * @throws {BadUse} where it cannot be read, or other flags say what it says, too.
 */
export async function networkFileOf(args: Arguments): Promise<Network | undefined> {
  const path = args.text("network"), edges = args.text("edges");
  if (path !== undefined && edges !== undefined) {
    throw new BadUse("--edges cannot be given beside --network, which has them");
  }
  if (edges !== undefined) return await readEdgeList(edges, await networkSpecOf(args));
  if (path === undefined) return undefined;
  return await readNetwork(path, args);
}

/**
 * The network in a file, NPZ, or in a folder of CSV or SONATA; the flags are for files that have no specification.
 * @throws {BadUse} where it cannot be read, or the flags say what it says itself.
 */
export async function readNetwork(path: string, args: Arguments): Promise<Network> {
  const beside = NETWORK_FLAGS.find((name) => args.text(name) !== undefined);
  const files = await filesOf(path);
  const own = await specIn(path, files);
  // A file of arrays may have a specification that another one is to be put in place of, as import does.
  if (beside !== undefined && own !== undefined) {
    throw new BadUse(`--${beside} cannot be given beside ${path}, which says it already`);
  }
  const spec = own ?? (beside === undefined ? cobaHh() : await networkSpecOf(args));
  const note = (sentence: string) => console.error(printable(`note: ${path}: ${sentence}`));
  const { networkFromCsv, networkFromNpz, networkFromSonata } = await interchange();
  return await blaming(path, async () => {
    if (files.npz !== undefined) {
      using source = await FileSource.open(files.npz);
      return networkFromNpz(source, spec, note);
    }
    using edges = await FileSource.open(files.edges);
    using nodes = files.nodes === undefined ? undefined : await FileSource.open(files.nodes);
    return files.isSonata
      ? await networkFromSonata(spec, edges, nodes, note)
      : networkFromCsv(spec, edges, nodes, note);
  });
}

async function readEdgeList(path: string, spec: NetworkSpec): Promise<Network> {
  using source = await FileSource.open(path);
  const { networkFromCsv } = await interchange();
  return await blaming(
    path,
    () => networkFromCsv(spec, source, undefined, (sentence) => console.error(printable(`note: ${path}: ${sentence}`))),
  );
}

type NetworkFiles =
  & { readonly json?: string }
  & (
    | { readonly npz: string }
    | { readonly npz?: undefined; readonly edges: string; readonly nodes?: string; readonly isSonata: boolean }
  );

async function filesOf(path: string): Promise<NetworkFiles> {
  if (path.endsWith(".json")) return { ...await circuitFiles(path) };
  const names = await namesIn(path);
  if (names === undefined) return { npz: path };
  const at = (name: string) => `${path}/${name}`;
  const json = names.includes("network.json") ? { json: at("network.json") } : {};
  if (names.includes("network.npz")) return { npz: at("network.npz") };
  const synapses = only(path, names, /^(synapses|edges)\.(csv|txt|dat)(\.gz)?$/);
  if (synapses !== undefined) {
    const neurons = only(path, names, /^(neurons|nodes)\.(csv|txt|dat)(\.gz)?$/);
    return { ...json, isSonata: false, edges: at(synapses), ...(neurons === undefined ? {} : { nodes: at(neurons) }) };
  }
  if (names.includes("circuit_config.json")) return { ...json, ...await circuitFiles(at("circuit_config.json")) };
  const edges = only(path, names, /(^|_)edges\.(h5|sonata)$/);
  if (edges !== undefined) {
    const nodes = only(path, names, /(^|_)nodes\.(h5|sonata)$/);
    return { ...json, isSonata: true, edges: at(edges), ...(nodes === undefined ? {} : { nodes: at(nodes) }) };
  }
  throw new BadUse(
    `${path}: a folder with network.npz, synapses.csv or edges.h5 is required, received ${
      names.slice(0, 12).join(", ") || "an empty one"
    }`,
  );
}

/** The one name that fits, or undefined where none does. */
function only(path: string, names: readonly string[], pattern: RegExp): string | undefined {
  const fitting = names.filter((name) => pattern.test(name));
  if (fitting.length <= 1) return fitting[0];
  throw new BadUse(`${path}: one file of each kind is required, received ${fitting.slice(0, 12).join(", ")}`);
}

/** The files that a SONATA circuit_config.json names: one of nodes and one of edges. */
async function circuitFiles(path: string): Promise<NetworkFiles> {
  const text = await readText(path), folder = path.slice(0, path.lastIndexOf("/") + 1);
  const config = await blaming(path, () => parsed(text));
  const manifest = Object.entries(config.manifest ?? {}).map((
    [name, value],
  ) => [name.replace(/^\$?/, "$"), String(value)]);
  const resolved = (file: string): string => {
    let whole = file;
    // Variables may name variables.
    for (let k = 0; k < 4; k++) for (const [name, value] of manifest) whole = whole.replaceAll(name, value);
    whole = whole.replaceAll("${configdir}", ".");
    return whole.startsWith("/") ? whole : folder + whole.replace(/^\.\//, "");
  };
  const { nodes = [], edges = [] } = config.networks ?? {};
  if (!Array.isArray(nodes) || !Array.isArray(edges) || edges.length !== 1 || nodes.length > 1) {
    throw new BadUse(
      `${path}: one file of edges and at most one of nodes are required in networks, received ${
        edges.length ?? 0
      } and ` +
        `${nodes.length ?? 0}`,
    );
  }
  const [edge, node] = [edges[0]?.edges_file, nodes[0]?.nodes_file];
  if (typeof edge !== "string") throw new BadUse(`${path}: edges_file is required in networks.edges, received none`);
  const json = `${folder}network.json`;
  const hasJson = await Deno.stat(json).then(({ isFile }) => isFile, () => false);
  return {
    isSonata: true,
    edges: resolved(edge),
    ...(typeof node === "string" ? { nodes: resolved(node) } : {}),
    ...(hasJson ? { json } : {}),
  };
}

/** A circuit's configuration, as far as it is looked at. */
interface CircuitConfig {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly networks?: { readonly nodes?: { nodes_file?: unknown }[]; readonly edges?: { edges_file?: unknown }[] };
}

function parsed(text: string): CircuitConfig {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read network: valid JSON is required, ${printable((error as Error).message)}`);
  }
  if (typeof config === "object" && config !== null && "networks" in config) return config as CircuitConfig;
  throw new SyntaxError(
    `Cannot read network: a circuit_config.json with networks is required, received ${quoted(text)}`,
  );
}

/** The specification that a network has beside its synapses, or undefined. */
async function specIn(path: string, { npz, json }: NetworkFiles): Promise<NetworkSpec | undefined> {
  if (npz !== undefined) {
    return await blaming(path, async () => {
      using source = await FileSource.open(npz);
      const { npzFile } = await interchange();
      const { headers, array } = npzFile(source);
      if (headers.get("spec_json")?.type !== "u1") return undefined;
      return specFromJson(new TextDecoder().decode(array("spec_json").values as Uint8Array));
    });
  }
  if (json === undefined) return undefined;
  const text = await readText(json);
  return await blaming(path, () => specFromJson(text));
}

async function blaming<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await blamingInput(work);
  } catch (error) {
    throw error instanceof BadUse && !error.message.includes(path) ? new BadUse(`${path}: ${error.message}`) : error;
  }
}

/** The files in a folder, or undefined where the path is none. */
async function namesIn(path: string): Promise<string[] | undefined> {
  try {
    return (await Array.fromAsync(Deno.readDir(path), ({ name }) => name)).sort();
  } catch {
    return undefined;
  }
}
