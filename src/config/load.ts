import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { type Instant, machineClock } from '../lib/clock.ts';
import { checkShape, type Shape, unreadable } from '../lib/io/check-shape.ts';
import type { Mistake, Path } from '../lib/io/mistake.ts';
import { readYamlFile, valueAt, type YamlFile } from '../lib/io/yaml-file.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { type Language, languages } from '../territory/commune.ts';
import { assemble } from './assemble.ts';
import { readAreas } from './beside/read-areas.ts';
import { readCapSignature } from './beside/read-cap-signature.ts';
import { readRivers } from './beside/read-rivers.ts';
import { secretAdvice } from './beside/secret-advice.ts';
import { checkSecrets, type Environment, readSecrets } from './beside/secrets.ts';
import { readTlsFiles } from './beside/tls-files.ts';
import { checkCommunes } from './check/check-communes.ts';
import { checkGateways } from './check/check-gateways.ts';
import { checkHeartbeat } from './check/check-heartbeat.ts';
import { checkMail } from './check/check-mail.ts';
import { checkPhones } from './check/check-phones.ts';
import { checkPolicy } from './check/check-policy.ts';
import { checkPorts } from './check/check-ports.ts';
import { checkStations } from './check/check-stations.ts';
import { checkWebPush } from './check/check-web-push.ts';
import { checkWebhooks } from './check/check-webhooks.ts';
import { findWarnings } from './check/warnings.ts';
import type { Config } from './config.ts';
import { idsIn, soundDefaults, soundEntries } from './entries.ts';
import { AmontFile } from './schema/amont-file.ts';
import { CommuneEntry, CommunesFile } from './schema/communes-file.ts';
import { languageList } from './schema/field.ts';
import { PolicyFile } from './schema/policy-file.ts';
import { StationDefaults, StationEntry, StationsFile } from './schema/stations-file.ts';
import { toStation } from './to-station.ts';

/**
 * What a town has written in the folder, checked and frozen; or all of its mistakes at once. Without an environment there are no
 * secrets and none is missed: for a command that neither connects nor sends, run by somebody who need not know them.
 */
export function loadConfig(folder: string, env: Environment | null): Result<Config, Mistake[]> {
  const read = readConfig(folder, env);
  return read.ok ? ok(read.value.config) : read;
}

/** The same with what deserves a second look. */
export function readConfig(
  folder: string,
  env: Environment | null,
  now: Instant = machineClock.now(),
): Result<{ config: Config; warnings: string[] }, Mistake[]> {
  if (isMissing(folder)) {
    const allowed = 'a folder with amont.yaml, stations.yaml, communes.yaml and policy.yaml';
    // Of a shell's variable that was not set; and a folder is looked for from where the command is typed.
    if (folder === '') return err([{ file: '--config', line: null, path: '', found: 'nothing', allowed }]);
    const found = isAbsolute(folder) ? 'no such folder' : `no such folder in ${process.cwd()}`;
    return err([{ file: folder, line: null, path: '', found, allowed }]);
  }
  const amont = readShape(AmontFile, folder, 'amont.yaml');
  const stations = readShape(StationsFile, folder, 'stations.yaml');
  const communes = readShape(CommunesFile, folder, 'communes.yaml');
  const policy = readShape(PolicyFile, folder, 'policy.yaml');
  const judged = judgeable(amont);
  const secrets = readSecrets(env ?? {}, judged);
  const tls = readTlsFiles(folder, judged);
  const areas = readAreas(folder, communes.file);
  const rivers = readRivers(folder, stations.file);
  const signing = readCapSignature(folder, judged);
  const errors = inOrder([
    ...amont.errors,
    ...(secrets.ok ? (env === null ? [] : checkSecrets(judged, secrets.value)) : secrets.error),
    ...(tls.ok ? [] : tls.error),
    ...(signing.ok ? [] : signing.error),
    ...checkPorts(judged),
    ...checkMail(judged),
    ...checkPhones(judged),
    ...checkHeartbeat(judged),
    ...checkWebhooks(judged, idsIn(communes.file, 'communes')),
    ...checkWebPush(judged),
    ...checkGateways(judged, idsIn(stations.file, 'stations')),
    ...stations.errors,
    ...(rivers.ok ? [] : rivers.error),
    ...checkStations(stations.file, amont.value && (amont.value.mqtt?.external?.username ?? 'amont'), spokenIn(amont)),
    ...communes.errors,
    ...areas.errors,
    ...checkCommunes(communes.file, soundStations(stations.file), spokenIn(amont)),
    ...policy.errors,
    ...checkPolicy(policy, {
      sound: soundEntries(communes.file, 'communes', CommuneEntry).map(({ value }) => value),
      known: idsIn(communes.file, 'communes'),
    }),
  ]);
  const [a, s, c, p] = [amont.value, stations.value, communes.value, policy.value];
  if (errors.length > 0 || !a || !s || !c || !p || !secrets.ok || !tls.ok || !signing.ok || !rivers.ok)
    return err(errors);
  const beside = { tls: tls.value, areas: areas.byCommune, capSignature: signing.value, courses: rivers.value.lines };
  const config = freeze(assemble(folder, { amont: a, stations: s, communes: c, policy: p }, secrets.value, beside));
  return ok({
    config,
    warnings: findWarnings(config, p, {
      takesReplies: a.replies !== undefined,
      isPushed: a.webPush !== undefined,
      withHoles: areas.withHoles,
      emptyCourses: rivers.value.empty,
      now,
    }),
  });
}

