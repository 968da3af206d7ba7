import { describe, expect, it } from 'vitest';
import { type AlertEvent, type CommuneState, newCommuneState } from '../../../src/alert/alert.ts';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import type { OutboxRow } from '../../../src/notification/outbox.ts';
import { messagesFor } from '../../../src/notification/phone/gsm-text.ts';
import { createAsOne } from '../../../src/notification/words/as-one.ts';
import type { Issuer } from '../../../src/notification/words/letterhead.ts';
import type { Commune } from '../../../src/territory/commune.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { rowOf } from '../../support/commits.ts';
import { AT, contextOf, coursan, eventOf } from '../../support/notices.ts';

const cuxac: Commune = { ...coursan, id: 'cuxac', name: 'Cuxac' };
const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((id): Commune => ({ ...coursan, id, name: id.toUpperCase() }));
const communes = new Map([coursan, cuxac, ...others].map((each) => [each.id, each]));
const calm = {
  alert: null,
  level: 'normal',
  from: 'normal',
  probability: null,
  leadTimeH: null,
  passage: null,
} as const;
const since = AT - 45 * MINUTE_MS;
const lost = (number: number, change: Partial<AlertEvent> = {}): AlertEvent => ({
  ...eventOf({ ...calm, kind: 'sight-lost', reason: { because: 'not-seen', since }, ...change }),
  id: `${change.commune ?? 'coursan'}:${number}`,
});
const seen = (number: number, station: string): AlertEvent =>
  lost(number, { kind: 'sight-regained', station, reason: { because: 'seen-again', stageM: 0.52, observedAt: AT } });

/** The alert that was in force by an event still is. */
function stateAfter({ commune, alert: id, level, at: raisedAt }: AlertEvent): CommuneState {
  const calm = newCommuneState(commune);
  if (id === null || level === 'normal' || level === 'unknown') return calm;
  const telling = { told: 'normal', pending: null, heldBack: null } as const;
  return { ...calm, alert: { id, raisedAt, level, highest: level, acknowledgements: [], telling } };
}

function asOneOf(events: readonly AlertEvent[], issuer: Partial<Issuer>, eventOf: (id: string) => AlertEvent | null) {
  return createAsOne({
    issuer: { ...contextOf().issuer, ...issuer },
    communes,
    network: createNetwork([]),
    accounts: { find: () => null },
    journal: { event: eventOf, state: (commune) => stateAfter(events.findLast((each) => each.commune === commune)!) },
  });
}

function said(
  events: readonly AlertEvent[],
  change: Partial<OutboxRow> = {},
  issuer: Partial<Issuer> = {},
  eventOf = (id: string) => events.find((each) => each.id === id) ?? null,
): OutboxRow {
  return asOneOf(
    events,
    issuer,
    eventOf,
  )(
    events.map((event) => ({
      ...rowOf(event.id, { kind: 'contact', id: 'agency-1' }),
      commune: event.commune,
      createdAt: event.at,
      ...change,
    })),
  );
}

