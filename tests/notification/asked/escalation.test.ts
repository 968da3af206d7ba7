import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act } from '../../../src/alert/act.ts';
import { type AlertEvent, answerTo, type CommuneState, newCommuneState } from '../../../src/alert/alert.ts';
import { transition } from '../../../src/alert/transition.ts';
import { askedAtOnce, askedBy, passOn, rungsOf } from '../../../src/notification/asked/escalation.ts';
import { decide } from '../../../src/policy/decide.ts';
import { type RaisedLevel, raisedLevels } from '../../../src/territory/alert-level.ts';
import { type Contact, contactRoles } from '../../../src/territory/commune.ts';
import { assessmentOf, MIN, marks, policyOf, T0 } from '../../support/decisions.ts';
import { coursan, eventOf } from '../../support/notices.ts';
import { asSeen } from '../../support/random-story.ts';

const policy = policyOf();
const ALL = 'mayor-1,deputy-1,duty-1,agency-1';
type Ladder = Pick<typeof coursan, 'contacts' | 'escalation'>;

/** A commune whose river, people and clock are moved by hand; what is on record is all that it knows. */
function timeline(commune: Ladder = coursan) {
  let state: CommuneState = newCommuneState('coursan');
  let events: AlertEvent[] = [];
  let people = commune;
  /** Whom each event was told to, by the contacts of then. */
  const told = new Map<string, Set<string>>();
  /** Whose messages are all refused for good. */
  let unreachable = new Set<string>();
  const asking = { writtenTo: (event: string) => told.get(event) ?? null, refusedTo: () => unreachable };
  const take = (next: { state: CommuneState; events: readonly AlertEvent[] }) => {
    state = next.state;
    events.push(...next.events);
    for (const { id, level } of next.events)
      told.set(id, new Set(askedAtOnce(people.contacts, level).map((each) => each.id)));
  };
  const own = () => events.filter(({ alert }) => alert !== null && alert === state.alert?.id);
  return {
    events: () => events,
    state: () => state,
    river(at: number, stageM: number) {
      take(transition(state, decide(policy, assessmentOf(at, stageM, [0.01, 0.01, 0.01])), policy, 0.02));
      take(passOn(state, own(), people, policy, { now: at, asking }));
    },
    tick: (at: number) => take(passOn(state, own(), people, policy, { now: at, asking })),
    answer(at: number, level: RaisedLevel, person: string) {
      const done = act(state, { kind: 'acknowledge', level }, person, policy, at);
      if (done.ok) take(done.value);
    },
    handBack(at: number, level: RaisedLevel, person: string) {
      const done = act(state, asSeen({ kind: 'hand-back', level, answeredAt: at }, state), person, policy, at);
      if (done.ok) take(done.value);
      return done.ok ? 'done' : done.error.kind;
    },
    peopleAre(contacts: readonly Contact[]) {
      people = { ...people, contacts };
    },
    refuse(...contacts: string[]) {
      unreachable = new Set(contacts);
    },
    restart() {
      [state, events] = JSON.parse(JSON.stringify([state, events]));
    },
  };
}

/** `minute: who`, for each time that somebody is asked. */
function asked(events: readonly AlertEvent[], { contacts }: Ladder = coursan): string[] {
  return events.flatMap(({ kind, at, level, reason }) => {
    const minute = (at - T0) / MIN;
    if (kind === 'raised' || kind === 'escalated')
      return [
        `${minute}: ${askedAtOnce(contacts, level)
          .map(({ id }) => id)
          .join()}`,
      ];
    return reason.because === 'no-answer' ? [`${minute}: ${reason.told.join()}${reason.again ? ' again' : ''}`] : [];
  });
}

const everyMinute = (from: number, to: number, each: (at: number) => void) => {
  for (let minute = from; minute <= to; minute += 1) each(T0 + minute * MIN);
};

