/**
 * `deno task peers`: one network in other simulators and in this library's engines, side by side.
 *
 * @module
 */

import { exitWith } from "../../commands/bad_use.ts";
import { environment } from "../../commands/environment.ts";
import { OutputFile, OutputFolder } from "../../commands/output_folder.ts";
import { writePicture } from "../../commands/pictures.ts";
import { networkToNpz } from "../../interchange/mod.ts";
import { buildNetwork, cobaHh, stepsOf } from "../../mod.ts";
import { peersChart } from "./chart.ts";
import { entrantsOf, STANDARD } from "./entrants.ts";
import { environmentsFor } from "./environments.ts";
import { measurePeers } from "./measure.ts";
import { DT, peersHelp, type Plan, planOf } from "./options.ts";
import { hasFailed, type PeerReport, peerReportToJson } from "./report.ts";
import { peerRow, peerTitles } from "./table.ts";

/** Runs the comparison that the arguments describe, and gives its exit status. */
async function comparePeers(argv: readonly string[]): Promise<number> {
  const plan = await planOf(argv);
  if (plan === undefined) {
    console.log(peersHelp);
    return 0;
  }
  // What is asked of files is looked at now, not after minutes of measuring.
  const json = plan.json === undefined ? undefined : await OutputFile.open("--json", plan.json);
  const out = plan.out === undefined ? undefined : await OutputFolder.open(plan.out);
  const folder = await Deno.makeTempDir({ prefix: "cobahh-peers-" });
  try {
    const report = await compared(plan, folder);
    await json?.write(peerReportToJson(report));
    if (out !== undefined) await drawChart(report, out);
    const written = [...json?.written ?? [], ...out?.written ?? []];
    if (written.length > 0) console.log(`\nwrote ${written.join(" ")}`);
    return hasFailed(report) ? 1 : 0;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compared(plan: Plan, folder: string): Promise<PeerReport> {
  const { peers, absent, threads, duration, rounds, patience, seed } = plan;
  const about = environment(), date = new Date().toISOString();
  const environments = await environmentsFor(peers.map(({ environment }) => environment), {
    folder: plan.environments,
    pythons: plan.pythons,
    agree: (names) => plan.isAgreed || isAgreed(names, plan.environments),
    onMaking: (name) => console.error(`making the environment ${name}: packages are downloaded and installed`),
  });
  const network = buildNetwork(cobaHh({ variant: "seed-1", seed }));
  const networkFile = `${folder}/network.npz`;
  await Deno.writeFile(networkFile, ReadableStream.from(networkToNpz(network)));
  const steps = stepsOf(duration, DT);
  const environmentsFolder = plan.environments;
  const field = {
    peers,
    absent,
    threads,
    environments,
    environmentsFolder,
    network,
    networkFile,
    folder,
    dt: DT,
    steps,
  };
  const { entrants, skipped } = entrantsOf(field);
  const { variant } = network.spec, { neurons, connectivity: { synapses } } = network;
  console.log(
    `COBA-HH ${variant}, seed ${seed}: ${neurons} neurons, ${synapses} synapses; ${duration} ms, dt ${DT} ms; ` +
      `${about.cpu}, ${about.cores} cores; ${about.runtime}; times min (median)`,
  );
  for (const { title, reason } of skipped) console.log(`skipped: ${title}: ${reason}`);
  const lines = await measurePeers(entrants, network, {
    dt: DT,
    steps,
    rounds,
    patience,
    standard: STANDARD,
    onStage: (what, fraction) => console.error(`${Math.round(100 * fraction)} %: ${what}`),
  });
  console.log(`\n${peerTitles()}`);
  for (const line of lines) console.log(peerRow(line));
  const parameters = { variant, seed, neurons, synapses, dt: DT, duration, rounds };
  return { date, environment: about, parameters, lines, skipped };
}

function isAgreed(names: readonly string[], folder: string): boolean {
  return confirm(
    `Python environments are to be made in ${folder}, with packages downloaded: ${names.join(", ")}. Go on?`,
  );
}

async function drawChart(report: PeerReport, out: OutputFolder): Promise<void> {
  if (report.lines.every(({ speed }) => speed === null)) {
    console.error("No picture: no line has a speed");
    return;
  }
  await writePicture("peers", peersChart(report), out);
}

if (import.meta.main) await exitWith(() => comparePeers(Deno.args));
