import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { en } from '../../src/text/en.ts';
import { fr } from '../../src/text/fr.ts';
import { isSameDay } from '../../src/text/local-time.ts';

const paris = 'Europe/Paris';
const at = (iso: string) => Date.parse(iso);

describe('local time', () => {
  test.each([
    [
      '2020-01-22T12:05Z',
      paris,
      'mercredi 22 janvier, 13 h 05 (heure de Paris)',
      'Wednesday 22 January, 13:05 (Paris time)',
    ],
    [
      '2020-07-01T12:05Z',
      paris,
      'mercredi 1er juillet, 14 h 05 (heure de Paris)',
      'Wednesday 1 July, 14:05 (Paris time)',
    ],
    [
      '2020-01-21T23:00Z',
      paris,
      'mercredi 22 janvier, 0 h 00 (heure de Paris)',
      'Wednesday 22 January, 00:00 (Paris time)',
    ],
    [
      '2020-01-22T12:05Z',
      'Indian/Reunion',
      'mercredi 22 janvier, 16 h 05 (heure de La Réunion)',
      'Wednesday 22 January, 16:05 (Reunion time)',
    ],
    [
      '2020-01-22T12:05Z',
      'Europe/Athens',
      "mercredi 22 janvier, 14 h 05 (heure d'Athènes)",
      'Wednesday 22 January, 14:05 (Athens time)',
    ],
    [
      '2020-01-22T12:05Z',
      'UTC',
      'mercredi 22 janvier, 12 h 05 (temps universel)',
      'Wednesday 22 January, 12:05 (universal time)',
    ],
  ])('%s in %s', (iso, zone, french, english) => {
    expect(fr.instant(at(iso), zone)).toBe(french);
    expect(en.instant(at(iso), zone)).toBe(english);
  });

  test('in the night when clocks go back, the hour that happens twice says which of the two it is', () => {
    const first = at('2020-10-25T00:30Z');
    expect(fr.instant(first, paris)).toBe("dimanche 25 octobre, 2 h 30 (avant le changement d'heure) (heure de Paris)");
    expect(en.instant(first + HOUR_MS, paris)).toBe('Sunday 25 October, 02:30 (after the clock change) (Paris time)');
    expect(fr.instant(first + 2 * HOUR_MS, paris)).toBe('dimanche 25 octobre, 3 h 30 (heure de Paris)');
    expect(fr.window({ p10At: first, p50At: first, p90At: first + HOUR_MS }, paris, first - 1)).toBe(
      "dimanche entre 2 h 30 (avant le changement d'heure) et 2 h 30 (après le changement d'heure)",
    );
    expect(fr.clockTime(first, paris)).toBe("2 h 30 (avant le changement d'heure)");
    expect(en.clockTime(first + HOUR_MS, paris)).toBe('02:30 (after the clock change)');
    expect(en.clockTime(first + 2 * HOUR_MS, paris)).toBe('03:30');
    expect(fr.clockSeconds(first + 9_999, paris)).toBe("2 h 30 min 09 s (avant le changement d'heure)");
    expect(en.clockSeconds(first + HOUR_MS, paris)).toBe('02:30:00 (after the clock change)');
  });

  test.each([
    ['Australia/Lord_Howe', '2026-04-04T14:45Z', HOUR_MS / 2, '01:45'],
    ['America/St_Johns', '2026-11-01T04:10Z', HOUR_MS, '01:40'],
    ['Antarctica/Troll', '2026-10-24T23:30Z', 2 * HOUR_MS, '01:30'],
  ])('so does what clocks go back by in %s', (zone, iso, change, shown) => {
    const first = at(iso);
    expect(en.clockTime(first, zone)).toBe(`${shown} (before the clock change)`);
    expect(en.clockTime(first + change, zone)).toBe(`${shown} (after the clock change)`);
    expect(en.clockTime(first + 2 * change, zone)).not.toContain('change');
  });

  test('in the night when clocks go forward, two o clock does not exist', () => {
    const before = at('2020-03-29T00:55Z');
    expect(fr.clockTime(before, paris)).toBe('1 h 55');
    expect(en.clockTime(before + 10 * MINUTE_MS, paris)).toBe('03:05');
    expect(en.window({ p10At: before, p50At: before, p90At: before + 10 * MINUTE_MS }, paris, before - 1)).toBe(
      'Sunday between 01:55 and 03:05',
    );
  });

  test('the same date of another year is another day: a gauge may have been silent for a year', () => {
    const shown = at('2020-01-22T12:05Z');
    expect(isSameDay(shown, at('2020-01-22T22:59Z'), paris)).toBe(true);
    expect(isSameDay(shown, at('2021-01-22T12:05Z'), paris)).toBe(false);
  });

  test('a window over midnight names both days, one within a minute names one time', () => {
    const p10At = at('2020-01-22T22:30Z');
    const over = { p10At, p50At: p10At, p90At: p10At + 3 * HOUR_MS };
    expect(fr.window(over, paris, p10At - 1)).toBe('entre mercredi 23 h 30 et jeudi 2 h 30');
    expect(en.window(over, paris, p10At - 1)).toBe('between Wednesday 23:30 and Thursday 02:30');
    const short = { p10At, p50At: p10At, p90At: p10At + 1 };
    expect([fr.window(short, paris, p10At - 1), en.window(short, paris, p10At - 1)]).toEqual([
      'mercredi vers 23 h 30',
      'Wednesday around 23:30',
    ]);
  });

  test('one that has begun is told by its end, never earlier than that', () => {
    const p10At = at('2020-01-22T22:30Z');
    const begun = { p10At, p50At: p10At, p90At: at('2020-01-23T00:31Z') };
    expect(fr.window(begun, paris, p10At)).toBe('jeudi avant 1 h 35');
    expect(en.window(begun, paris, p10At + HOUR_MS)).toBe('Thursday before 01:35');
    // « jeudi avant 0 h 00 » would be read as a day later.
    for (const p90At of [at('2020-01-22T22:56Z'), at('2020-01-22T23:00Z')]) {
      expect(fr.window({ ...begun, p90At }, paris, p10At)).toBe('mercredi avant minuit');
      expect(en.window({ ...begun, p90At }, paris, p10At)).toBe('Wednesday before midnight');
    }
    expect(fr.window({ ...begun, p90At: at('2020-01-22T23:01Z') }, paris, p10At)).toBe('jeudi avant 0 h 05');
  });
});
