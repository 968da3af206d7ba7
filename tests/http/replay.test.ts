import { describe, expect, it } from 'vitest';
import { type AlertEvent, newCommuneState } from '../../src/alert/alert.ts';
import { createServer } from '../../src/http/server.ts';
import { viewReplay } from '../../src/http/views/afterwards/replay-view.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logEntryOf } from '../support/log-entries.ts';
import { aude, spellOf } from '../support/official.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

interface Replayed {
  standing: { level: string; told: string };
  policyVersion: number;
  gauges: {
    readings: { value: number; receivedAt: string }[];
    decision: { policyVersion: number };
    isReproduced: boolean;
  }[];
  notSeen: string[];
}

const at = NOW - 5 * MINUTE_MS;
const url = `/api/v1/communes/coursan/replay?at=${iso(at)}`;
const page = `/fr/staff/replay?commune=coursan&at=${iso(at)}`;

async function replayed() {
  const world = createWorld({ kind: 'operational' });
  await flood(world);
  world.clock.advanceTo(NOW + 48 * HOUR_MS);
  const staff = await logIn(createServer(world.doors), 'staff-aude');
  const look = async () => {
    const { body } = await staff.get(page);
    return { json: (await staff.get(url)).json<Replayed>(), body: body.replace(/name="_csrf" value="[^"]+"/g, '') };
  };
  return { world, look, staff };
}

describe('a past moment', () => {
  it('shows what was known, judged and told, and which gauges were silent', async () => {
    const { look } = await replayed();
    const { json, body } = await look();
    expect(json).toMatchObject({ standing: { level: 'act', told: 'normal' }, policyVersion: 1 });
    expect(json.gauges[0]).toMatchObject({ isReproduced: true, decision: { policyVersion: 1 } });
    expect(json.gauges[0]?.readings.every(({ receivedAt }) => Date.parse(receivedAt) <= at)).toBe(true);
    expect(json.notSeen).toContain('marseillette');
    expect(body).toContain('L’Aude à Marseillette&nbsp;: plus de nouvelles depuis');
    expect(body).toContain('Prévision faite sans L’Aude à Marseillette');
    expect(body).toMatch(/class="now-label"[^>]*>alors</);
    expect(body).toContain('neuf chances sur dix entre ces bords');
    expect(htmlFaults(body)).toEqual([]);
  });

  it('knows nothing of a maintenance that began later, and still tells of one that is over', async () => {
    const { world, look, staff } = await replayed();
    const { doors, clock } = world;
    const before = await look();
    const who = { person: 'staff-aude', commune: 'coursan' };
    const begun = clock.now();
    const wanted = {
      station: 'coursan',
      kind: 'maintenance',
      until: begun + 12 * HOUR_MS,
      reason: 'Capteur nettoyé',
    } as const;
    const held = doors.suppressions.begin(wanted, who);
    if (!held.ok) throw new Error(held.error);
    expect(await look()).toEqual(before);
    clock.advanceTo(begun + HOUR_MS);
    doors.suppressions.end('coursan', held.value.id, 'Remonté', who);
    const amid = `/fr/staff/replay?commune=coursan&at=${iso(begun + 30 * MINUTE_MS)}`;
    expect((await staff.get(amid)).body).toContain('en maintenance');
  });

  it('tells why the forecast of then said what it said, and nothing of a later one', async () => {
    const { world, staff } = await replayed();
    const { forecasts } = world.doors;
    const then = forecasts.latest('coursan', NOW)!;
    forecasts.append({ ...then, issuedAt: NOW + HOUR_MS, explanation: { ...then.explanation!, similarEvents: [] } });
    const { body } = await staff.get(`/fr/staff/replay?commune=coursan&at=${iso(NOW + 5 * MINUTE_MS)}`);
    expect(body).toContain('L’Hérault à Ganges, 12 juin 2020 (40 sur 100)');
    const { gauges } = (await staff.get(`/api/v1/communes/coursan/replay?at=${iso(NOW + 5 * MINUTE_MS)}`)).json();
    expect(gauges[0].forecast).toMatchObject({ modelVersion: 'test-1', explanation: { riseM: 0.9 } });
    expect(gauges[0].forecast.explanation.similarEvents).toHaveLength(2);
  });

  it('nothing that comes later changes it: readings, revisions, exclusions, events, policies, answers, entries', async () => {
    const { world, look } = await replayed();
    const before = await look();
    const { doors } = world;
    const later = NOW + HOUR_MS;
    const known = before.json.gauges[0]!.readings.length;
    expect(known).toBeGreaterThan(100);
    await doors.readings.append([
      // A revision of a reading that was known, one that comes late, and one of the future.
      { ...stageReading('coursan', NOW - 30 * MINUTE_MS, 9.1), receivedAt: later },
      { ...stageReading('coursan', NOW - 25 * MINUTE_MS, 9.2), receivedAt: later },
      stageReading('coursan', later, 9.3),
    ]);
    await doors.exclusions.exclude(
      { station: 'coursan', from: NOW - 2 * HOUR_MS, to: NOW - HOUR_MS, reason: 'capteur touché' },
      { person: 'staff-aude', commune: 'coursan' },
    );
    const [last] = doors.decisions.between('coursan', 'coursan', 0, NOW).slice(-1);
    const policy = doors.policies.current()!;
    const entry = {
      at: later,
      actor: { person: 'staff-aude' },
      action: 'policy.changed',
      commune: 'coursan',
      detail: {},
    };
    doors.policies.append(
      { author: 'staff-aude', reason: 'plus prudent', createdAt: later, rules: policy.rules.slice(1) },
      entry,
    );
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const state = doors.journal.state('coursan') ?? newCommuneState('coursan');
    const decision = { ...last!, policyVersion: 2, assessment: { ...last!.assessment, issuedAt: later } };
    doors.journal.commit({ state, events: [], outbox: [], record: [] });
    doors.decisions.append(decision);
    const forecast = doors.forecasts.latest('coursan', NOW)!;
    doors.forecasts.append({ ...forecast, issuedAt: later, modelVersion: 'newer' });
    for (const row of doors.journal.due('contacts', Number.MAX_SAFE_INTEGER, 0, 99))
      doors.journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: later, providerId: null });
    doors.logBook.append(logEntryOf('Écrit après coup', { at: later, receivedAt: later }));
    const answer = {
      event: 'x',
      commune: 'coursan',
      from: at,
      to: later,
      flooded: 'no',
      reached: null,
      passedAt: null,
    } as const;
    doors.truth.append({ ...answer, place: '', note: '', person: 'staff-aude', at: later }, entry);
    expect(await look()).toEqual(before);
  });

  describe('the State', () => {
    const place = [{ commune: 'coursan', ...aude }];
    /** The lower Aude: yellow until shortly before, then orange, told as one spell until hours later. */
    async function withState() {
      const replay = await replayed();
      const { official } = replay.world;
      official.keepPlaces(place, at - 48 * HOUR_MS);
      official.put(spellOf(at - 9 * HOUR_MS, { level: 'yellow', since: null, lastSeenAt: at - 70 * MINUTE_MS }));
      official.put(spellOf(at - HOUR_MS, { lastSeenAt: at }));
      return { ...replay, official };
    }

    it('is shown as it was known, and nothing that came later changes it', async () => {
      const { look, official, staff, world } = await withState();
      const before = await look();
      const tag = (shown: string) => `<strong class="official-tag official-orange">${shown}</strong>`;
      expect(before.body).toContain('<h2>Ce que disait l’État</h2>');
      expect(before.body.replaceAll('&nbsp;', ' ')).toContain(tag('Vigicrues : orange depuis jeudi 1 h 55'));
      expect(before.body).toContain('tronçon Aude aval');
      expect((await staff.get(page.replace('/fr/', '/en/'))).body).toContain(
        tag('Vigicrues: orange, since Thursday 01:55'),
      );
      expect(before.json).toMatchObject({ officialWarnings: [{ place: 'AU4', level: 'orange', lastSeenAt: iso(at) }] });
      expect(htmlFaults(before.body)).toEqual([]);
      official.put(spellOf(at - HOUR_MS, { lastSeenAt: at + 3 * HOUR_MS }));
      official.put(spellOf(at + 3 * HOUR_MS, { level: 'red', lastSeenAt: at + 9 * HOUR_MS }));
      official.keepPlaces([], at + 24 * HOUR_MS);
      expect(await look()).toEqual(before);
      // When the map that says the same was made, nobody knew yet.
      official.put(spellOf(at - HOUR_MS, { statedAt: at + HOUR_MS, lastSeenAt: at + 4 * HOUR_MS }));
      expect((await look()).json).toMatchObject({ officialWarnings: [{ level: 'orange', statedAt: null }] });
      expect(world.doors.communes.get('coursan')?.officialWarnings).toEqual([]);
    });

    it('was not seen where it had not been seen lately, and is no part where the town had set none', async () => {
      const { staff, official } = await withState();
      const of = async (moment: number) => {
        const { body } = await staff.get(`/fr/staff/replay?commune=coursan&at=${iso(moment)}`);
        return body.replaceAll('&nbsp;', ' ');
      };
      expect(await of(at + 31 * MINUTE_MS)).toContain(
        '<strong class="official-tag official-plain">Vigicrues : pas vu depuis jeudi 2 h 55 ; dernier niveau vu : orange<',
      );
      expect(await of(at - 10 * HOUR_MS)).toContain('>Vigicrues : pas encore vu<');
      expect(await of(at - 49 * HOUR_MS)).not.toContain('Ce que disait l’État');
      expect(official.placesOf('coursan', 0, at)).toEqual([aude]);
    });

    it('that cannot be read is said to be so', async () => {
      const { doors, clock, official } = createWorld();
      clock.advanceTo(NOW);
      official.keepPlaces(place, at - HOUR_MS);
      const officialStore = { ...doors.officialStore, lastBy: () => undefined };
      const staff = await logIn(createServer({ ...doors, officialStore }), 'staff-aude');
      expect((await staff.get(page)).body).toContain('Ce qui en a été conservé ne peut pas être lu');
      expect((await staff.get(url)).json()).toMatchObject({ officialWarnings: null });
    });
  });

  it('what was settled by then is shown as delivered', async () => {
    const { world, staff } = await replayed();
    for (const row of world.doors.journal.due('contacts', Number.MAX_SAFE_INTEGER, 0, 99))
      world.doors.journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: at - 1, providerId: null });
    const { told } = (await staff.get(url)).json<{ told: { sent: boolean }[] }>();
    expect(told.some(({ sent }) => sent)).toBe(true);
  });

  it('leads to the hour before also in the night in which clocks show one hour twice', async () => {
    const { staff } = await replayed();
    let { body } = await staff.get('/en/staff/replay?commune=coursan&at=2019-10-27T03:30');
    for (const shown of ['02:30 (after the clock change)', '02:30 (before the clock change)', '01:30']) {
      const [, link = ''] = /href="([^"]+)">One hour earlier/.exec(body) ?? [];
      ({ body } = await staff.get(link.replaceAll('&amp;', '&')));
      expect(body).toContain(`27 October 2019, ${shown}`);
    }
  });

  it('typed in the hour that came twice is asked back, and the form of a moment within it says which one it shows', async () => {
    const { staff } = await replayed();
    const typed = '/en/staff/replay?commune=coursan&at=2019-10-27T02:30';
    const asked = await staff.get(typed);
    expect([asked.statusCode, htmlFaults(asked.body)]).toEqual([422, []]);
    expect(asked.body).toMatch(/Say which of the two.*value="2019-10-27T02:30".*That time came twice that night/s);
    expect(asked.body).not.toContain(' checked');
    for (const [which, shown] of [
      ['first', 'before'],
      ['second', 'after'],
    ]) {
      const { body } = await staff.get(`${typed}&atWhich=${which}`);
      expect(body).toContain(`27 October 2019, 02:30 (${shown} the clock change)`);
      expect(body).toMatch(new RegExp(`value="${which}" checked`));
    }
    const never = await staff.get('/en/staff/replay?commune=coursan&at=2019-03-31T02:30');
    expect([never.statusCode, never.body.includes('type="radio"')]).toEqual([422, false]);
    expect(never.body).toMatch(/no clock showed that time.*value="2019-03-31T02:30"/s);
  });

  it('cannot be one to come, or no moment at all', async () => {
    const { staff } = await replayed();
    const future = iso(NOW + 96 * HOUR_MS);
    for (const when of [future, 'yesterday', '2020-01-23T02:00']) {
      expect((await staff.get(`/api/v1/communes/coursan/replay?at=${when}`)).statusCode).toBe(400);
    }
    for (const when of [future, 'yesterday']) {
      const { body, statusCode } = await staff.get(`/fr/staff/replay?commune=coursan&at=${when}`);
      expect([statusCode, htmlFaults(body)]).toEqual([422, []]);
    }
    expect((await staff.get('/fr/staff/replay?commune=nowhere')).statusCode).toBe(404);
  });
});

