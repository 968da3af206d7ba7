import { describe, expect, it } from 'vitest';
import { reachedSection } from '../../src/http/pages/staff/reached-table.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { DAY_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { receiptToken } from '../../src/notification/tried/receipt-link.ts';
import type { Way } from '../../src/people/way.ts';
import { createWorld, flood, linkKey, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const staffPage = '/fr/staff/test-message';

async function tested() {
  const world = createWorld({}, { 'coursan-mayor': '+33612345678' });
  await flood(world);
  const { doors } = world;
  doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' });
  const app = createServer(doors);
  const tokenBy = (way: Way) => receiptToken({ commune: 'coursan', contact: 'coursan-mayor', at: NOW }, way, linkKey);
  const received = () => doors.record.ofAction('coursan', 'message.received');
  return { ...world, app, visitor: createVisitor(app), tokenBy, received, link: `/fr/received/${tokenBy('email')}` };
}

describe('the link in a test message', () => {
  it('shows who sent what to whom and when, and changes nothing however often a scanner opens it', async () => {
    const { visitor, link, received } = await tested();
    const { body, statusCode, headers } = await visitor.get(link);
    expect(statusCode).toBe(200);
    for (const said of [
      'Coursan',
      'Ceci n’est pas une alerte',
      'Alix Fabre',
      '23 janvier',
      'Camille Aubrac (maire), par courriel',
    ])
      expect(body).toContain(said);
    expect(body.match(/<form/g)?.length).toBe(1);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(headers['set-cookie']).toBeUndefined();
    await visitor.get(link);
    expect(received()).toEqual([]);
  });

  it('puts on record by its POST that the message came; a second time says so', async () => {
    const { visitor, link, received, tokenBy } = await tested();
    const done = await visitor.post(link, {});
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('Camille Aubrac, les alertes de crue (Coursan) vous arrivent par courriel');
    expect(received()).toHaveLength(1);
    for (const again of [await visitor.post(link, {}), await visitor.get(link)]) {
      expect(again.statusCode).toBe(409);
      expect(again.body).toContain('C’est déjà noté');
      expect(again.body).not.toContain('<form method');
      expect(again.headers['referrer-policy']).toBe('no-referrer');
    }
    expect(received()).toHaveLength(1);
    const byText = await visitor.post(`/en/received/${tokenBy('sms')}`, {});
    expect(byText.body).toContain('reach you by text message');
    expect(received()).toHaveLength(2);
  });

  it('after seven days says so kindly, and changes nothing', async () => {
    const { visitor, link, received, clock } = await tested();
    clock.advanceTo(NOW + 7 * DAY_MS);
    for (const late of [await visitor.post(link, {}), await visitor.get(link)]) {
      expect(late.statusCode).toBe(410);
      expect(late.body).toContain('Ce lien ne sert plus');
      expect(htmlFaults(late.body)).toEqual([]);
    }
    expect(received()).toEqual([]);
  });

  it('acknowledges no alert, and the link of an alert confirms no test', async () => {
    const { visitor, tokenBy, doors, received } = await tested();
    const event = doors.journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'raised')!;
    const answer = answerToken({ event: event.id, contact: 'coursan-mayor' }, linkKey);
    const before = doors.journal.state('coursan');
    for (const path of [`/fr/acknowledge/${tokenBy('email')}`, `/fr/received/${answer}`, '/fr/received/x']) {
      expect((await visitor.post(path, {})).statusCode).toBe(404);
      expect((await visitor.get(path)).statusCode).toBe(404);
    }
    expect(doors.journal.state('coursan')).toEqual(before);
    expect(received()).toEqual([]);
  });

  it.each(['fr', 'en'])('is a sound page in %s', async (language) => {
    const { visitor, tokenBy } = await tested();
    const { body } = await visitor.get(`/${language}/received/${tokenBy('sms')}`);
    expect(htmlFaults(body)).toEqual([]);
    expect(htmlFaults((await visitor.post(`/${language}/received/${tokenBy('sms')}`, {})).body)).toEqual([]);
  });
});

