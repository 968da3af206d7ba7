import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatConfigErrors } from '../config/config-error.ts';
import { readDeviceFile } from '../config/device-file.ts';
import { machineClock } from '../lib/clock.ts';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { iso } from '../lib/units.ts';
import type { DecodeContext } from '../reading/decode/decode.ts';
import { decodeDevice } from '../reading/decode/decode-device.ts';
import { type DeviceMapping, matches } from '../reading/decode/device-mapping.ts';
import type { RawMessage } from '../reading/message-source.ts';
import { createSqliteRawFrameStore } from '../store/sqlite/raw-frames.ts';
import { createSqliteRejectionStore } from '../store/sqlite/rejections.ts';
import { unitOf } from '../territory/station.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { dataOf } from './shown/data-of.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont preview-mapping STATION [--mapping FILE] [--frames 10] [--config DIR]
FILE holds what would stand below "device:" of the station in stations.yaml; without it the configured mapping is tried.`;
const PAYLOAD_SHOWN = 400;

/** `amont preview-mapping`: the last raw frames of a device and what a mapping makes of them. Changes nothing. */
export async function previewMapping(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      mapping: { type: 'string' },
      frames: { type: 'string', default: '10' },
    },
  });
  const [id, ...rest] = positionals;
  const limit = Number(values.frames);
  if (!id || rest.length > 0) {
    out(mistyped('STATION', positionals, 'is the id of one in stations.yaml', usage));
    return 2;
  }
  if (!Number.isInteger(limit) || limit < 1) {
    out(mistyped('--frames', values.frames, 'is a whole number from 1 on', usage));
    return 2;
  }
  const config = configIn(values.config, out);
  if (config === null) return 1;
  const { network, devices, instance, dataFolder } = config;
  const station = network.stations.get(id);
  const file = join(values.config, 'stations.yaml');
  if (!station) {
    const known = nearestOf(id, [...network.stations.keys()]);
    out(`STATION: found ${id}; allowed are ${known} (${file})`);
    return 2;
  }
  const configured = devices.find((each) => each.station === id);
  const tried = values.mapping === undefined ? null : readDeviceFile(values.mapping, station);
  if (tried && !tried.ok) {
    out(formatConfigErrors(tried.error));
    return 1;
  }
  const mapping = tried?.value ?? configured;
  if (!mapping) {
    out(`${id} has no device in ${file}: try one with --mapping FILE.\n${usage}`);
    return 2;
  }
  return inDatabase(dataFolder, out, (db) => {
    const kept = createSqliteRawFrameStore(db).recent(id, limit);
    const frames = kept.length > 0 ? kept : refusedOn(mapping, limit, db);
    if (frames.length === 0) {
      out(
        `Nothing has come on ${mapping.topic} yet, as far as it is kept in ${dataOf(values.config, config)}: map the topic first, raw frames are kept from then on.`,
      );
      return 1;
    }
    const context = { network, acceptSimulated: instance.kind !== 'operational', now: machineClock.now() };
    for (const frame of frames.toReversed()) {
      for (const line of preview(frame, mapping, context)) out(line);
    }
    return 0;
  });
}

/** Before a topic is mapped its messages are refused, and are kept as such. */
function refusedOn(
  { topic }: DeviceMapping,
  limit: number,
  db: Parameters<typeof createSqliteRejectionStore>[0],
): RawMessage[] {
  return createSqliteRejectionStore(db)
    .recent(limit, (refused) => matches(topic, refused))
    .map((each) => ({ topic: each.topic, payload: Buffer.from(each.payload), receivedAt: each.receivedAt }));
}

function preview(frame: RawMessage, mapping: DeviceMapping, context: DecodeContext): string[] {
  const text = Buffer.from(frame.payload).toString('utf8').replaceAll(/\s+/g, ' ');
  const shown =
    text.length > PAYLOAD_SHOWN ? `${text.slice(0, PAYLOAD_SHOWN)}… (${frame.payload.byteLength} bytes)` : text;
  const lines = [`${iso(frame.receivedAt)}  ${frame.topic}`, `  frame    ${shown}`];
  if (!matches(mapping.topic, frame.topic))
    return [...lines, `  not read: the mapping's topic is ${mapping.topic}`, ''];
  const report = decodeDevice(frame, mapping, context);
  if (!report.ok) return [...lines, `  refused  ${report.error.reason}: ${report.error.detail}`, ''];
  const { observations, refusals, health, frameCounter } = report.value;
  for (const { quantity, value, observedAt } of observations) {
    lines.push(`  reading  ${quantity} ${value} ${unitOf[quantity]} at ${iso(observedAt)}`);
  }
  for (const { reason, detail } of refusals) lines.push(`  refused  ${reason}: ${detail}`);
  const told = [
    health.batteryV === null ? null : `battery ${health.batteryV} V`,
    typeof health.batteryPercent === 'number' ? `battery ${health.batteryPercent} %` : null,
    health.tiltDeg === null ? null : `tilt ${health.tiltDeg}°`,
    frameCounter === null ? null : `frame ${frameCounter}`,
  ].filter((each) => each !== null);
  if (told.length > 0) lines.push(`  device   ${told.join(', ')}`);
  return [...lines, ''];
}
