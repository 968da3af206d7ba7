import type { PayloadFormat } from '../device-mapping.ts';
import { lookUp } from '../look-up.ts';
import { quote, type Refusal, refusal } from '../refusal.ts';

/** Payloads known by their shape, the most telling sign first. */
const signs: readonly { name: string; shows: (found: unknown) => boolean }[] = [
  { name: 'The Things Stack v3', shows: (found) => has(found, 'end_device_ids') },
  { name: 'ChirpStack v4', shows: (found) => has(found, 'deviceInfo.devEui') },
  { name: 'SensorThings', shows: (found) => has(found, 'result') },
  { name: "Hub'Eau", shows: (found) => has(found, 'data.0.grandeur_hydro') },
  { name: 'Vigicrues', shows: (found) => ['Serie', 'Simul', 'error_msg'].some((key) => has(found, key)) },
  { name: 'UK Environment Agency', shows: (found) => has(found, 'items.0.measure') || has(found, 'measures.0.@id') },
  { name: 'UK Environment Agency telemetry', shows: (found) => has(found, '0.ts') && has(found, '0._') },
  { name: 'USGS NWIS', shows: (found) => has(found, 'value.timeSeries') },
  { name: 'US NWPS', shows: (found) => has(found, 'pedts') },
  { name: 'SenML', shows: (found) => has(found, '0.n') || has(found, '0.bn') },
];

/** Names what came instead of what the mapping says. */
export function refuseEnvelope(found: unknown, wanted: PayloadFormat): Refusal {
  const name = signs.find((each) => each.shows(found))?.name;
  const what = name === undefined ? quote(found) : `what looks like ${name}: ${quote(found)}`;
  return refusal('malformed', `found ${what}; the mapping says ${wanted}`);
}

function has(found: unknown, path: string): boolean {
  return lookUp(found, path) !== undefined;
}
