import type { Shape } from './check-shape.ts';
import type { ConfigError } from './config-error.ts';
import { soundEntries } from './entries.ts';
import { expandRules } from './expand-rules.ts';
import { mistake, unknownName } from './mistake.ts';
import type { CommuneEntry } from './schema/communes-file.ts';
import { OverrideEntry, type PolicyFile } from './schema/policy-file.ts';

/** What a schema cannot see: names of the other files, and numbers that only meet when the layers are laid together. */
export function checkPolicy(
  shape: Shape<PolicyFile>,
  communes: { sound: readonly CommuneEntry[]; known: readonly string[] | null },
): ConfigError[] {
  const { file } = shape;
  const errors: ConfigError[] = [];
  for (const { value, path } of soundEntries(file, 'overrides', OverrideEntry)) {
    const { commune, station } = value;
    if (commune !== undefined && communes.known !== null && !communes.known.includes(commune)) {
      errors.push(unknownName(file, [...path, 'commune'], commune, 'a commune of communes.yaml', communes.known));
      continue;
    }
    const where = communes.sound.filter(({ id }) => commune === undefined || id === commune);
    const watched = where.flatMap(({ watches }) => watches.map((watch) => watch.station));
    // A commune that is known but broken may watch the station after all.
    const certain = commune === undefined ? communes.sound.length === communes.known?.length : where.length > 0;
    if (station !== undefined && certain && !watched.includes(station)) {
      const kind = commune === undefined ? 'a gauge that a commune watches' : `a gauge that ${commune} watches`;
      errors.push(unknownName(file, [...path, 'station'], station, kind, watched));
    }
  }
  return shape.value === null ? errors : [...errors, ...checkRules(shape, shape.value, communes.sound)];
}

function checkRules({ file }: Shape<PolicyFile>, policy: PolicyFile, communes: readonly CommuneEntry[]): ConfigError[] {
  const errors = new Map<string, ConfigError>();
  for (const { rule, written } of expandRules(policy, communes)) {
    const { level, raiseAt, lowerAt, k, n } = rule;
    if (raiseAt <= lowerAt) {
      const allowed = `raiseAt above lowerAt, so that the level ${level} does not flap`;
      errors.set(`${written.join('.')} raise`, mistake(file, written, { raiseAt, lowerAt }, allowed));
    }
    if (k > n) {
      const allowed = `k at most n: k of the last n assessments raise the level ${level}`;
      errors.set(`${written.join('.')} k`, mistake(file, written, { k, n }, allowed));
    }
  }
  return [...errors.values()];
}
