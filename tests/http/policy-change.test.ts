import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields, readRuleChange, ruleToForm } from '../../src/http/rule-change.ts';
import { createServer } from '../../src/http/server.ts';
import { rules } from '../support/aude.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const url = '/fr/staff/policy/coursan/coursan/act';
const asItStands = { raiseAt: '50', lowerAt: '20', leadTimeH: '6', k: '2', n: '3', minDwellMin: '60' };

async function staffed() {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const staff = await logIn(app, 'staff-aude');
  const token = await staff.token(url);
  const change = (fields: Record<string, string>) =>
    staff.post(url, { version: '1', ...asItStands, reason: 'Trop de fausses alertes', ...fields }, { token });
  return { ...world, app, staff, change };
}

describe('changing a threshold', () => {
  it('writes a new version with author, reason and a line in the record', async () => {
    const { change, doors, staff } = await staffed();
    const response = await change({ raiseAt: '62,5' });
    expect(response.headers.location).toBe('/fr/staff?saved=2');
    const policy = doors.policies.current();
    expect(policy).toMatchObject({ version: 2, author: 'staff-aude', reason: 'Trop de fausses alertes' });
    const changed = policy?.rules.filter((rule, index) => !isDeepStrictEqual(rule, rules[index]));
    expect(changed).toHaveLength(1);
    expect(changed?.[0]).toMatchObject({ commune: 'coursan', level: 'act', raiseAt: 0.625, markM: 4.6 });
    const [entry] = doors.record.recent('coursan', 1);
    expect(entry).toMatchObject({ action: 'policy.changed', actor: { person: 'staff-aude' } });
    expect((await staff.get('/fr/staff/policies')).body).toContain('Monter à partir de 50 → 62.5');
    expect((await staff.get('/fr/staff?saved=2')).body).toMatch(/Enregistré&nbsp;: version 2/);
  });

  it.each([
    [{ raiseAt: '100' }, 'Monter à partir de&nbsp;: trouvé «&nbsp;100&nbsp;», permis&nbsp;: un nombre de 1 à 99'],
    [{ lowerAt: '50' }, 'Redescendre sous&nbsp;: trouvé «&nbsp;50&nbsp;», permis&nbsp;: moins que'],
    [{ k: '4' }, 'permis&nbsp;: au plus 3'],
    [{ n: '2.5' }, 'un nombre entier de 1 à 12'],
    [{ leadTimeH: '-1' }, 'Délai jugé&nbsp;: trouvé «&nbsp;-1&nbsp;»'],
    [{ minDwellMin: 'abc' }, 'trouvé «&nbsp;abc&nbsp;»'],
    [{ reason: '   ' }, 'Pourquoi ce changement&nbsp;: trouvé vide'],
    [{}, 'Aucune valeur n’a changé'],
  ])('refuses %j and says what is allowed', async (fields, said) => {
    const { change, doors } = await staffed();
    const response = await change(fields);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(said);
    expect(doors.policies.current()?.version).toBe(1);
  });

  it('tells all problems at once and keeps what was typed', async () => {
    const { change } = await staffed();
    const { body } = await change({ raiseAt: '0', k: '9', n: '99', reason: '' });
    expect(body.match(/<div class="warning"[\s\S]*?<\/div>/)?.[0].match(/<li>/g)).toHaveLength(3);
    expect(body).toContain('id="n" name="n" required inputmode="decimal" maxlength="12" value="99"');
  });

  it('the second of two sees that the first has changed it', async () => {
    const { change, doors } = await staffed();
    await change({ raiseAt: '60' });
    const late = await change({ raiseAt: '70' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Alix Fabre a changé les règles entre-temps');
    expect(late.body).toContain('name="version" value="2"');
    expect(doors.policies.current()?.version).toBe(2);
  });

  it('never reloads while it is being filled in', async () => {
    const { staff } = await staffed();
    expect((await staff.get(url)).body).not.toContain('http-equiv="refresh"');
    expect((await staff.get('/fr/staff')).body).toContain('http-equiv="refresh"');
  });

  it('needs the token', async () => {
    const { staff, doors } = await staffed();
    const response = await staff.post(url, { version: '1', ...asItStands, raiseAt: '60', reason: 'Trop de fausses' });
    expect(response.statusCode).toBe(403);
    expect(doors.policies.current()?.version).toBe(1);
  });
});

describe('readRuleChange', () => {
  const [rule] = rules;
  if (!rule) throw new Error('there is a rule');

  it('a form as it stands changes nothing', () => {
    const read = readRuleChange(rule, { ...ruleToForm(rule), reason: 'as it stands' });
    expect(read.ok && changedFields(rule, read.value.rule)).toEqual([]);
  });

  it('what it lets through is always a sound rule, and the mark stays', () => {
    const typed = fc.oneof(fc.integer({ min: -5, max: 120 }).map(String), fc.double().map(String), fc.string());
    const form = fc.record({
      raiseAt: typed,
      lowerAt: typed,
      leadTimeH: typed,
      k: typed,
      n: typed,
      minDwellMin: typed,
      reason: fc.string(),
    });
    fc.assert(
      fc.property(form, (given) => {
        const read = readRuleChange(rule, given);
        const { raiseAt, lowerAt, k, n, leadTimeH, minDwellMin, markM } = read.ok ? read.value.rule : rule;
        expect(0 < lowerAt && lowerAt < raiseAt && raiseAt < 1).toBe(true);
        expect(1 <= k && k <= n && leadTimeH > 0 && minDwellMin >= 0).toBe(true);
        expect(markM).toBe(rule.markM);
      }),
      { numRuns: 500 },
    );
  });

  it('lets every sound rule through unharmed', () => {
    const sound = fc
      .record({
        low: fc.integer({ min: 1, max: 97 }),
        gap: fc.integer({ min: 1, max: 90 }),
        k: fc.integer({ min: 1, max: 12 }),
        more: fc.nat(11),
      })
      .filter(({ low, gap, k, more }) => low + gap <= 99 && k + more <= 12);
    fc.assert(
      fc.property(sound, ({ low, gap, k, more }) => {
        const next = { ...rule, lowerAt: low / 100, raiseAt: (low + gap) / 100, k, n: k + more };
        const read = readRuleChange(rule, { ...ruleToForm(next), reason: 'a sound change' });
        expect(read.ok && changedFields(next, read.value.rule)).toEqual([]);
      }),
    );
  });
});
