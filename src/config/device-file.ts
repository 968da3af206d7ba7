import { basename, dirname } from 'node:path';
import { checkShape } from '../lib/io/check-shape.ts';
import type { Mistake } from '../lib/io/mistake.ts';
import { readYamlFile } from '../lib/io/yaml-file.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { DeviceMapping } from '../reading/decode/device-mapping.ts';
import type { Station } from '../territory/station.ts';
import { secretAdvice } from './beside/secret-advice.ts';
import { checkDevice } from './check/check-device.ts';
import { DeviceEntry } from './schema/device-entry.ts';
import { toDevice } from './to-device.ts';

/** A mapping that is not saved yet: a file that holds what would stand below `device:` in stations.yaml. */
export function readDeviceFile(path: string, station: Station): Result<DeviceMapping, Mistake[]> {
  const file = readYamlFile(dirname(path), basename(path));
  if (!file.ok) return file;
  const { value, errors } = checkShape(DeviceEntry, file.value, secretAdvice);
  if (!value) return err(errors);
  const misfits = checkDevice(file.value, [], value, station.quantity);
  const mapping = toDevice(station.id, value);
  return misfits.length > 0 || !mapping ? err(misfits) : ok(mapping);
}