describe('several gauges in one message', () => {
  it('names each, says why and what to do once, and leads to the page of the commune', () => {
    const { subject, text } = said([lost(1), lost(2, { station: 'weir' }), seen(3, 'mill')]);
    expect(subject).toBe('SANS MESURE (2 stations), MESURE REVENUE (mill) : Coursan');
    expect(text).toBe(
      `SANS MESURE (2 stations), MESURE REVENUE (mill) : Coursan

Que faire maintenant :
1. Cherchez d'abord une cause commune à ces stations : réseau, serveur MQTT, électricité.
2. Envoyez quelqu'un voir la rivière, ou appelez une commune en amont.
3. Faites vérifier le capteur.
4. Si quelqu'un peut lire l'échelle sans danger, saisissez le niveau sur la page ci-dessous.

Voir et suivre : https://amont.example.org/fr/mayor/coursan

– Coursan : la rivière est de nouveau mesurée (station mill). Nouvelle mesure : 0,52 m à 13 h 05.
– Coursan : la rivière n'est plus mesurée (station weir). Aucune mesure depuis mercredi 22 janvier, 12 h 20 (heure de Paris).
– Coursan : la rivière n'est plus mesurée (station bridge). Aucune mesure depuis mercredi 22 janvier, 12 h 20 (heure de Paris).

Écrit mercredi 22 janvier, 13 h 05 (heure de Paris) par Amont Aude.
`,
    );
  });

  it('is told once of a gauge that several communes watch, and leads to the page of each', () => {
    const { subject, text } = said([lost(1), lost(1, { commune: 'cuxac' })], { language: 'en' });
    expect(subject).toBe('NOT MEASURED (bridge): 2 communes');
    expect(text).toContain('– Coursan, Cuxac: the river is no longer measured');
    expect(text.match(/^– /gm)).toHaveLength(1);
    expect(text).not.toContain('First look for one cause');
    expect(text).toContain(
      'See and follow: https://amont.example.org/en/mayor/coursan\nSee and follow: https://amont.example.org/en/mayor/cuxac\n',
    );
  });

  it('names a commune once that was told the same twice', () => {
    const { subject, text } = said([lost(1), lost(2), lost(1, { commune: 'cuxac' })]);
    expect(subject).toBe('SANS MESURE (bridge) : 2 communes');
    expect(text).toContain("– Coursan, Cuxac : la rivière n'est plus mesurée");
  });

  it('stands by commune as people look them up, of what was seen within a minute, whatever the order in which it was judged', () => {
    const named = (commune: string, seconds: number) =>
      lost(1, { commune, station: `gauge ${commune}`, at: AT + seconds * 1_000 });
    const { text } = said([
      lost(1, { at: AT - MINUTE_MS, commune: 'a' }),
      named('f', 0),
      named('b', 1),
      named('cuxac', 2),
    ]);
    expect(text.match(/^– [^:]* : /gm)).toEqual(['– B : ', '– Cuxac : ', '– F : ', '– A : ']);
    const two = said([lost(1, { commune: 'f' }), lost(1, { commune: 'b' })]).text;
    expect(two).toContain('– B, F : ');
    expect(two.match(/mayor\/./g)).toEqual(['mayor/b', 'mayor/f']);
  });

  it('says first where an alert is in force, and of no other commune that one is', () => {
    const alert = { alert: 'cuxac-20200122T110000Z', level: 'act' } as const;
    const { text } = said([lost(1, { commune: 'cuxac', ...alert }), lost(1), lost(2, { station: 'weir' })]);
    expect(text.match(/^– [^(]*/gm)).toEqual([
      "– Cuxac : la rivière n'est plus mesurée ",
      "– Coursan : la rivière n'est plus mesurée ",
      "– Coursan : la rivière n'est plus mesurée ",
    ]);
    expect(text.match(/^– .*reste en vigueur.*/gm)).toEqual([
      "– Cuxac : la rivière n'est plus mesurée (station bridge), l'alerte « Agir » reste en vigueur. Aucune mesure depuis mercredi 22 janvier, 12 h 20 (heure de Paris).",
    ]);
  });

  it('is told once of communes in which alerts are in force at one level, and apart of another', () => {
    const inAlert = (commune: string, level: 'act' | 'danger') =>
      lost(1, { commune, alert: `${commune}-20200122T110000Z`, level });
    const { text } = said([inAlert('cuxac', 'act'), inAlert('coursan', 'act'), inAlert('a', 'danger')]);
    expect(text.match(/^– [^:]* : /gm)).toEqual(['– A : ', '– Coursan, Cuxac : ']);
  });

  it('says what is newest of a commune first where its alert is over since, as after an outage of the mail server', () => {
    const amid = { alert: 'cuxac-20200122T110000Z', level: 'act', commune: 'cuxac' } as const;
    const again = lost(3, { commune: 'cuxac', at: AT + 2 * MINUTE_MS, reason: { because: 'not-seen', since: AT } });
    const meanwhile = lost(1, { at: AT + MINUTE_MS });
    const { subject, text } = said([{ ...seen(2, 'bridge'), ...amid, id: 'cuxac:2' }, meanwhile, again]);
    expect(subject).toBe('SANS MESURE (bridge) : 2 communes');
    expect(text.match(/^– [^(]*/gm)).toEqual([
      "– Cuxac : la rivière n'est plus mesurée ",
      "– Coursan : la rivière n'est plus mesurée ",
      '– Cuxac : la rivière est de nouveau mesurée ',
    ]);
  });

  it('says of each commune the alert that is in force by now, and asks for none to be closed that is over', () => {
    const amid = { alert: 'cuxac-20200122T110000Z', level: 'act', commune: 'cuxac' } as const;
    const weir = { commune: 'cuxac', station: 'weir' };
    const over = said([lost(1, amid), lost(2, weir)]).text;
    expect(over).not.toMatch(/reste en vigueur|clôturez l'alerte/);
    const begun = said([lost(1, { commune: 'cuxac' }), lost(2, { ...weir, ...amid })]).text;
    expect(begun.match(/l'alerte « Agir » reste en vigueur/g)).toHaveLength(2);
    expect(begun).toContain("clôturez l'alerte");
  });

  it('leads to the page of staff where communes are many', () => {
    const three = said(['a', 'b', 'c'].map((commune) => lost(1, { commune }))).text.match(/https:.*/g);
    expect(three).toEqual(['a', 'b', 'c'].map((id) => `https://amont.example.org/fr/mayor/${id}`));
    const { subject, text } = said(['a', 'b', 'c', 'd'].map((commune) => lost(1, { commune })));
    expect(subject).toBe('SANS MESURE (bridge) : 4 communes');
    expect(text.match(/https:.*/g)).toEqual(['https://amont.example.org/fr/staff']);
  });

  it('asks for nothing where all are seen again', () => {
    const { subject, text } = said([seen(1, 'bridge'), seen(2, 'weir')]);
    expect(subject).toBe('MESURE REVENUE (2 stations) : Coursan');
    expect(text).not.toContain('Que faire');
  });

  it('counts in its subject what stands now, what is lost first: no gauge twice in one commune', () => {
    const still = lost(4, { kind: 'still-not-seen' });
    expect(said([lost(1), seen(2, 'weir'), still]).subject).toBe(
      'RAPPEL SANS MESURE (bridge), MESURE REVENUE (weir) : Coursan',
    );
    const again = lost(3, { reason: { because: 'not-seen', since: AT } });
    expect(said([lost(1), seen(2, 'bridge'), again]).subject).toBe('SANS MESURE (bridge) : Coursan');
    expect(said([lost(1), lost(1, { commune: 'cuxac' }), seen(2, 'bridge')]).subject).toBe(
      'SANS MESURE (bridge), MESURE REVENUE (bridge) : 2 communes',
    );
  });

  it('a reminder asks for as much as the first word, and comes before what is seen again', () => {
    const still = lost(4, { kind: 'still-not-seen' });
    const { subject, text } = said([seen(2, 'weir'), still]);
    expect(subject).toBe('RAPPEL SANS MESURE (bridge), MESURE REVENUE (weir) : Coursan');
    expect(text).toContain("Envoyez quelqu'un voir la rivière");
    expect(text).not.toContain('cause commune');
    expect(said([still, lost(5, { kind: 'still-not-seen', station: 'weir' })]).text).toContain('cause commune');
  });

  it('sends nobody to a river that is measured again', () => {
    const { subject, text } = said([lost(1), lost(2, { station: 'weir' }), seen(3, 'bridge'), seen(4, 'weir')]);
    expect(subject).toBe('MESURE REVENUE (2 stations) : Coursan');
    expect(text).not.toContain('Que faire');
    expect(text.match(/^– Coursan/gm)).toHaveLength(4);
    expect(said([lost(1), seen(2, 'bridge'), lost(3, { reason: { because: 'not-seen', since: AT } })]).text).toContain(
      "Envoyez quelqu'un voir la rivière",
    );
    expect(said([lost(1), lost(1, { commune: 'cuxac' }), seen(2, 'bridge')]).text).toContain("Envoyez quelqu'un");
  });

  it('looks for no cause in the network where it is the service that cannot read', () => {
    const unreadable = { reason: { because: 'unreadable', since } } as const;
    const { text } = said([lost(1, unreadable), lost(2, { ...unreadable, station: 'weir' })]);
    expect(text).toContain('Que faire');
    expect(text).not.toContain('cause commune');
  });

  it('says of what the disk does not give back what was written of it, and of the others all', () => {
    const events = [lost(1), lost(2, { station: 'weir' }), lost(3, { station: 'mill' })];
    const spoiled = (id: string) => {
      if (id === 'coursan:1') throw new Error('database disk image is malformed');
      return id === 'coursan:2' ? null : events[2]!;
    };
    const { subject, text } = said(events, { subject: 'SANS MESURE Coursan : x' }, {}, spoiled);
    expect(subject).toBe('SANS MESURE (mill) : Coursan');
    expect(text.match(/^– SANS MESURE Coursan : x$/gm)).toHaveLength(2);
    expect(text).toContain('(station mill).');
    expect(said(events, { subject: 'SANS MESURE Coursan : x' }, {}, () => null).subject).toBe('Coursan');
    // What is newest first, as of the others.
    const twice = [rowOf('coursan:1'), rowOf('coursan:2')].map((row, index) => ({
      ...row,
      subject: `n° ${index + 1}`,
    }));
    expect(asOneOf(events, {}, () => null)(twice).text).toContain('– n° 2\n– n° 1\n');
  });

  it('says in its first word that it is not real', () => {
    const { subject, text } = said([lost(1), lost(2)], {}, { kind: 'demonstration' });
    expect(subject).toMatch(/^DÉMONSTRATION – SANS MESURE \(bridge\)/);
    expect(text).toMatch(/^DÉMONSTRATION\. Ceci n'est pas une vraie alerte\.\n/);
  });

  it('counts what it has no room for, and stays below what every mail server takes', () => {
    const many = Array.from({ length: 230 }, (_, index) => lost(index, { station: `gauge-${index}` }));
    const { subject, text } = said(many);
    expect(subject).toBe('SANS MESURE (230 stations) : Coursan');
    expect(text).toContain('(station gauge-130).');
    expect(text).not.toContain('(station gauge-129).');
    expect(text).toContain('et 130 autres plus tôt, sur la page ci-dessus.');
    expect(text.length).toBeLessThan(32_768);
    const [hundred, oneMore] = [100, 101].map((count) => said(many.slice(0, count)).text);
    expect(hundred).toContain('(station gauge-0).');
    expect(hundred).not.toContain('plus tôt');
    expect(oneMore).toContain('et 1 autre plus tôt, sur la page ci-dessus.');
    const english = [101, 102].map((count) => said(many.slice(0, count), { language: 'en' }).text);
    expect(english[0]).toContain('and 1 earlier one, on the page above.');
    expect(english[1]).toContain('and 2 earlier ones, on the page above.');
  });

  it('counts the communes of a gauge that many watch, in place of naming them', () => {
    const { text } = said(['a', 'b', 'c', 'd', 'e', 'f'].map((commune) => lost(1, { commune })));
    expect(text).toContain("– 6 communes : la rivière n'est plus mesurée (station bridge).");
    const five = said(['a', 'b', 'c', 'd', 'e'].map((commune) => lost(1, { commune }))).text;
    expect(five).toContain("– A, B, C, D, E : la rivière n'est plus mesurée (station bridge).");
  });

  it('fits in three text messages, and ends with where the rest stands', () => {
    const many = Array.from({ length: 12 }, (_, index) => lost(index, { station: `gauge-${index}` }));
    const { text } = said(many, { channel: 'sms' });
    expect(text).toMatch(
      /^SANS MESURE \(12 stations\) : Coursan\nCoursan : la rivi.re n'est plus mesur.e \(station gauge-11\)/,
    );
    expect(text).toMatch(/\nhttps:\/\/amont\.example\.org\/fr\/mayor\/coursan$/);
    expect(messagesFor(text)).toBe(3);
  });

  it('the same rows have the same id, others another', () => {
    const ids = [[lost(1), lost(2)], [lost(1), lost(2)], [lost(1), lost(2), lost(3)], [lost(1)]].map(
      (each) => said(each).id,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(ids[1]);
    expect(said([lost(2), lost(1)]).id).toBe(ids[0]);
  });
});
