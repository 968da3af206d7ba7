import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../../src/lib/units.ts';
import {
  readFloodArea,
  readFloodWarnings,
  stoodStillSince,
  worstByArea,
} from '../../../../src/reading/decode/formats/flood-warnings.ts';
import { readVigicrues } from '../../../../src/reading/decode/formats/vigicrues.ts';
import { vigicruesMap } from '../../../support/official.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures', name), 'utf8');
const official = (name: string) => fixture(`official/${name}`);
const NOW = Date.parse('2026-08-25T14:10:00Z');
const statedAt = Date.parse('2026-08-25T13:55:59Z');
const sections = (body: string) => {
  const read = readVigicrues(body, NOW);
  return read.ok ? Object.fromEntries(read.value) : read;
};
const mapOf = (...properties: object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features: properties.map((each) => ({ properties: each })) });

describe("Vigicrues' map of all sections", () => {
  test('is read as it is published: code, name, level and when it was made', () => {
    expect(sections(official('vigicrues-infovigicru.json'))).toEqual({
      CO1: { ok: true, value: { level: 'green', name: 'Golo aval', statedAt } },
      NO50: { ok: true, value: { level: 'green', name: 'Eure moyenne et aval', statedAt } },
    });
  });

  test('has four levels, as numbers or as text', () => {
    const levels = [1, 2, '3', 4].map((NivInfViCr, index) => ({ CdEntCru: `A${index}`, NivInfViCr }));
    const read = readVigicrues(mapOf(...levels), NOW);
    const words = read.ok ? [...read.value.values()].map((each) => each.ok && each.value.level) : read;
    expect(words).toEqual(['green', 'yellow', 'orange', 'red']);
  });

  test.each([0, 5, null, undefined, '', 'orange', 2.5, [3], { toString: 1 }])(
    'a level of %j is none, and never green',
    (NivInfViCr) => {
      expect(sections(mapOf({ CdEntCru: 'CO1', NivInfViCr }))).toMatchObject({
        CO1: { ok: false, error: expect.stringContaining('known are 1 to 4') },
      });
    },
  );

  test('is read in the capitals and names of other years, but a level that may count from 0 is not', () => {
    const older = { CdEntVigiCru: 'CO1', LbEntVigiCru: 'Golo aval', NIVINFVICR: 3 };
    expect(sections(mapOf(older))).toEqual({
      CO1: { ok: true, value: { level: 'orange', name: 'Golo aval', statedAt: null } },
    });
    expect(sections(mapOf({ CdEntVigiCru: 'CO1', NivSituVigiCruEnt: 1 }))).toMatchObject({ CO1: { ok: false } });
  });

  test('gives a section that is drawn twice its higher level, and none where one of the two is not known', () => {
    const twice = [2, 4, 1].map((NivInfViCr) => ({ CdEntCru: 'CO1', NivInfViCr }));
    expect(sections(mapOf(...twice))).toMatchObject({ CO1: { value: { level: 'red' } } });
    expect(sections(mapOf(...twice, { CdEntCru: 'CO1' }))).toMatchObject({ CO1: { ok: false } });
  });

  test.each([
    ['an error under HTTP 200', fixture('payloads/vigicrues-error-with-http-200.json'), /station de prévisions/],
    ['a page of HTML', '<html>maintenance</html>', /not valid JSON/],
    ['a map cut in the middle', official('vigicrues-infovigicru.json').slice(0, 700), /not valid JSON/],
    ['a map without sections', mapOf(), /without any section/],
    ['a map of tomorrow', vigicruesMap({ CO1: 1 }, NOW + 86_400_000), /DtHrInfoVigiCru/],
  ])('%s is no map', (_, body, why) => {
    const read = readVigicrues(body, NOW);
    expect(read.ok ? '' : read.error).toMatch(why);
  });
});

describe("the Environment Agency's list of warnings", () => {
  const listOf = (...severities: unknown[]) =>
    JSON.stringify({ items: severities.map((severityLevel) => ({ floodAreaID: '061FWF10', severityLevel })) });
  const levelOf = (body: string) => {
    const read = readFloodWarnings(body);
    return read.ok ? worstByArea(read.value).get('061FWF10') : read;
  };

  test('is read as it is published', () => {
    const read = readFloodWarnings(official('ea-floods.json'));
    const changedAt = Date.parse('2026-08-27T16:09:22Z');
    expect(read.ok && read.value).toEqual([
      { area: '034WAF428', level: { ok: true, value: 'flood-alert' }, changedAt },
    ]);
    expect(readFloodArea(official('ea-flood-area.json'), '034WAF428')).toEqual({
      ok: true,
      value: 'Lower River Soar in Leicestershire',
    });
  });

  test('counts from 1, the worst: 3 is the mildest, 4 is over', () => {
    expect([1, 2, 3, 4].map((severity) => levelOf(listOf(severity)))).toMatchObject([
      { value: 'severe-flood-warning' },
      { value: 'flood-warning' },
      { value: 'flood-alert' },
      { value: 'warning-removed' },
    ]);
    expect(levelOf(listOf(4, 2, 3))).toMatchObject({ value: 'flood-warning' });
  });

  test('with a severity that is not known says nothing of that area', () => {
    expect(levelOf(listOf(0))).toMatchObject({ ok: false });
    expect(levelOf(listOf(3, undefined))).toMatchObject({ ok: false });
  });

  test.each([
    ['with a warning that was removed more than 36 hours before all else', [3, 4], 36, true],
    ['with one that was removed a day before', [3, 4], 35.9, false],
    ['of calm weeks, in which nothing changes', [3, 3], 24 * 9, false],
    ['that is empty', [], 24 * 9, false],
  ] as const)('%s has stood still or not, by its own times', (_, severities, hours, stood) => {
    const [first, last] = ['2026-08-20T10:00:00', '2026-08-21T10:00:00'];
    const items = severities.map((severityLevel, index) => ({
      floodAreaID: `A${index}`,
      severityLevel,
      timeRaised: first,
      timeMessageChanged: index === 0 ? last : first,
    }));
    const read = readFloodWarnings(JSON.stringify({ items }));
    const at = Date.parse(`${last}Z`);
    expect(read.ok && stoodStillSince(read.value, at + hours * HOUR_MS + 1)).toBe(stood ? at : null);
  });

  test('with times that cannot be read says nothing of its age', () => {
    const items = [{ floodAreaID: 'A1', severityLevel: 4, timeRaised: 'yesterday', timeMessageChanged: 7 }];
    const read = readFloodWarnings(JSON.stringify({ items }));
    expect(read).toMatchObject({ value: [{ changedAt: null }] });
    expect(read.ok && stoodStillSince(read.value, NOW)).toBeNull();
  });

  test('is no list where it is anything else, and no area is another', () => {
    expect([readFloodWarnings('{"items":{}}'), readFloodWarnings('')]).toMatchObject([{ ok: false }, { ok: false }]);
    expect(readFloodArea(official('ea-flood-area.json'), '034WAF427')).toMatchObject({ ok: false });
  });
});
