import { Value } from 'typebox/value';
import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import { findFaults, type RuleFault } from '../../policy/find-faults.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import { soundEntries } from '../entries.ts';
import { expandRules } from '../expand-rules.ts';
import type { CommuneEntry } from '../schema/communes-file.ts';
import { OverrideEntry, PolicyFile } from '../schema/policy-file.ts';

/** What a schema cannot see: names of the other files, and numbers that only meet when the layers are laid together. */
export function checkPolicy(
  shape: Shape<PolicyFile>,
  communes: { sound: readonly CommuneEntry[]; known: readonly string[] | null },
): Mistake[] {
  const { file } = shape;
  const errors: Mistake[] = [];
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
  const policy = rulesIn(file);
  return policy === null ? errors : [...errors, ...checkRules(shape, policy, communes.sound)];
}

/** Who signs the rules, and why, says nothing of their numbers; `null` where these are at fault themselves. */
function rulesIn({ value }: YamlFile): PolicyFile | null {
  const rules: unknown = Object.assign({}, value, { author: 'anybody', reason: 'any' });
  return Value.Check(PolicyFile, rules) ? rules : null;
}

function checkRules({ file }: Shape<PolicyFile>, policy: PolicyFile, communes: readonly CommuneEntry[]): Mistake[] {
  const errors = new Map<string, Mistake>();
  for (const { rule, written } of expandRules(policy, communes)) {
    for (const { fault } of findFaults([rule], { limits: anyGauge, usual: null })) {
      const { kind, ...numbers } = fault;
      const allowed = allowedFor(fault, rule.level);
      if (allowed) errors.set(`${written.join('.')} ${kind}`, mistake(file, written, numbers, allowed));
    }
  }
  return [...errors.values()];
}

/** Marks and the gauge's range are judged where they are written, in communes.yaml. */
const anyGauge = { minValue: Number.NEGATIVE_INFINITY, maxValue: Number.POSITIVE_INFINITY };

/** `null` for what the schema has refused before. */
function allowedFor({ kind }: RuleFault, level: RaisedLevel): string | null {
  if (kind === 'lower-not-below-raise') return `raiseAt above lowerAt, so that the level ${level} does not flap`;
  if (kind === 'k-above-n') return `k at most n: k of the last n assessments raise the level ${level}`;
  return null;
}
