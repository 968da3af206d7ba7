import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlertEvent, type CommuneState, levelOf } from '../../src/alert/alert.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import { rank, type StandingLevel } from '../../src/territory/alert-level.ts';
import { marks, policyOf } from '../support/decisions.ts';
import { live, story } from '../support/random-story.ts';

const standing = (event: AlertEvent, at: 'level' | 'from'): StandingLevel =>
  event[at] === 'unknown' ? 'normal' : event[at];

test('the stories are of floods: all that can happen to an alert happens in them', () => {
  const happened = fc.sample(story, { numRuns: 300, seed: 1 }).flatMap((steps) => live(steps, policyOf()).told);
  const kinds = Object.groupBy(happened, ({ event }) => event.kind);
  const ofAlerts = ['raised', 'escalated', 'lowered', 'closed', 'acknowledged', 'released', 'held-back'] as const;
  const ofGauges = ['sight-lost', 'still-not-seen', 'sight-regained'] as const;
  for (const kind of [...ofAlerts, ...ofGauges, 'corrected', 'reopened'] as const)
    expect(kinds[kind]?.length ?? 0, kind).toBeGreaterThanOrEqual(10);
});

test('whatever happens, nothing is lowered by silence', () => {
  fc.assert(
    fc.property(story, (steps) => {
      for (const { event, step } of live(steps, policyOf()).told) {
        const lower = rank(standing(event, 'level')) < rank(standing(event, 'from'));
        if (!lower) continue;
        const seen = step.kind === 'river' && step.stageM !== null;
        expect(seen || (step.kind === 'act' && step.deed.kind === 'close')).toBe(true);
        const left = standing(event, 'from');
        if (seen && left !== 'normal') expect(step.stageM!).toBeLessThan(marks[left]);
      }
    }),
  );
});

test('whatever happens, residents hear nothing that no person and no signed policy released', () => {
  fc.assert(
    fc.property(story, fc.boolean(), (steps, byItself) => {
      const policy = policyOf(
        byItself ? { release: { by: 'person-or-timeout', afterMin: 30, signedBy: 'mayor', signedIn: 1 } } : {},
      );
      for (const { event, before, after, step } of live(steps, policy).told) {
        const told = (state: CommuneState) => rank(state.alert?.telling.told ?? 'normal');
        if (told(after) > told(before))
          expect(event.kind === 'released' || event.kind === 'reopened' || before === after).toBe(true);
        if (event.kind === 'corrected' || event.kind === 'reopened')
          expect(step).toMatchObject({
            kind: 'act',
            deed: { kind: event.kind === 'corrected' ? 'correct' : 'reopen' },
          });
        if (event.kind !== 'released') continue;
        if (event.reason.because === 'policy-timeout') expect(byItself).toBe(true);
        else expect(step).toMatchObject({ kind: 'act', deed: { kind: 'release' } });
      }
    }),
  );
});

test('whatever happens, an alert is raised once, ends once, goes on only where a person reopens it, and everybody told of it hears of its end', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const { told, state } = live(steps, policyOf());
      const ids = told.map(({ event }) => event.id);
      expect(new Set(ids).size).toBe(ids.length);
      const turns = told.filter(({ event }) => ['raised', 'closed', 'reopened'].includes(event.kind));
      turns.forEach(({ event, step }, index) => {
        expect(event.kind === 'closed').toBe(index % 2 === 1);
        if (event.kind === 'reopened') expect(step).toMatchObject({ kind: 'act', deed: { kind: 'reopen' } });
      });
      expect(turns.length % 2 === 1).toBe(state.alert !== null);
      for (const { event, before } of told) {
        const publicKnew = before.alert !== null && before.alert.telling.told !== 'normal';
        if (event.kind === 'closed') expect(event.audience).toBe(publicKnew ? 'public' : 'staff');
      }
    }),
  );
});

test('whatever happens, the events alone tell afterwards how it stood', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const { told } = live(steps, policyOf());
      const events = told.map(({ event }) => event);
      events.forEach(({ id, at }, index) => {
        expect(id).toBe(`coursan:${index + 1}`);
        if (at === events[index + 1]?.at) return;
        const { after } = told[index]!;
        expect(standingAt(events, at)).toMatchObject({
          level: levelOf(after),
          told: after.alert?.telling.told ?? 'normal',
          alert: after.alert?.id ?? null,
          since: events[events.slice(0, index + 1).findLastIndex((each) => each.level !== each.from)]?.at,
          acknowledged: after.alert?.acknowledgements ?? [],
        });
      });
    }),
  );
});

test('whatever happens, an alert has as its highest level the highest that its events tell of', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const { told } = live(steps, policyOf());
      told.forEach(({ after }, index) => {
        // What several events of one moment made of it is told with the last.
        if (after.alert === null || told[index + 1]?.after === after) return;
        const since = told.slice(0, index + 1);
        const own = since.slice(since.findLastIndex((each) => each.event.kind === 'raised'));
        const ranks = own.map((each) => rank(standing(each.event, 'level')));
        expect(rank(after.alert.highest)).toBe(Math.max(...ranks));
      });
    }),
  );
});

test('a restart changes nothing', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const without = steps.map((each) => (each.step.kind === 'restart' ? null : each));
      const minutes = steps.map((each) => each.minutes);
      const merged = without.flatMap((each, index) =>
        each
          ? [{ ...each, minutes: each.minutes + (without[index - 1] === null ? (minutes[index - 1] ?? 0) : 0) }]
          : [],
      );
      // Two restarts in a row would need their minutes added up: keep the stories in which they do not follow each other.
      fc.pre(!steps.some((each, index) => each.step.kind === 'restart' && steps[index + 1]?.step.kind === 'restart'));
      const story = (list: typeof steps) => live(list, policyOf()).told.map(({ event }) => event);
      expect(story(steps)).toEqual(story(merged));
    }),
  );
});