describe('what belongs to a past moment', () => {
  async function past() {
    const world = createWorld({ kind: 'operational' });
    await flood(world);
    const view = (id: string, when: number) => viewReplay(world.doors, world.doors.communes.get(id)!, when);
    return { ...world, view };
  }

  it('is in calm the day before, the moment itself included; the newest first', async () => {
    const { doors, view } = await past();
    const [raised] = doors.journal.events('coursan', { limit: 1 });
    const events = [NOW - DAY_MS - 1, NOW - DAY_MS, NOW, NOW + 1].map(
      (when, index): AlertEvent => ({
        ...raised!,
        id: `lagrasse:${index + 1}`,
        commune: 'lagrasse',
        alert: null,
        at: when,
        kind: index % 2 ? 'sight-regained' : 'sight-lost',
        level: 'normal',
        from: 'normal',
      }),
    );
    doors.journal.commit({ state: { ...newCommuneState('lagrasse'), events: 4 }, events, outbox: [], record: [] });
    expect((await view('lagrasse', NOW)).events.map((each) => each.at)).toEqual([NOW, NOW - DAY_MS]);
  });

  it('is in an alert the whole of it: who was told of it, by the policy of that moment, and what a provider had taken', async () => {
    const { doors, view } = await past();
    const [raised] = doors.journal.events('coursan', { limit: 99 });
    const when = raised!.at;
    for (const row of doors.journal.due('contacts', Number.MAX_SAFE_INTEGER, 0, 99))
      doors.journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: row.createdAt, providerId: null });
    const { rules } = doors.policies.current()!;
    const entry = {
      at: when,
      actor: { person: 'staff-aude' },
      action: 'policy.changed',
      commune: 'coursan',
      detail: {},
    };
    doors.policies.append({ author: 'staff-aude', reason: 'plus prudent', createdAt: when, rules }, entry);

    const before = await view('coursan', when - 1);
    expect([before.events, before.told, before.policy?.version]).toEqual([[], [], 1]);
    const then = await view('coursan', when);
    expect([then.events[0]?.id, then.policy?.version]).toEqual([raised!.id, 2]);
    expect(then.told.some(({ sent }) => sent)).toBe(true);
    const later = await view('coursan', when + 2 * DAY_MS);
    expect(later.events.at(-1)?.id).toBe(raised!.id);
  });

  it('reads the one version of the policy that was in force, and not all that ever were', async () => {
    const { doors } = await past();
    const history = () => expect.fail('hundreds of versions hold the service up');
    const policies = { ...doors.policies, history };
    const view = await viewReplay({ ...doors, policies }, doors.communes.get('coursan')!, NOW);
    expect(view.policy?.version).toBe(1);
  });

  it('is no standing before anything was judged, and a calm one from then on, without any event', async () => {
    const { view } = await past();
    const first = NOW - 20 * MINUTE_MS;
    expect((await view('lagrasse', first - 1)).standing).toBeNull();
    expect((await view('lagrasse', first)).standing).toMatchObject({ level: 'normal', alert: null });
  });

  it('is the last judgement of the three hours before, with the marks that it was made by', async () => {
    const { doors, view } = await past();
    const last = doors.decisions.last('coursan', 'coursan', 0, NOW)!;
    const [chance, ...others] = last.assessment.chances;
    const chances = [{ ...chance!, markM: 9.99 }, ...others];
    doors.decisions.append({ ...last, assessment: { ...last.assessment, issuedAt: NOW + MINUTE_MS, chances } });
    const gaugeAt = async (when: number) => (await view('coursan', when)).gauges[0]!;
    const judged = await gaugeAt(NOW + MINUTE_MS + 3 * HOUR_MS);
    expect([judged.watch.marks[chance!.level], judged.isReproduced]).toEqual([9.99, true]);
    const other = { ...last, verdicts: {}, assessment: { ...last.assessment, issuedAt: NOW + 2 * MINUTE_MS } };
    doors.decisions.append(other);
    expect((await gaugeAt(NOW + 2 * MINUTE_MS)).isReproduced).toBe(false);
    const unjudged = await gaugeAt(NOW + 2 * MINUTE_MS + 3 * HOUR_MS + 1);
    expect([unjudged.decision, unjudged.isReproduced]).toEqual([null, null]);
  });
});
