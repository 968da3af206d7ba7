import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { err, ok } from '../../../lib/result.ts';
import { parseJson } from '../parse-payload.ts';
import { refusal } from '../refusal.ts';
import { refuseEnvelope } from './foreign.ts';
import { bareFrame, type ReadFormat } from './frame.ts';

const envelope = Compile(
  Type.Object({
    deduplicationId: Type.Optional(Type.String()),
    time: Type.String(),
    deviceInfo: Type.Object({ devEui: Type.String() }),
    fCnt: Type.Optional(Type.Integer()),
    data: Type.Optional(Type.String()),
    object: Type.Optional(Type.Unknown()),
    batteryLevel: Type.Optional(Type.Number()),
    batteryLevelUnavailable: Type.Optional(Type.Boolean()),
    externalPowerSource: Type.Optional(Type.Boolean()),
  }),
);

/**
 * ChirpStack v4, `application/{id}/device/{devEui}/event/{event}`. `up` carries the measured values, `status` the battery, the
 * others nothing for us. `fCnt` is left out when it is 0.
 */
export const readChirpstackV4: ReadFormat = (text, topic) => {
  const event = topic.split('/').at(-1);
  const json = parseJson(text);
  if (!json.ok) return json;
  const found = json.value;
  if (!envelope.Check(found)) return err(refuseEnvelope(found, 'chirpstack-v4'));
  const frame = { ...bareFrame, observedAt: found.time, dedupId: found.deduplicationId ?? null };
  if (event === 'status') {
    // On mains, and where the device does not know, the level is said as 0 or left out.
    if (found.externalPowerSource) return ok([{ ...frame, values: {}, batteryPercent: 'mains' }]);
    if (found.batteryLevelUnavailable) return ok([]);
    return ok([{ ...frame, values: {}, batteryPercent: found.batteryLevel ?? null }]);
  }
  if (event !== 'up') return err(refusal('no-value', `the event is "${event}"; readings come with "up"`));
  if (found.object === undefined) {
    return err(refusal('no-value', `the uplink has no object (raw "${found.data ?? ''}"); set a codec`));
  }
  return ok([{ ...frame, values: found.object, frameCounter: found.fCnt ?? 0 }]);
};