describe('who is asked when nobody answers', () => {
  test.each([
    ['prepare', ['0: mayor-1', '30: deputy-1', '60: duty-1', '90: agency-1']],
    ['act', ['0: mayor-1', '10: deputy-1', '20: duty-1', '30: agency-1', `90: ${ALL} again`]],
    [
      'danger',
      [
        '0: mayor-1,duty-1',
        '5: deputy-1',
        '10: agency-1',
        ...[25, 40, 70, 100].map((minute) => `${minute}: ${ALL} again`),
      ],
    ],
  ] as const)('at %s', (level, wanted) => {
    const town = timeline();
    town.river(T0, marks[level] + 0.1);
    everyMinute(1, 119, town.tick);
    expect(asked(town.events())).toEqual(wanted);
  });

  test.each([
    ['act', 'eight', [90, 150, 270, 510, 990, 1470, 1950]],
    ['danger', 'two', [25, 40, 70, 100, 130, 160, 190]],
  ] as const)(
    'reminders wait twice as long each time, and at %s never more than %s times as long as the first',
    (level, _, wanted) => {
      const town = timeline();
      town.river(T0, marks[level] + 0.1);
      everyMinute(1, wanted.at(-1)!, town.tick);
      const again = asked(town.events()).filter((each) => each.endsWith('again'));
      expect(again).toEqual(wanted.map((minute) => `${minute}: ${ALL} again`));
    },
  );

  test('by an alert whose messages are not written yet those are asked to whom they will be', () => {
    const raised = [eventOf({ kind: 'raised', level: 'danger' })];
    const by = (written: ReadonlySet<string> | null) => [
      ...askedBy(raised, coursan.contacts, { writtenTo: () => written }),
    ];
    expect([by(null), by(new Set(['duty-1']))]).toEqual([['mayor-1', 'duty-1'], ['duty-1']]);
  });

  test('an answer stops it, for good at that level and below', () => {
    const town = timeline();
    town.river(T0, 3.1);
    everyMinute(1, 6, town.tick);
    town.answer(T0 + 7 * MIN, 'danger', 'deputy-1');
    for (let minute = 10; minute <= 240; minute += 10) town.river(T0 + minute * MIN, 2.1);
    expect(town.state().alert?.level).toBe('act');
    expect(asked(town.events())).toEqual(['0: mayor-1,duty-1', '5: deputy-1']);
  });

  test('a level that nobody has answered for begins with the first again; so does one that comes back', () => {
    const town = timeline();
    town.river(T0, 1.1);
    town.answer(T0 + MIN, 'prepare', 'mayor-1');
    town.river(T0 + 60 * MIN, 2.1);
    town.answer(T0 + 61 * MIN, 'act', 'mayor-1');
    for (let minute = 70; minute <= 200; minute += 10) town.river(T0 + minute * MIN, 1.1);
    expect(town.state().alert?.level).toBe('prepare');
    town.river(T0 + 300 * MIN, 2.2);
    everyMinute(301, 315, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1', '60: mayor-1', '300: mayor-1', '310: deputy-1']);
  });

  test('a higher level asks all anew, those too who were asked in vain for the lower one', () => {
    const town = timeline();
    town.river(T0, 1.1);
    everyMinute(1, 39, town.tick);
    town.river(T0 + 40 * MIN, 2.1);
    everyMinute(41, 60, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1', '30: deputy-1', '40: mayor-1', '50: deputy-1', '60: duty-1']);
  });

  test('whoever cannot be reached is not waited for: the next is asked at once, and one who can be has time to answer', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(1, 3, town.tick);
    town.refuse('mayor-1', 'deputy-1');
    everyMinute(4, 20, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1', '4: deputy-1', '5: duty-1', '15: agency-1']);
    // Each message says of whom that is known, and of nobody where all were reached.
    const reasons = town.events().flatMap(({ reason }) => (reason.because === 'no-answer' ? [reason] : []));
    expect(reasons.map(({ unreached }) => unreached)).toEqual([
      ['mayor-1'],
      ['mayor-1', 'deputy-1'],
      ['mayor-1', 'deputy-1'],
    ]);
    const reached = timeline();
    reached.river(T0, 2.1);
    everyMinute(1, 10, reached.tick);
    expect(reached.events().at(-1)?.reason).not.toHaveProperty('unreached');
  });

  test('where one of those who were asked together can be reached, the others wait; where nobody can, all are asked again in the time of the level', () => {
    const together = timeline();
    together.refuse('mayor-1');
    together.river(T0, 3.1);
    everyMinute(1, 9, together.tick);
    expect(asked(together.events())).toEqual(['0: mayor-1,duty-1', '5: deputy-1']);

    const alone = timeline();
    alone.river(T0, 2.1);
    alone.refuse(...ALL.split(','));
    everyMinute(1, 100, alone.tick);
    expect(asked(alone.events())).toEqual([
      '0: mayor-1',
      '1: deputy-1',
      '2: duty-1',
      '3: agency-1',
      `63: ${ALL} again`,
    ]);
  });

  test('an answer that is handed back opens the question again: the next is asked at once, and the ladder goes on from there', () => {
    const town = timeline();
    town.river(T0, 2.1);
    town.answer(T0 + 5 * MIN, 'act', 'mayor-1');
    everyMinute(6, 20, town.tick);
    expect(town.handBack(T0 + 20 * MIN, 'danger', 'mayor-1')).toBe('level-changed');
    expect(town.handBack(T0 + 20 * MIN, 'act', 'mayor-1')).toBe('done');
    expect(town.handBack(T0 + 20 * MIN, 'act', 'deputy-1')).toBe('not-in-hand');
    everyMinute(20, 119, town.tick);
    expect(asked(town.events())).toEqual([
      '0: mayor-1',
      '20: deputy-1',
      '30: duty-1',
      '40: agency-1',
      `100: ${ALL} again`,
    ]);
    // Nobody is said not to have answered who had.
    const [first, second] = town.events().filter(({ kind }) => kind === 'passed-on');
    expect(first?.reason).toMatchObject({ asked: [], since: T0 + 20 * MIN });
    expect(second?.reason).toMatchObject({ asked: ['deputy-1'], since: T0 + 20 * MIN });
  });

  test('handed back after hours in good hands, it is asked again in the time of its level', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(1, 30, town.tick);
    town.answer(T0 + 31 * MIN, 'act', 'agency-1');
    town.handBack(T0 + 300 * MIN, 'act', 'agency-1');
    everyMinute(300, 361, town.tick);
    expect(asked(town.events()).slice(4)).toEqual([`360: ${ALL} again`]);
  });

  test('an alert lowered before anybody answered goes on climbing, at the pace of its level', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(1, 10, town.tick);
    for (let minute = 20; minute <= 80; minute += 10) town.river(T0 + minute * MIN, 1.1);
    const before = asked(town.events());
    expect(before).toEqual(['0: mayor-1', '10: deputy-1', '20: duty-1', '30: agency-1']);
    expect(town.state().alert?.level).toBe('prepare');
    everyMinute(81, 160, town.tick);
    expect(asked(town.events()).slice(4)).toEqual([`150: ${ALL} again`]);
  });

  test('after an hour of standstill the next one has time to answer: nobody is passed over', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(60, 75, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1', '60: deputy-1', '70: duty-1']);
  });

  test('a clock that is set back by an hour puts off nobody, and by a moment hurries nobody', () => {
    const town = timeline();
    town.river(T0 + 60 * MIN, 2.1);
    everyMinute(2, 23, town.tick);
    expect(asked(town.events())).toEqual(['60: mayor-1', '2: deputy-1', '12: duty-1', '22: agency-1']);
    const corrected = timeline();
    corrected.river(T0 + 0.9 * MIN, 2.1);
    everyMinute(0, 11, corrected.tick);
    expect(asked(corrected.events())).toEqual(['0.9: mayor-1', '11: deputy-1']);
  });

  test('who comes into the files in the place of somebody who was asked is asked at once: whose link answers nothing any more is not waited for', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(1, 3, town.tick);
    const contacts = coursan.contacts.map((each) => (each.role === 'mayor' ? { ...each, id: 'mayor-2' } : each));
    town.peopleAre(contacts);
    everyMinute(4, 31, town.tick);
    expect(asked(town.events()).slice(1)).toEqual(['4: mayor-2', '14: deputy-1', '24: duty-1']);

    const late = timeline();
    late.river(T0, 2.1);
    everyMinute(1, 45, late.tick);
    late.peopleAre(contacts);
    everyMinute(46, 50, late.tick);
    expect(asked(late.events()).at(-1)).toBe('46: mayor-2');

    // Who was asked by the ladder itself too.
    const next = timeline();
    next.river(T0, 2.1);
    everyMinute(1, 12, next.tick);
    next.peopleAre(coursan.contacts.map((each) => (each.role === 'deputy' ? { ...each, id: 'deputy-2' } : each)));
    everyMinute(13, 24, next.tick);
    expect(asked(next.events())).toEqual(['0: mayor-1', '10: deputy-1', '13: deputy-2', '23: duty-1']);
  });

  test('where one of those who were asked together is a contact still, they are waited for', () => {
    const town = timeline();
    town.river(T0, 3.1);
    town.peopleAre(coursan.contacts.map((each) => (each.role === 'duty-officer' ? { ...each, id: 'duty-2' } : each)));
    everyMinute(1, 11, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1,duty-1', '5: deputy-1', '10: duty-2']);
  });

  test('who comes into the files beside somebody who was asked is asked next, alone, before the roles below', () => {
    const town = timeline();
    town.river(T0, 2.1);
    everyMinute(1, 5, town.tick);
    const [mayor] = coursan.contacts;
    town.peopleAre([...coursan.contacts, { ...mayor!, id: 'mayor-2', email: 'mayor-2@example.org' }]);
    everyMinute(6, 25, town.tick);
    expect(asked(town.events())).toEqual(['0: mayor-1', '10: mayor-2', '20: deputy-1']);
  });

  test('roles that nobody fills are passed over; alone, one is reminded', () => {
    const contacts = coursan.contacts.filter(({ role }) => role === 'deputy' || role === 'agency');
    const two = timeline({ ...coursan, contacts });
    two.river(T0, 2.1);
    everyMinute(1, 10, two.tick);
    expect(asked(two.events(), { ...coursan, contacts })).toEqual(['0: deputy-1', '10: agency-1']);
    const alone = timeline({ ...coursan, contacts: contacts.slice(0, 1) });
    alone.river(T0, 2.1);
    everyMinute(1, 60, alone.tick);
    expect(asked(alone.events(), { ...coursan, contacts: contacts.slice(0, 1) })).toEqual([
      '0: deputy-1',
      '60: deputy-1 again',
    ]);
  });
});

