import { expect, it } from 'vitest';
import { verificationPage } from '../../src/http/pages/afterwards/verification-page.ts';
import { speeches } from '../../src/http/speech.ts';
import type { VerificationView } from '../../src/http/views/afterwards/verification-view.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { judgeCommune } from '../../src/verification/judge-commune.ts';
import type { ChanceJudgement } from '../../src/verification/judge-gauge.ts';
import type { TruthAnswer } from '../../src/verification/truth-answer.ts';
import { createWorld } from '../support/flood-world.ts';
import { eventOf } from '../support/notices.ts';

const h = (hours: number) => hours * HOUR_MS;
const commune = createWorld().doors.communes.get('coursan')!;
const pageOf = async (view: Partial<VerificationView>) => {
  const whole = { commune, now: h(9000), since: 0, answers: 0, levels: [], gauges: [], ...view };
  return String(await verificationPage(speeches.en, { views: [whole], station: (id) => id, choice: [] }));
};
/** What the cell of that head says. */
const cell = (body: string, head: string) =>
  body.match(new RegExp(`data-label="${head.replace(/[()]/g, '\\$&')}">([^<]*)<`))?.[1]?.trim();

const stated = (floods: number): ChanceJudgement => ({
  level: 'act',
  count: 900,
  cameTrue: 40,
  floods,
  skill: { reference: 'x', brier: 0.03, referenceBrier: 0.06, skill: 0.52 },
  reliability: [],
});

it('gives the skill of as many floods as can tell something, and of fewer none', async () => {
  const of = async (floods: number) =>
    cell(
      await pageOf({ gauges: [{ station: 'coursan', chances: [stated(floods)], unseen: [] }] }),
      'Skill against the reference',
    );
  expect([await of(9), await of(10)]).toEqual(['9 floods: not enough to know.', '0.52']);
});

it('of a flood that a person alone saw gives no stage: nobody measured one', async () => {
  const times = Float64Array.from({ length: 400 }, (_, hour) => h(hour));
  const gauge = {
    station: 'coursan',
    series: { times, values: times.map((at) => (at === h(100) ? 3 : 1)) },
    lost: [],
    rules: [{ level: 'act', markM: 2, leadTimeH: 6 } as const],
  };
  const about = { id: 1, event: 'A', commune: 'coursan', place: '', note: '', person: 'x', at: h(399) };
  const saw = { ...about, from: h(200), to: h(205), flooded: 'yes', reached: 'act', passedAt: h(201) } as const;
  const levels = judgeCommune([], [gauge], [saw], h(399));
  const body = await pageOf({ levels: levels.filter(({ level }) => level === 'act') });
  const told = [...body.matchAll(/data-label="(?:Highest stage|According to)">([^<]*)</g)].map(([, text]) => text);
  expect(told).toEqual([expect.stringMatching(/^3.00/), 'the gauge', '–', 'a person']);
});

it('says of which gauge a highest stage is where the commune has several: each has its own zero', async () => {
  const times = Float64Array.from({ length: 400 }, (_, hour) => h(hour));
  const seen = (station: string, markM: number) => ({
    station,
    series: { times, values: times.map((at) => (at === h(100) ? markM + 1 : markM - 1)) },
    lost: [],
    rules: [{ level: 'act', markM, leadTimeH: 6 } as const],
  });
  const none: TruthAnswer[] = [];
  const gauges = [seen('bridge', 2), seen('mill', 60)];
  const levels = judgeCommune([], gauges, none, h(399)).filter(({ level }) => level === 'act');
  const peak = async (of: typeof gauges) => {
    const judged = of.map(({ station }) => ({ station, chances: [], unseen: [] }));
    return cell(await pageOf({ levels, gauges: judged }), 'Highest stage');
  };
  expect(await peak(gauges)).toMatch(/^3.00.m \(bridge\)$/);
  expect(await peak(gauges.slice(0, 1))).toMatch(/^3.00.m$/);
});

it('gives each share of what was counted with its exact interval', async () => {
  const flood = (at: number) => [
    eventOf({ alert: `${at}`, at: h(at), kind: 'raised', level: 'act' }),
    eventOf({ alert: `${at}`, at: h(at + 9), kind: 'closed', level: 'normal' }),
  ];
  const events = [100, 300, 500, 700].flatMap(flood);
  const times = Float64Array.from({ length: 1000 }, (_, hour) => h(hour));
  const values = times.map((at) => ([103, 303, 503].includes(at / HOUR_MS) ? 3 : 1));
  const rules = [{ level: 'act', markM: 2, leadTimeH: 6 } as const];
  const none: TruthAnswer[] = [];
  const levels = judgeCommune(
    events,
    [{ station: 'bridge', series: { times, values }, lost: [], rules }],
    none,
    h(999),
  );
  const body = await pageOf({ levels: levels.filter(({ level }) => level === 'act') });
  expect(cell(body, 'Probability of detection (POD)')).toBe('100% between 37% and 100% (9 times in 10)');
  // One of four: 1 − (1 − p)⁴ = .05 below, and above (1 − p)⁴ + 4 p (1 − p)³ = .05.
  expect(cell(body, 'False alarm ratio (FAR)')).toBe('25% between 1% and 75% (9 times in 10)');
  expect(cell(body, 'Critical success index (CSI)')).toBe('75% between 25% and 99% (9 times in 10)');
});
