import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../../lib/clock.ts';
import { err, ok } from '../../../lib/result.ts';
import { parseJson } from '../parse-payload.ts';
import { quote, refusal } from '../refusal.ts';
import { refuseEnvelope } from './foreign.ts';
import { bareFrame, type Frame, type ReadFormat } from './frame.ts';

const record = Type.Object({
  bn: Type.Optional(Type.String()),
  bt: Type.Optional(Type.Number()),
  bu: Type.Optional(Type.String()),
  bv: Type.Optional(Type.Number()),
  bver: Type.Optional(Type.Number()),
  n: Type.Optional(Type.String()),
  u: Type.Optional(Type.String()),
  v: Type.Optional(Type.Number()),
  vs: Type.Optional(Type.String()),
  t: Type.Optional(Type.Number()),
});
const pack = Compile(Type.Array(record, { minItems: 1 }));

/** RFC 8428 section 4.5.3: smaller times are seconds relative to now. */
const RELATIVE_BELOW_S = 2 ** 28;
const VERSION = 10;

/** SenML (RFC 8428), JSON form. Each moment of a pack is a frame; its records are found by their full name. */
export const readSenml: ReadFormat = (text, _topic, receivedAt) => {
  const json = parseJson(text);
  if (!json.ok) return json;
  const found = json.value;
  if (!pack.Check(found)) return err(refuseEnvelope(found, 'senml'));
  const base: Pick<Static<typeof record>, 'bn' | 'bt' | 'bu' | 'bv'> = {};
  const moments = new Map<Instant | null, Record<string, unknown>>();
  for (const each of found) {
    // Section 4.4: a name that ends in "_" must be understood or the whole pack refused.
    const binding = Object.keys(each).find((key) => key.endsWith('_'));
    if (binding) return err(refusal('malformed', `SenML key ${quote(binding)} must be understood and is not`));
    if ((each.bver ?? VERSION) > VERSION) {
      return err(refusal('malformed', `SenML version is ${each.bver}; allowed is up to ${VERSION}`));
    }
    for (const key of ['bn', 'bt', 'bu', 'bv'] as const)
      if (each[key] !== undefined) Object.assign(base, { [key]: each[key] });
    const value = each.v === undefined ? each.vs : each.v + (base.bv ?? 0);
    if (value === undefined) continue;
    const seconds = (base.bt ?? 0) + (each.t ?? 0);
    const since = seconds < RELATIVE_BELOW_S ? receivedAt : 0;
    const observedAt = since === null ? null : Math.round(seconds * 1000) + since;
    const values = moments.get(observedAt) ?? {};
    values[(base.bn ?? '') + (each.n ?? '')] = { value, unit: each.u ?? base.bu ?? null };
    moments.set(observedAt, values);
  }
  return ok([...moments].map(([observedAt, values]): Frame => ({ ...bareFrame, observedAt, values })));
};