const anyContacts = fc
  .array(fc.constantFrom(...contactRoles), { minLength: 1, maxLength: 8 })
  .map((roles) => roles.map((role, index): Contact => ({ ...coursan.contacts[0]!, id: `${role}-${index}`, role })));
const anyLevel = fc.constantFrom(...raisedLevels);
const minutes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 80, maxLength: 120 });

test('whatever the hour of the looks, an unanswered alert asks everybody, nobody twice before all have been', () => {
  fc.assert(
    fc.property(anyContacts, anyLevel, minutes, (contacts, level, steps) => {
      const commune = { ...coursan, contacts };
      const town = timeline(commune);
      town.river(T0, marks[level] + 0.1);
      let at = T0;
      for (const step of steps) {
        at += step * MIN;
        town.tick(at);
      }
      const climbed = town.events().flatMap(({ reason }) => (reason.because === 'no-answer' ? [reason] : []));
      const firstRound = climbed.filter(({ again }) => !again).flatMap(({ told }) => told);
      const everybody = [...askedAtOnce(contacts, level).map(({ id }) => id), ...firstRound];
      expect(everybody.toSorted()).toEqual(contacts.map(({ id }) => id).toSorted());
      const order = firstRound.map((id) => rungsOf(contacts).findIndex((rung) => rung.some((each) => each.id === id)));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(climbed.slice(climbed.findIndex(({ again }) => again)).every(({ again }) => again)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('nothing climbs after an answer, and a restart between any two looks changes nothing', () => {
  const story = fc.array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 25 }),
      what: fc.oneof(
        fc.record({ river: fc.constantFrom(0.5, 1.1, 2.1, 3.1) }),
        fc.record({ answer: anyLevel }),
        fc.constant({ look: true as const }),
      ),
      restart: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(story, (steps) => {
      const straight = timeline();
      const killed = timeline();
      let at = T0;
      for (const { minutes: pause, what, restart } of steps) {
        at += pause * MIN;
        if (restart) killed.restart();
        for (const town of [straight, killed]) {
          const answered = town.state().alert && answerTo(town.state().alert!);
          const before = town.events().length;
          if ('river' in what) town.river(at, what.river);
          else if ('answer' in what) town.answer(at, what.answer, 'mayor-1');
          else town.tick(at);
          const news = town.events().slice(before);
          const raised = news.some(({ kind }) => kind === 'raised' || kind === 'escalated');
          if (answered && !raised) expect(news.map(({ kind }) => kind)).not.toContain('passed-on');
        }
      }
      expect(killed.events()).toEqual(straight.events());
    }),
    { numRuns: 200 },
  );
});

test('whoever can be reached when, each is asked once at each level, in order, and nobody is left out', () => {
  const order = rungsOf(coursan.contacts).flatMap((rung) => rung.map(({ id }) => id));
  const anyRefused = fc.oneof(fc.constantFrom([], order.slice(0, 1), order.slice(0, 2)), fc.subarray(order));
  const moment = fc.record({
    minutes: fc.integer({ min: 1, max: 15 }),
    refused: anyRefused,
    river: fc.option(fc.constantFrom(2.1, 3.1), { freq: 3 }),
  });
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 20 }), anyRefused, (story, refused) => {
      const town = timeline();
      town.refuse(...refused);
      town.river(T0, 1.1);
      let at = T0;
      for (const each of story) {
        at += each.minutes * MIN;
        town.refuse(...each.refused);
        if (each.river === null) town.tick(at);
        else town.river(at, each.river);
      }
      for (let minute = 5; minute <= 400; minute += 5) town.tick(at + minute * MIN);
      const events = town.events();
      const raise = events.findLast(({ kind }) => kind === 'raised' || kind === 'escalated')!;
      const climbed = events
        .slice(events.indexOf(raise))
        .flatMap(({ reason }) => (reason.because === 'no-answer' && !reason.again ? reason.told : []));
      const atOnce = new Set(askedAtOnce(coursan.contacts, raise.level).map(({ id }) => id));
      expect(climbed).toEqual(order.filter((id) => !atOnce.has(id)));
    }),
    { numRuns: 200 },
  );
});

