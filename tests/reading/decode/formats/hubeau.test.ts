import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hubeauCodes, readHubeau } from '../../../../src/reading/decode/formats/hubeau.ts';

const NOW = Date.parse('2026-09-23T20:00:00Z');
const payload = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/payloads', name), 'utf8');
const chooz = { code: 'B720000001', quantity: 'stage' } as const;
const row = (more: object) => ({
  code_station: 'B720000001',
  grandeur_hydro: 'H',
  date_obs: '2026-09-23T19:30:00Z',
  resultat_obs: 491,
  ...more,
});
const read = (...rows: object[]) => {
  const page = readHubeau(JSON.stringify({ data: rows, next: null }), chooz, NOW);
  if (!page.ok) throw new Error(page.error);
  return page.value;
};

describe('the recorded answers', () => {
  test('millimetres become metres, and the next page is named', () => {
    const page = readHubeau(payload('hubeau-v2-observations_tr.json'), chooz, NOW);
    expect(page).toMatchObject({
      ok: true,
      value: { points: [{ observedAt: Date.parse('2026-09-23T19:30:00Z'), value: 0.491 }], refused: [], ignored: 0 },
    });
    expect(page.ok && page.value.next).toContain('cursor=AoJw9Jfr');
  });

  test('litres a second become cubic metres a second', () => {
    const gauge = { code: 'O588251001', quantity: 'discharge' } as const;
    const page = readHubeau(payload('hubeau-v1-observations_tr-Q.json'), gauge, NOW);
    expect(page).toMatchObject({ ok: true, value: { points: [{ value: 147.629 }], next: null } });
  });

  test('an error under HTTP 200 is an error', () => {
    const page = readHubeau(payload('vigicrues-error-with-http-200.json'), chooz, NOW);
    expect(page.ok ? '' : page.error).toContain("Cette station n'est pas une station de prévisions");
  });

  test('the codes of a file are named', () => {
    expect(hubeauCodes(payload('hubeau-v2-observations_tr.json'))).toEqual(['B720000001']);
  });
});

test('what is no JSON, or cut off, is an error', () => {
  for (const body of ['', '<html>', payload('hubeau-v2-observations_tr.json').slice(0, 500), '[]', 'null']) {
    expect(readHubeau(body, chooz, NOW).ok).toBe(false);
  }
});

test('rows of a site, of another station or of another quantity are counted and left', () => {
  const page = read(row({ code_station: null }), row({ code_station: 'X' }), row({ grandeur_hydro: 'Q' }), row({}));
  expect(page).toMatchObject({ ignored: 3, points: [{ value: 0.491 }] });
});

test('a row without a value, or of the future, is refused by name and keeps its text; the others are taken', () => {
  const page = read(
    row({ resultat_obs: null }),
    row({ resultat_obs: -999999 }),
    row({ date_obs: '2026-09-24T19:30:00Z' }),
    row({ date_obs: null }),
    row({ resultat_obs: -415 }),
  );
  expect(page.refused.map(({ reason }) => reason)).toEqual(['no-value', 'no-value', 'future', 'malformed']);
  expect(page.refused[0]?.row).toContain('"resultat_obs":null');
  expect(page.points).toMatchObject([{ value: -0.415 }]);
});

test('rows of one time that say the same are one point', () => {
  expect(read(row({}), row({}))).toMatchObject({ points: [{ value: 0.491 }], refused: [] });
});

test('every whole millimetre is that many thousandths of a metre, and each row of a time of its own is a point, refused or ignored', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5_000, max: 20_000 }), (mm) => {
      fc.pre(![-888, -999].includes(mm));
      expect(read(row({ resultat_obs: mm })).points[0]?.value).toBe(mm / 1000);
    }),
  );
  const anyRow = fc.record({
    code_station: fc.constantFrom('B720000001', null, 'X'),
    grandeur_hydro: fc.constantFrom('H', 'Q'),
    date_obs: fc.oneof(
      fc.integer({ min: 0, max: 100_000 }).map((hours) => new Date(hours * 3_600_000).toISOString()),
      fc.constantFrom('0001-01-01T00:00:00Z', 'x', null),
    ),
    resultat_obs: fc.oneof(fc.double(), fc.string(), fc.constant(null)),
  });
  fc.assert(
    // Of one time rows that say the same are one point.
    fc.property(fc.uniqueArray(anyRow, { selector: ({ date_obs }) => date_obs }), (rows) => {
      const page = read(...rows);
      expect(page.points.length + page.refused.length + page.ignored).toBe(rows.length);
    }),
  );
});
