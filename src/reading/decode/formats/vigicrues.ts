import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../../lib/clock.ts';
import { err, ok, type Result } from '../../../lib/result.ts';
import { vigicruesLevels } from '../../../territory/official-warning.ts';
import type { OfficialWord } from '../../national/official-warning.ts';
import { parseJson } from '../parse-payload.ts';
import { quote, readInstant } from '../refusal.ts';
import { noteWorst } from './note-worst.ts';

const entry = Type.Record(Type.String(), Type.Unknown());
const map = Compile(
  Type.Object({
    DtHrInfoVigiCru: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    features: Type.Array(Type.Object({ properties: Type.Union([entry, Type.Null()]) })),
  }),
);

/** In small letters: they have been written otherwise over the years (`lbentcru`, `LbEntCru`). */
const codeKeys = ['cdentcru', 'cdentvigicru'];
const nameKeys = ['lbentcru', 'lbentvigicru', 'nomentvigicru'];

/** A section's word, or why it has none. */
export type SectionWord = Result<OfficialWord, string>;

/**
 * Reads Vigicrues' map of all sections (`InfoVigiCru.geojson`), by section code. Only `NivInfViCr` is a level, 1 to 4: other keys have
 * counted from 0. A map without any section is none: it would say nothing, and look like calm.
 * @example NivInfViCr 3 of CO1 → 'orange'
 */
export function readVigicrues(body: string, now: Instant): Result<ReadonlyMap<string, SectionWord>, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!map.Check(json.value)) return err(`no map of sections: ${quote(json.value)}`);
  const { DtHrInfoVigiCru: written, features } = json.value;
  const stated = written == null ? null : readInstant(written, now);
  if (stated && 'reason' in stated) return err(`DtHrInfoVigiCru: ${stated.detail}`);
  const statedAt = stated?.instant ?? null;
  const sections = new Map<string, SectionWord>();
  for (const { properties } of features) {
    const found = new Map(Object.entries(properties ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
    const code = textOf(found, codeKeys);
    if (code === null) continue;
    noteWorst(sections, code, wordOf(found, statedAt), ({ level }) =>
      vigicruesLevels.findIndex((each) => each === level),
    );
  }
  return sections.size > 0 ? ok(sections) : err('a map without any section');
}

function wordOf(found: ReadonlyMap<string, unknown>, statedAt: Instant | null): SectionWord {
  const written = found.get('nivinfvicr');
  const level = vigicruesLevels.find((_, index) => written === index + 1 || written === String(index + 1));
  if (level === undefined) return err(`NivInfViCr is ${quote(written)}; known are 1 to 4`);
  return ok({ level, name: textOf(found, nameKeys), statedAt });
}

function textOf(found: ReadonlyMap<string, unknown>, keys: readonly string[]): string | null {
  const text = keys.map((key) => found.get(key)).find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof text === 'string' ? text.trim().slice(0, 200) : null;
}
