import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld, linkKey, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const plan = (reason: string) => ({ steps: [{ level: 'act' as const, afterMin: 0 }], lastsMin: 60, reason });
const plain = (body: string) => body.replaceAll(/<[^>]*>|&nbsp;|\s/g, ' ').replaceAll(/ +/g, ' ');

/** Two exercises, a hundred days apart; the first was answered after four minutes and told to residents from then on. */
async function heldTwo() {
  const world = createWorld();
  const { doors, clock } = world;
  const app = createServer(doors);
  const visitor = await logIn(app, 'mayor-coursan');
  const { exercises } = doors;
  const pass = (ms: number) => clock.advanceTo(clock.now() + ms);
  exercises.start('coursan', plan('Exercice de printemps'), { person: 'mayor-coursan', residents: false });
  const [spring] = exercises.held('coursan', { limit: 9 });
  pass(4 * MINUTE_MS);
  const token = answerToken({ event: spring!.id, contact: 'coursan-mayor' }, linkKey);
  await app.inject({ method: 'POST', url: `/fr/acknowledge/exercise/${token}` });
  exercises.widen('coursan', 'mayor-coursan');
  pass(16 * MINUTE_MS);
  exercises.end('coursan', 'mayor-coursan');
  pass(100 * DAY_MS);
  exercises.start('coursan', plan('Exercice d’été'), { person: 'staff-aude', residents: false });
  pass(MINUTE_MS);
  exercises.end('coursan', 'staff-aude');
  const [summer] = exercises.held('coursan', { limit: 9 });
  return { ...world, app, visitor, pass, spring: spring!.alert!, summer: summer!.alert! };
}

describe('the exercises of a commune', () => {
  it('are listed with who led them, why, and how many answered; the last one stands above in full', async () => {
    const { visitor, spring, summer } = await heldTwo();
    const { body } = await visitor.get('/fr/mayor/coursan/exercise');
    expect(plain(body)).toMatch(/Le dernier exercice .*Exercice d’été/);
    expect(plain(body)).toMatch(
      /Exercices précédents .*jeu\. 23 janvier 2020, 3 h 00 Exercice de printemps .*1 sur \d/,
    );
    expect(body).toContain(`href="/fr/mayor/coursan/exercise/${spring}"`);
    expect(plain(body).match(/Exercice d’été/g)).toHaveLength(1);
    expect(body).toContain(`href="/fr/mayor/coursan/exercise/${summer}"`);
    const { body: listed } = await visitor.get('/api/v1/communes/coursan/exercises');
    expect(JSON.parse(listed)).toEqual([
      expect.objectContaining({ id: summer, person: 'staff-aude', reason: 'Exercice d’été', answered: 0 }),
      expect.objectContaining({ id: spring, startedAt: iso(NOW), person: 'mayor-coursan', answered: 1 }),
    ]);
    const older = await visitor.get(`/api/v1/communes/coursan/exercises?before=${iso(NOW + 1)}`);
    expect(older.json()).toEqual([expect.objectContaining({ id: spring })]);
    expect((await visitor.get('/api/v1/communes/coursan/exercises?before=spring')).statusCode).toBe(400);
  });

  it('are left one page after the other, fifty at a time, and found again', async () => {
    const { doors, visitor, pass } = await heldTwo();
    for (let each = 0; each < 52; each++) {
      pass(DAY_MS);
      doors.exercises.start('coursan', plan(`Exercice du jour ${each}.`), { person: 'staff-aude', residents: false });
      doors.exercises.end('coursan', 'staff-aude');
    }
    const { body } = await visitor.get('/fr/mayor/coursan/exercise');
    expect(body).toContain('Exercice du jour 51.');
    expect(body).toContain('Exercice du jour 2.');
    expect(body).not.toContain('Exercice du jour 1.');
    const [, before] = /\/fr\/mayor\/coursan\/exercise\?before=(\d+)"/.exec(body)!;
    const { body: older } = await visitor.get(`/fr/mayor/coursan/exercise?before=${before}`);
    expect(older).toContain('Exercice du jour 1.');
    expect(older).toContain('Exercice de printemps');
    expect(older).not.toContain('Exercices plus anciens');
    expect(older).toContain('href="/fr/mayor/coursan/exercise"');
  });

  it('are none of another commune’s, nor of whoever may run none', async () => {
    const { app, doors, visitor, spring } = await heldTwo();
    for (const path of [`/fr/mayor/trebes/exercise/${spring}`, `/api/v1/communes/trebes/exercises/${spring}`]) {
      expect((await visitor.get(path)).statusCode).toBe(404);
      const staff = await logIn(app, 'staff-aude');
      expect((await staff.get(path)).statusCode).toBe(404);
    }
    expect(doors.exercises.eventsOf({ commune: 'trebes', id: spring })).toEqual([]);
    expect((await app.inject(`/api/v1/communes/coursan/exercises/${spring}`)).statusCode).toBe(401);
  });
});

