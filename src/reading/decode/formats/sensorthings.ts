import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { err, ok } from '../../../lib/result.ts';
import { parseInstant } from '../../../lib/units.ts';
import { parseJson } from '../parse-payload.ts';
import { refuseEnvelope } from './foreign.ts';
import { bareFrame, type ReadFormat } from './frame.ts';

const observation = Compile(
  Type.Object({
    result: Type.Unknown(),
    phenomenonTime: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    resultTime: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    '@iot.id': Type.Optional(Type.Union([Type.String(), Type.Number()])),
  }),
);

/**
 * OGC SensorThings Observation. A publisher that hears its own topic gets each observation twice: as it wrote it, then as the
 * server keeps it, where a missing phenomenonTime has become the server's clock. No result is older than what it tells of, so
 * the earlier of the two times is the sensor's, and both messages are one reading.
 */
export const readSensorThings: ReadFormat = (text) => {
  const json = parseJson(text);
  if (!json.ok) return json;
  const found = json.value;
  if (!observation.Check(found) || found.result === undefined) return err(refuseEnvelope(found, 'sensorthings'));
  // An interval stands for its end: the value was known then.
  const phenomenon = found.phenomenonTime?.split('/').at(-1) ?? null;
  const times = [phenomenon, found.resultTime ?? null].filter((each) => each !== null);
  const readable = times.map(parseInstant);
  const observedAt = readable.every((each) => each !== null) && readable.length > 0 ? Math.min(...readable) : times[0];
  const id = found['@iot.id'];
  return ok([
    { ...bareFrame, values: found, observedAt: observedAt ?? null, dedupId: id === undefined ? null : String(id) },
  ]);
};