/** The rows of the table as text. */
function rowsOf(body: string): string[] {
  const [, table = ''] = body.split('id="reached"');
  const text = (html: string) =>
    html
      .replaceAll('<wbr>', '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&nbsp;', ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  return [...table.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => text(row));
}

describe('whom messages reach, on the page of staff', () => {
  it('tells of each contact by each way, those who never confirmed first', async () => {
    const { app, doors, visitor, link, clock } = await tested();
    const [mail, text] = doors.tests.outcomes(`test:coursan:coursan-mayor:${new Date(NOW).toISOString()}`);
    doors.journal.settle(mail!.id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: '250' });
    doors.journal.settle(text!.id, { status: 'dropped', attempts: 1, reason: 'no credit <left>' });
    await visitor.post(link, {});
    const staff = await logIn(app, 'staff-aude');
    const rows = rowsOf((await staff.get(staffPage)).body);
    expect(rows).toHaveLength(7);
    const first = rows.findIndex((row) => row.includes('no credit'));
    expect(rows[first]).toMatch(
      /^Camille Aubrac \(maire\), Coursan SMS \+33…678 ✗ refusé , jeu. 23 janvier 2020 no credit &lt;left&gt; ! Jamais confirmé$/,
    );
    expect(rows[0]).toMatch(/Jamais essayé ! Jamais confirmé$/);
    expect(rows.at(-1)).toMatch(
      /^Camille Aubrac \(maire\), Coursan Courriel m…@\S+ ✓ accepté, jeu. 23 janvier 2020 ✓ jeu. 23 janvier 2020$/,
    );
    expect((await staff.get(staffPage)).body).toContain('À essayer&nbsp;: 6 sur 7');

    clock.advanceTo(NOW + 365 * DAY_MS);
    const later = (await logIn(app, 'staff-aude', 'en')).get('/en/staff/test-message');
    expect(rowsOf((await later).body).at(-1)).toMatch(/! More than a year ago , Thu 23 January 2020$/);
  });

  it('shows and tries the contacts of their own communes only', async () => {
    const { app, doors } = await tested();
    const staff = await logIn(app, 'staff-lagrasse');
    const { body } = await staff.get(staffPage);
    expect(rowsOf(body)).toHaveLength(2);
    expect(body).not.toContain('Coursan');
    const token = await staff.token(staffPage);
    const before = doors.journal.deliveries('coursan', 99).length;
    expect((await staff.get(`${staffPage}/all?commune=coursan`)).statusCode).toBe(404);
    expect((await staff.post(`${staffPage}/all`, { commune: 'coursan' }, { token })).statusCode).toBe(404);
    expect((await staff.get(`${staffPage}?all=coursan`)).body).not.toContain('Le TEST est parti');
    expect(doors.journal.deliveries('coursan', 99)).toHaveLength(before);
    const mayor = await logIn(app, 'mayor-coursan');
    expect((await mayor.get(`${staffPage}/all?commune=coursan`)).statusCode).toBe(404);
  });

  it('a test to all asks first, then goes to each contact of the commune', async () => {
    const { app, doors, clock } = await tested();
    clock.advanceTo(NOW + DAY_MS);
    const staff = await logIn(app, 'staff-aude');
    const tests = () => doors.journal.deliveries('coursan', 99).filter(({ test }) => test).length;
    const asked = await staff.get(`${staffPage}/all?commune=coursan`);
    expect(asked.body).toContain('Envoyer un TEST à tous les contacts, Coursan');
    expect(htmlFaults(asked.body)).toEqual([]);
    expect(tests()).toBe(2);
    expect((await staff.post(`${staffPage}/all`, { commune: 'coursan' })).statusCode).toBe(403);
    const token = await staff.token(`${staffPage}/all?commune=coursan`);
    for (let press = 0; press < 2; press += 1) {
      const sent = await staff.post(`${staffPage}/all`, { commune: 'coursan' }, { token });
      expect([sent.statusCode, sent.headers.location]).toEqual([303, `${staffPage}?all=coursan`]);
    }
    expect(tests()).toBe(5);
    const after = (await staff.get(`${staffPage}?all=coursan`)).body;
    expect(after).toMatch(/http-equiv="refresh".*Le TEST est parti à 2 contacts \(Coursan\)/s);
    expect(htmlFaults(after)).toEqual([]);
    expect(doors.record.recent('coursan', 2).map(({ action }) => action)).toEqual(['message.tested', 'message.tested']);
  });

  it('of many communes shows whom to try, and folds who is sure', async () => {
    const { doors, visitor, link } = await tested();
    await visitor.post(link, {});
    const rows = doors.receipts.ofCommune('coursan');
    const reached = Array.from({ length: 21 }, (_, index) =>
      rows.map((each) => ({ ...each, commune: { ...each.commune, id: `ville-${index}` } })),
    ).flat();
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only: null }));
    const [open = '', folded = ''] = body.split('<details>');
    expect(open.match(/Jamais confirmé/g)).toHaveLength(42);
    expect(folded).toContain('Confirmé depuis moins d’un an (21)');
    expect(folded.match(/<th scope="row">/g)).toHaveLength(21);
    expect(body).toContain('À essayer : 42 sur 63');
  });

  it('of hundreds of contacts lists the first, those who were refused before all others, and the others by commune', async () => {
    const { doors, visitor, link } = await tested();
    const [, text] = doors.tests.outcomes(`test:coursan:coursan-mayor:${new Date(NOW).toISOString()}`);
    doors.journal.settle(text!.id, { status: 'dropped', attempts: 1, reason: 'no credit' });
    await visitor.post(link, {});
    const rows = doors.receipts.ofCommune('coursan');
    const communes = Array.from({ length: 40 }, (_, index) => ({
      ...rows[0]!.commune,
      id: `ville-${index}`,
      name: `Ville ${index}`,
    }));
    const reached = communes.flatMap((commune) => rows.map((each) => ({ ...each, commune })));
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only: null }));
    const [open = '', ...folds] = body.split('<details>');
    expect(rowsOf(open)).toHaveLength(50);
    expect(rowsOf(open).filter((row) => row.includes('no credit'))).toHaveLength(40);
    expect(rowsOf(open).slice(0, 40).join()).not.toContain('Jamais essayé');
    expect(body).toContain('À essayer : 80 sur 120');
    expect(body).toContain('Liste limitée à 50');
    expect(folds.at(-1)).toContain('href="/fr/staff/test-message?commune=ville-39"');
    expect(body.indexOf('/staff/test-message/all')).toBeLessThan(body.indexOf('id="reached"'));

    const one = String(await reachedSection(speeches.fr, { reached, now: NOW, only: communes[39]! }));
    expect(rowsOf(one)).toHaveLength(3);
    expect(one).toContain('Qui reçoit les messages – Ville 39');
    expect(one).toContain('À essayer : 2 sur 3');
    expect(one).not.toContain('Liste limitée à 50');
  });

  it.each([
    ['of twenty communes', 20, false],
    ['of one of many that was chosen', 30, true],
  ])('%s lists everybody, however many they are', async (_, count, isChosen) => {
    const { doors } = await tested();
    const rows = doors.receipts.ofCommune('coursan');
    const communes = Array.from({ length: count }, (_, index) => ({ ...rows[0]!.commune, id: `ville-${index}` }));
    const reached = communes.flatMap((commune) =>
      Array.from({ length: 20 }, () => rows)
        .flat()
        .map((each) => ({ ...each, commune })),
    );
    const only = isChosen ? communes[3]! : null;
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only }));
    expect(rowsOf(body)).toHaveLength(isChosen ? 60 : 1200);
    expect(body).not.toContain('Liste limitée à 50');
  });

  it('says below the list that was cut, and below no other, that it was', async () => {
    const { doors } = await tested();
    const [row] = doors.receipts.ofCommune('coursan');
    const reached = Array.from({ length: 63 }, (_, index) => ({
      ...row!,
      commune: { ...row!.commune, id: `ville-${index}` },
      receivedAt: index < 3 ? null : NOW,
    }));
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only: null }));
    const [open = '', folded = '', links = ''] = body.split('<details>');
    expect([open, folded, links].map((part) => part.split('<th scope="row">').length - 1)).toEqual([3, 50, 0]);
    expect([open, folded, links].map((part) => part.includes('Liste limitée à 50'))).toEqual([false, true, false]);
    expect(folded.indexOf('Liste limitée à 50')).toBeLessThan(folded.indexOf('</details>'));
  });

  it('a refusal since the person confirmed is not folded away', async () => {
    const { doors, visitor, link, clock } = await tested();
    clock.advanceTo(NOW + MINUTE_MS);
    doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' });
    const [mail] = doors.tests.outcomes(`test:coursan:coursan-mayor:${new Date(NOW + MINUTE_MS).toISOString()}`);
    await visitor.post(link, {});
    doors.journal.settle(mail!.id, { status: 'dropped', attempts: 1, reason: 'no such mailbox' });
    const rows = doors.receipts.ofCommune('coursan');
    const reached = Array.from({ length: 21 }, (_, index) =>
      rows.map((each) => ({ ...each, commune: { ...each.commune, id: `ville-${index}` } })),
    ).flat();
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only: null }));
    expect(body).not.toContain('Confirmé depuis moins d’un an');
    expect(rowsOf(body)[0]).toMatch(/✗ refusé , jeu\. 23 janvier 2020 no such mailbox ✓ jeu\. 23 janvier 2020$/);
    expect(body).toContain('À essayer : 63 sur 63');
  });

  it('a call confirms nothing, and waits for nobody to confirm it: of many only one that failed is listed', async () => {
    const { doors } = await tested();
    const [mail] = doors.receipts.ofCommune('coursan');
    const taken = { status: 'sent', attempts: 1, sentAt: NOW, providerId: null } as const;
    const failed = { status: 'dropped', attempts: 1, reason: 'engaged' } as const;
    const reached = Array.from({ length: 30 }, (_, index) => {
      const commune = { ...mail!.commune, id: `ville-${index}` };
      const delivery = index === 7 ? failed : taken;
      const call = { ...mail!, commune, way: 'voice' as const, tried: { at: NOW, delivery, isConfirmed: false } };
      return [{ ...mail!, commune, receivedAt: index < 3 ? NOW : null }, index === 9 ? { ...call, tried: null } : call];
    }).flat();
    const body = String(await reachedSection(speeches.fr, { reached, now: NOW, only: null }));
    expect(body).toContain('À essayer : 27 sur 30');
    expect(body).toContain('Confirmé depuis moins d’un an (3)');
    const calls = rowsOf(body).filter((row) => row.includes('Appel'));
    expect(calls).toEqual([expect.stringContaining('engaged')]);
    expect(rowsOf(body)[0]).toEqual(calls[0]);
    const only = String(await reachedSection(speeches.fr, { reached, now: NOW, only: reached[0]!.commune }));
    expect(only).toContain('Tous ont confirmé depuis moins d’un an');
    expect(rowsOf(only).filter((row) => row.includes('Appel'))).toHaveLength(1);
  });

  it('whose last test is reported lost is sure once the person says that this very one came', async () => {
    const { doors, visitor, link } = await tested();
    const [mail] = doors.tests.outcomes(`test:coursan:coursan-mayor:${new Date(NOW).toISOString()}`);
    doors.journal.settle(mail!.id, { status: 'dropped', attempts: 1, reason: 'no such mailbox' });
    const toTry = async () => {
      const reached = doors.receipts.ofCommune('coursan').slice(0, 1);
      return String(await reachedSection(speeches.en, { reached, now: NOW, only: null })).includes('refused since');
    };
    expect(await toTry()).toBe(true);
    await visitor.post(link, {});
    expect(await toTry()).toBe(false);
  });

  it('shows the contacts of the commune to all of whom a test went', async () => {
    const { app } = await tested();
    const staff = await logIn(app, 'staff-aude');
    const { body } = await staff.get(`${staffPage}?commune=lagrasse`);
    expect(rowsOf(body)).toHaveLength(2);
    expect(htmlFaults(body)).toEqual([]);
    const token = await staff.token(`${staffPage}/all?commune=lagrasse`);
    await staff.post(`${staffPage}/all`, { commune: 'lagrasse' }, { token });
    expect(rowsOf((await staff.get(`${staffPage}?all=lagrasse`)).body)).toHaveLength(2);
  });
});