test('whoever leaves, comes in or comes back amid an alert, nobody is hurried who was asked and is there still, and reminders keep their gaps', () => {
  const moment = fc.record({
    minutes: fc.integer({ min: 1, max: 12 }),
    seat: fc.nat(3),
    holder: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(anyLevel, fc.array(moment, { minLength: 1, maxLength: 25 }), (level, story) => {
      // Each seat of the plan is held by the first, by the next, or by nobody for a while.
      const holders = coursan.contacts.map(() => 1);
      const present = () =>
        coursan.contacts.flatMap((each, seat) =>
          holders[seat] === 0 ? [] : { ...each, id: `${each.role}-${holders[seat]}` },
        );
      const town = timeline({ ...coursan, contacts: present() });
      town.river(T0, marks[level] + 0.1);
      let lastTold: readonly string[] = askedAtOnce(present(), level).map(({ id }) => id);
      let lastAt = T0;
      const look = (at: number) => {
        const before = town.events().length;
        town.tick(at);
        const news = town.events().slice(before);
        expect(news.length).toBeLessThanOrEqual(1);
        for (const { reason } of news) {
          if (reason.because !== 'no-answer') continue;
          const { nextAfterMin, againAfterMin } = coursan.escalation[level];
          const isThere = lastTold.some((id) => present().some((each) => each.id === id));
          const least = reason.again ? againAfterMin : isThere ? nextAfterMin : 0;
          expect(at - lastAt).toBeGreaterThanOrEqual(least * MIN);
          expect(reason.told.every((id) => present().some((each) => each.id === id))).toBe(true);
          lastTold = reason.told;
          lastAt = at;
        }
      };
      let at = T0;
      for (const { minutes: pause, seat, holder } of story) {
        const end = at + pause * MIN;
        for (at += MIN; at <= end; at += MIN) look(at);
        at = end;
        const was = holders[seat]!;
        holders[seat] = holder;
        if (present().length === 0) holders[seat] = was;
        town.peopleAre(present());
      }
      for (let minute = 1; minute <= 200; minute += 1) look(at + minute * MIN);
    }),
    { numRuns: 60 },
  );
});
