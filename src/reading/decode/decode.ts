import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Network } from '../../territory/network.ts';
import { type Quantity, quantities } from '../../territory/station.ts';
import type { RawMessage } from '../message-source.ts';
import type { Observation, RejectionReason } from '../reading.ts';
import type { SeriesKey } from '../reading-store.ts';
import { parsePayload } from './parse-payload.ts';
import { quote, type Refusal, readInstant, refusal, refuseValue } from './refusal.ts';

/** The value's key names its unit, so that nobody has to guess it. */
const keyOf = { stage: 'stageM', rain: 'rainMm', discharge: 'dischargeM3s' } as const satisfies Record<
  Quantity,
  string
>;

const value = Type.Optional(Type.Union([Type.Number(), Type.Null()]));
const item = Compile(
  Type.Object({
    observedAt: Type.String(),
    simulated: Type.Optional(Type.Boolean()),
    stageM: value,
    rainMm: value,
    dischargeM3s: value,
  }),
);

export interface DecodeContext {
  network: Network;
  /** A real instance refuses what a simulator or an exercise sends; a demonstration lives on it. */
  acceptSimulated: boolean;
  now: Instant;
}

export interface Decoded {
  observations: readonly Observation[];
  /** Of the items of a batch that are refused by themselves, one a reason. */
  refusals: readonly Refusal[];
}

/** A gap in a logger's day, or the hours after it lost its clock, say nothing against the rest of the day, which it sends once. */
const ofItself: readonly RejectionReason[] = ['no-value', 'too-old'];

/**
 * Reads Amont's own JSON: one object, or an array of them as a batch, on `amont/v1/<station>/<quantity>`. Unknown keys are
 * let be. But for gaps a batch is taken whole or refused whole: a sensor that sends one wrong value has more to explain.
 * @example decode({ topic: 'amont/v1/trebes/stage', payload: '{"observedAt":"2020-01-22T12:05:00Z","stageM":3.114}' … })
 * // { ok: true, value: { observations: [{ station: 'trebes', quantity: 'stage', observedAt: 1579694700000, value: 3.114 }], refusals: [] } }
 */
export function decode(message: RawMessage, context: DecodeContext): Result<Decoded, Refusal> {
  const series = readTopic(message.topic, context.network);
  if ('reason' in series) return err(series);
  const parsed = parsePayload(message.payload);
  if (!parsed.ok) return parsed;
  const items: unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  if (items.length === 0) return err(refusal('malformed', 'found an empty array; allowed is one object or more'));
  const isBatch = Array.isArray(parsed.value);
  const observations: Observation[] = [];
  const gaps: Refusal[] = [];
  for (const [index, each] of items.entries()) {
    const observation = readItem(each, series, context);
    if (!('reason' in observation)) {
      observations.push(observation);
      continue;
    }
    const { reason, detail } = observation;
    const refused = refusal(reason, isBatch ? `item ${index + 1} of ${items.length}: ${detail}` : detail);
    if (!isBatch || !ofItself.includes(reason)) return err(refused);
    gaps.push(refused);
  }
  return ok({ observations, refusals: oneAReason(gaps) });
}

/** A message may have a thousand of them. */
function oneAReason(gaps: readonly Refusal[]): Refusal[] {
  return [...Map.groupBy(gaps, ({ reason }) => reason)].map(([reason, [first, ...others]]) =>
    refusal(reason, others.length > 0 ? `${others.length + 1} items, the first: ${first!.detail}` : first!.detail),
  );
}

function readTopic(topic: string, network: Network): SeriesKey | Refusal {
  const [root, version, id, name, ...rest] = topic.split('/');
  if (root !== 'amont' || version !== 'v1' || !id || !name || rest.length > 0) {
    return refusal('wrong-topic', `topic is ${quote(topic)}; allowed is amont/v1/<station>/<quantity>`);
  }
  const station = network.stations.get(id);
  if (!station) return refusal('unknown-station', `station is ${quote(id)}; allowed are the ids in stations.yaml`);
  const quantity = quantities.find((each) => each === name);
  if (quantity !== station.quantity) {
    return refusal('wrong-quantity', `quantity is ${quote(name)}; station ${id} measures ${station.quantity}`);
  }
  return { station: id, quantity };
}

function readItem(found: unknown, series: SeriesKey, context: DecodeContext): Observation | Refusal {
  const key = keyOf[series.quantity];
  const allowed = `allowed is {"observedAt": ISO 8601 with offset, "${key}": number}`;
  if (!item.Check(found)) {
    const first = item.Errors(found)[0];
    return refusal('malformed', `found ${quote(found)}: ${first?.instancePath || 'it'} ${first?.message}; ${allowed}`);
  }
  if (found.simulated && !context.acceptSimulated) {
    return refusal('simulated', 'found "simulated": true; this instance takes real readings only');
  }
  const value = found[key];
  if (value === undefined) {
    const other = Object.values(keyOf).find((each) => found[each] !== undefined);
    return refusal(other ? 'wrong-quantity' : 'malformed', `found ${quote(found)}, no ${key}; ${allowed}`);
  }
  if (value === null) return refusal('no-value', `${key} is null; ${allowed}`);
  const unusable = refuseValue(value);
  if (unusable) return unusable;
  const at = readInstant(found.observedAt, context.now);
  return 'reason' in at ? at : { ...series, observedAt: at.instant, value };
}