/** A name typed wrong is one mistake, and not one for each file that is not there. */
function isMissing(folder: string): boolean {
  try {
    return statSync(folder, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false; // What may not be looked into is told of each file.
  }
}

/** As a person meets them going down each file; what an alias repeats in hundreds of communes is one mistake, where it is written. */
function inOrder(errors: readonly Mistake[]): Mistake[] {
  const files = [...new Set(errors.map(({ file }) => file))];
  const placeOf = ({ file, line, path, found, allowed }: Mistake) =>
    [file, line, path.replaceAll(/\[\d+\]/g, '[]'), found, allowed].join('\n');
  const once = [...new Map(errors.toReversed().map((each) => [placeOf(each), each])).values()].toReversed();
  return once.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0));
}

function readShape<S extends TSchema>(schema: S, folder: string, name: string): Shape<Static<S>> {
  const file = readYamlFile(folder, name);
  return file.ok ? checkShape(schema, file.value, secretAdvice) : unreadable(name, file.error);
}

/**
 * Without those of its parts that are at fault, so that they hide no mistake in the others. Of `instance`, by whose kind others are judged, likewise:
 * where the kind itself is at fault, as the one that allows most.
 */
function judgeable({ file, value, errors }: Shape<AmontFile>): Shape<AmontFile> {
  if (value !== null || !Value.Check(Type.Object({}), file.value)) return { file, value, errors };
  const standIn = { name: 'Amont', kind: 'operational' };
  const instance = { ...standIn, ...soundParts(AmontFile.properties.instance, file, ['instance']) };
  const sound: unknown = { ...soundParts(AmontFile, file, []), instance };
  return { file, errors, value: Value.Check(AmontFile, sound) ? sound : null };
}

function soundParts({ properties }: { properties: Record<string, TSchema> }, file: YamlFile, at: Path): object {
  const parts = Object.entries(properties).flatMap(([name, schema]) => {
    const part = valueAt(file.value, [...at, name]);
    return part !== undefined && Value.Check(schema, part) ? [[name, part] as const] : [];
  });
  return Object.fromEntries(parts);
}

/** The languages of the instance; `null` where its file is at fault and does not say: a default would be judged instead. */
function spokenIn({ file, value }: Shape<AmontFile>): readonly Language[] | null {
  if (value !== null) return value.instance.languages ?? languages;
  const written = valueAt(file.value, ['instance', 'languages']);
  return Value.Check(languageList, written) ? written : null;
}

function soundStations(file: YamlFile) {
  const defaults = soundDefaults(file, StationDefaults);
  const entries = defaults === null ? [] : soundEntries(file, 'stations', StationEntry);
  const list = entries.map(({ value }) => toStation(value, defaults ?? {}));
  return { sound: new Map(list.map((station) => [station.id, station])), known: idsIn(file, 'stations') };
}

/** Frozen all the way down: nothing changes what a town has written while the service runs. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const parts: Iterable<unknown> = value instanceof Map ? value.values() : Object.values(value);
  for (const part of parts) freeze(part);
  return Object.freeze(value);
}
