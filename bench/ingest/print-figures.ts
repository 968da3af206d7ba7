import { readFileSync } from 'node:fs';
import type { NoStoreFigures } from './compare-with-no-store.ts';
import type { Latency, NodeRedFigures } from './compare-with-node-red.ts';
import type { Year } from './keep-a-year.ts';

export interface Figures {
  /** The day of each part. */
  measuredOn: Record<string, string>;
  machine: string;
  noStore: NoStoreFigures[];
  nodeRed: NodeRedFigures;
  alert: Latency;
  year: Year;
  /** Of more stations, where there was time for it. */
  fullYear?: Year;
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const spread = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
const met = (yes: boolean): string => (yes ? 'met' : '**missed**');
const latency = ({ p50, p99 }: Latency): string => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;

function faultsOf(faults: NodeRedFigures['nodeRedFaults']): string {
  const told = Object.entries(faults).map(([text, count]) => `${count} × "${text}"`);
  return told.length > 0 ? ` (what its nodes reported: ${told.join(', ')})` : ' (none of its nodes reported a fault)';
}

/** The figures as the page docs/ingest-figures.md, with what has to be said beside them (notes.md); what is not measured is left out. */
export function printFigures(figures: Partial<Figures>): string {
  const { noStore, nodeRed, alert, year, fullYear } = figures;
  const days = [...new Set(Object.values(figures.measuredOn ?? {}))].toSorted().join(' and ');
  return [
    `# Ingest: figures\n\nPrinted by \`npm run bench:ingest\` on ${days}, on ${figures.machine}. Each ratio is
the median of interleaved pairs in one run on one machine; compare only figures of one table.

Read with them [what these figures hide](#what-these-figures-hide). What is lost when something is killed or a disk is full:
[last](#killed-with-a-full-disk-without-influxdb).`,
    noStore && printNoStore(noStore),
    nodeRed && printNodeRed(nodeRed, alert),
    year && printYear(year),
    fullYear && printYear(fullYear),
    readFileSync(new URL('notes.md', import.meta.url), 'utf8'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function printNoStore(rows: readonly NoStoreFigures[]): string {
  return `## The full path beside the same client with no store

Decoding, quality control, one FULL commit a tick of the event loop, then the PUBACK; beside the same process with nothing behind;
${rows[0]?.ratios.length} pairs.

| broker | full, messages/s | no store, messages/s | ratio (smallest to largest) | target 0.8 | CPU s/100,000, full | no store |
|---|---|---|---|---|---|---|
${rows
  .map(
    (row) =>
      `| ${row.broker} | ${whole(row.fullPerS)} | ${whole(row.nonePerS)} | ${row.ratio.toFixed(2)} (${spread(row.ratios)}) | ${met(row.ratio >= 0.8)} | ${row.fullCpuPer100k.toFixed(2)} | ${row.noneCpuPer100k.toFixed(2)} |`,
  )
  .join('\n')}`;
}

function printNodeRed(nodeRed: NodeRedFigures, alert: Latency | undefined): string {
  return `## Beside Node-RED

Node-RED 5.0.7, mqtt in → function → influxdb out (node-red-contrib-influxdb 0.7.0) → InfluxDB 1.6.7;
${nodeRed.speedRatios.length} pairs. It acknowledges before it stores; of what was published in these runs ${whole(nodeRed.nodeRedMissing)} readings never came to be stored${faultsOf(nodeRed.nodeRedFaults)}.

| | Amont | Node-RED | ratio (smallest to largest) | target |
|---|---|---|---|---|
| messages/s until stored | ${whole(nodeRed.amontPerS)} | ${whole(nodeRed.nodeRedPerS)} | ${nodeRed.speedRatio.toFixed(1)} (${spread(nodeRed.speedRatios)}) | 3: ${met(nodeRed.speedRatio >= 3)} |
| CPU s/100,000 messages, its store left out | ${nodeRed.amontCpuPer100k.toFixed(2)} (its store within) | ${nodeRed.nodeRedCpuPer100k.toFixed(2)} | ${nodeRed.cpuRatio.toFixed(1)} (${spread(nodeRed.cpuRatios)}) | 10: ${met(nodeRed.cpuRatio >= 10)} |
| CPU s/100,000 messages, with its InfluxDB | ${nodeRed.amontCpuPer100k.toFixed(2)} | ${(nodeRed.nodeRedCpuPer100k + nodeRed.nodeRedStoreCpuPer100k).toFixed(2)} | ${nodeRed.cpuRatioWithStore.toFixed(1)} (${spread(nodeRed.cpuRatiosWithStore)}) | 10: ${met(nodeRed.cpuRatioWithStore >= 10)} |

| p50 / p99, ms | Amont, by Mosquitto | Node-RED |
|---|---|---|
${nodeRed.latency.map((row) => `| publish → stored, ${row.rate} messages/s | ${latency(row.amont)} | ${latency(row.nodeRed)} |`).join('\n')}
${alert ? `| publish → alert event written, embedded broker | ${latency(alert)} | - |` : ''}

The last row holds the 50 ms for which readings of neighbouring gauges are gathered into one assessment.`;
}

function printYear({ stations, days, stores }: Year): string {
  return `## ${days} days of 15-minute readings of ${stations} stations

| | readings | insert/s | bytes a reading | latest, ms | 48 h at a tenth, ms | 48 h at all, ms | all by tenth |
|---|---|---|---|---|---|---|---|
${stores
  .map(
    (row) =>
      `| ${row.store} | ${whole(row.readings)} | ${whole(row.insertPerS)} | ${row.bytesPerReading.toFixed(1)} | ${row.latestMs.toFixed(2)} | ${row.windowFirstTenthMs.toFixed(2)} | ${row.windowMs.toFixed(2)} | ${(row.windowMs / row.windowFirstTenthMs).toFixed(2)} |`,
  )
  .join('\n')}`;
}
