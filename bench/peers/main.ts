/**
 * `deno task peers`: one network in other simulators and in this library's engines, side by side.
 *
 * @module
 */

import type { Arguments } from "../../commands/arguments.ts";
import { type Command, command } from "../../commands/command.ts";
import { exitWith } from "../../commands/exit.ts";
import { environment } from "../../commands/environment.ts";
import { onSignal } from "../../commands/interrupt.ts";
import { OutputFile, OutputFolder } from "../../commands/output_folder.ts";
import { writePicture } from "../../commands/pictures.ts";
import { complain, say } from "../../commands/say.ts";
import { buildNetwork, cobaHh, stepsOf } from "../../mod.ts";
import { peersChart } from "./chart.ts";
import { entrantsOf, STANDARD } from "./entrants.ts";
import { environmentsFor } from "../../simulators/environments.ts";
import type { PeerLine } from "./line.ts";
import { measurePeers } from "./measure.ts";
import { DT, PEERS_FLAGS, peersHelp, type PeersPlan, peersPlan } from "./options.ts";
import { hasFailed, type PeerReport, peerReportToJson } from "./report.ts";
import { peerRow, peerTitles } from "./table.ts";

/** Runs the comparison that the arguments describe. */
export const peers: Command = command({ name: "peers", help: peersHelp, flags: PEERS_FLAGS, run: comparePeers });

async function comparePeers(args: Arguments): Promise<number> {
  const plan = await peersPlan(args);
  // What is asked of files is looked at now, not after minutes of measuring.
  const json = plan.json === undefined ? undefined : await OutputFile.open("--json", plan.json);
  const out = plan.out === undefined ? undefined : await OutputFolder.open(plan.out);
  // Simulators see their input end, and leave.
  using _listening = onSignal((status) => Deno.exit(status));
  // What is measured is kept as it comes: whatever ends the command, the file has it.
  const report = await compared(plan, async (soFar) => await json?.write(peerReportToJson(soFar)));
  await json?.write(peerReportToJson(report));
  if (out !== undefined) await drawChart(report, out);
  const written = [...json?.written ?? [], ...out?.written ?? []];
  if (written.length > 0) say(`\nwrote ${written.join(" ")}`);
  return hasFailed(report) ? 1 : 0;
}

/** The comparison. */
async function compared(
  plan: PeersPlan,
  keep: (soFar: PeerReport) => Promise<void>,
): Promise<PeerReport> {
  const { peers, absent, threads, duration, rounds, patience, seed } = plan;
  const about = environment(), date = new Date().toISOString();
  const environments = await environmentsFor(peers.map(({ simulator: { environment } }) => environment), {
    folder: plan.environments,
    pythons: plan.pythons,
    agree: (names) => plan.isAgreed || isAgreed(names, plan.environments),
    onMaking: (name) => complain(`making the environment ${name}: packages are downloaded and installed`),
  });
  const network = buildNetwork(cobaHh({ variant: "seed-1", seed }));
  const steps = stepsOf(duration, DT);
  const environmentsFolder = plan.environments;
  const field = {
    peers,
    absent,
    threads,
    environments,
    environmentsFolder,
    network,
    dt: DT,
    steps,
  };
  const { entrants, skipped } = entrantsOf(field);
  const { variant } = network.spec, { neurons, connectivity: { synapses } } = network;
  say(
    `COBA-HH ${variant}, seed ${seed}: ${neurons} neurons, ${synapses} synapses; ${duration} ms, dt ${DT} ms; ` +
      `${about.cpu}, ${about.cores} cores; ${about.runtime}; times min (median)`,
  );
  for (const { title, reason } of skipped) say(`skipped: ${title}: ${reason}`);
  const parameters = { variant, seed, neurons, synapses, dt: DT, duration, rounds };
  const reportOf = (lines: readonly PeerLine[]) => ({ date, environment: about, parameters, lines, skipped });
  const lines = await measurePeers(entrants, network, {
    dt: DT,
    steps,
    rounds,
    patience,
    standard: STANDARD,
    onRound: (lines) => keep({ ...reportOf(lines), isUnfinished: true }),
    onStage: (what, fraction) => complain(`${Math.round(100 * fraction)} %: ${what}`),
  });
  say(`\n${peerTitles()}`);
  for (const line of lines) say(peerRow(line));
  return reportOf(lines);
}

function isAgreed(names: readonly string[], folder: string): boolean {
  return confirm(
    `Python environments are to be made in ${folder}, with packages downloaded: ${names.join(", ")}. Go on?`,
  );
}

async function drawChart(report: PeerReport, out: OutputFolder): Promise<void> {
  if (report.lines.every(({ speed }) => speed === null)) {
    complain("No picture: no line has a speed");
    return;
  }
  await writePicture("peers", () => peersChart(report), out);
}

if (import.meta.main) await exitWith(() => peers(Deno.args));