describe('the report of an exercise', () => {
  it('says when it began and ended, who led it, who was told and answered, and what was written for it, then and since', async () => {
    const { visitor, spring, doors } = await heldTwo();
    doors.journal.enqueue(rowOf(`${spring}:1`, { kind: 'contact', id: 'coursan-mayor' }));
    const url = `/fr/mayor/coursan/log?exercise=${spring}`;
    const form = (await visitor.get(url)).body;
    expect(form).toMatch(new RegExp(`name="exercise" value="${spring}" checked`));
    const text = 'Le téléphone de l’astreinte était déchargé.';
    const entry = { kind: 'observation', text, exercise: spring, asked: 'yes' };
    const token = await visitor.token(url);
    expect((await visitor.post('/fr/mayor/coursan/log', entry, { token })).statusCode).toBe(303);
    const { body } = await visitor.get(`/fr/mayor/coursan/exercise/${spring}`);
    const read = plain(body);
    expect(body).toMatch(/<title>Bilan de l’exercice/);
    expect(read).toContain('EXERCICE : rien de ce qui suit n’était réel.');
    expect(read).toMatch(/Début jeu\. 23 janvier 2020, 3 h 00 .*Fin jeu\. 23 janvier 2020, 3 h 20 .*▲ Agir/);
    expect(read).toContain('Exercice de printemps');
    expect(read).toContain(
      'Les habitants devaient être prévenus aussi, selon Camille Aubrac, mais rien n’a été joué ensuite',
    );
    expect(read).toMatch(/Camille Aubrac ▲ Agir jeu\. 23, 3 h 00 3 h 04, au bout de 4 min/);
    expect(read).toContain(text);
    expect(read).not.toContain('Exercice d’été');
    const report = (await visitor.get(`/api/v1/communes/coursan/exercises/${spring}`)).json();
    expect(report).toMatchObject({
      endedAt: iso(NOW + 20 * MINUTE_MS),
      residentsBy: 'mayor-coursan',
      events: [{ kind: 'raised' }, { kind: 'closed' }],
      log: [{ text }],
    });
    expect(report.told[0].contacts).toEqual([expect.objectContaining({ person: 'coursan-mayor', channel: 'email' })]);
    expect(doors.journal.state('coursan')?.alert ?? null).toBe(null);
  });

  it('still names a contact who was removed since, and no one who came since', async () => {
    const { doors, visitor, spring } = await heldTwo();
    const coursan = doors.communes.get('coursan')!;
    const [mayor] = coursan.contacts;
    const contacts = [{ ...mayor!, id: 'coursan-mayor-2026', name: 'Dominique Neuf' }];
    Object.assign(coursan, { contacts });
    const { body } = await visitor.get(`/fr/mayor/coursan/exercise/${spring}`);
    expect(plain(body)).toMatch(/Qui a répondu .*coursan-mayor ▲ Agir jeu\. 23, 3 h 00 3 h 04, au bout de 4 min/);
    expect(body).not.toContain('Dominique Neuf');
  });

  it('says that residents were told where they were, and not where that was decided after all that was played', async () => {
    const { doors, visitor, spring, summer } = await heldTwo();
    doors.exercises.start('coursan', plan('Avec habitants'), { person: 'mayor-coursan', residents: true });
    const [autumn] = doors.exercises.held('coursan', { limit: 1 });
    const read = async (id: string) => plain((await visitor.get(`/fr/mayor/coursan/exercise/${id}`)).body);
    expect(await read(spring)).toContain('Les habitants devaient être prévenus aussi, selon Camille Aubrac');
    expect(await read(summer)).toContain('Les habitants n’ont pas été prévenus.');
    expect(await read(autumn!.alert!)).toContain('Les habitants ont été prévenus aussi, selon Camille Aubrac.');
  });

  it('says while it runs that it does', async () => {
    const { doors, visitor } = await heldTwo();
    doors.exercises.start('coursan', plan('Encore un'), { person: 'mayor-coursan', residents: false });
    const [runs] = doors.exercises.held('coursan', { limit: 1 });
    const url = `/fr/mayor/coursan/exercise/${runs!.alert}`;
    expect(plain((await visitor.get(url)).body)).toMatch(/Fin en cours/);
    doors.exercises.end('coursan', 'mayor-coursan');
    expect(plain((await visitor.get(url)).body)).not.toMatch(/Fin en cours/);
  });
});
