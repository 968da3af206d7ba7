import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { answersTo } from '../../src/http/views/exercise-answers.ts';
import { viewTold } from '../../src/http/views/told-view.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { createExerciseAnswers } from '../../src/notification/exercise/exercise-answers.ts';
import type { Issuer } from '../../src/notification/words/letterhead.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld, flood, linkKey, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const plan = {
  steps: [{ level: 'act' as const, afterMin: 0 }],
  lastsMin: 60,
  reason: 'Exercice annuel du PCS',
};

async function played(kind: Issuer['kind'] = 'operational') {
  const world = createWorld({ kind });
  const { doors, clock } = world;
  const pass = (ms: number) => clock.advanceTo(clock.now() + ms);
  doors.exercises.start('coursan', plan, { person: 'mayor-coursan', residents: false });
  const app = createServer(doors);
  const visitor = await logIn(app, 'mayor-coursan');
  const eventAt = (index: number) => doors.exercises.events('coursan', 9)[index]!;
  const linkOf = (contact: string, index = 0) =>
    `/fr/acknowledge/exercise/${answerToken({ event: eventAt(index).id, contact }, linkKey)}`;
  const post = (url: string) => app.inject({ method: 'POST', url });
  const linesOf = () => doors.record.ofAction('coursan', 'exercise.answered');
  return { ...world, world, pass, app, visitor, eventAt, linkOf, post, linesOf };
}

const plain = (body: string) => body.replaceAll(/<[^>]*>|&nbsp;|\s/g, ' ').replaceAll(/ +/g, ' ');

describe('the link in a message of an exercise', () => {
  it('shows that it is an exercise and one button, and changes nothing before it is pressed', async () => {
    const { app, linkOf, linesOf } = await played();
    const shown = await app.inject(linkOf('coursan-mayor'));
    expect([shown.statusCode, shown.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    expect(shown.body).toMatch(/<title>EXERCICE[^]*<h1>EXERCICE, Coursan&nbsp;: vous en occupez-vous/);
    expect(plain(shown.body)).toContain('Ceci n’est pas une vraie alerte.');
    expect(plain(shown.body)).toContain('Exercice annuel du PCS');
    expect(shown.body.match(/<form method="post"/g)).toHaveLength(1);
    expect(linesOf()).toEqual([]);
  });

  it('puts on record who answered and when, once for each level that was played, and shows how long it took', async () => {
    const { pass, visitor, post, linkOf, linesOf, doors, eventAt } = await played();
    const before = plain((await visitor.get('/fr/mayor/coursan/exercise')).body);
    expect(before).toMatch(/Qui a répondu .*Camille Aubrac ▲ Agir jeu\. 23, 3 h 00 pas de réponse/);
    pass(4 * MINUTE_MS);
    const done = await post(linkOf('coursan-mayor'));
    expect([done.statusCode, plain(done.body)]).toEqual([200, expect.stringContaining('au bout de 4 min')]);
    pass(MINUTE_MS);
    expect(plain((await post(linkOf('coursan-mayor'))).body)).toContain('au bout de 4 min');
    expect(linesOf()).toEqual([
      expect.objectContaining({
        at: NOW + 4 * MINUTE_MS,
        actor: { person: 'coursan-mayor' },
        detail: { exercise: eventAt(0).alert, level: 'act', askedAt: NOW },
      }),
    ]);
    const shown = plain((await visitor.get('/fr/mayor/coursan/exercise')).body);
    expect(shown).toMatch(/Qui a répondu .*Camille Aubrac ▲ Agir jeu\. 23, 3 h 00 3 h 04, au bout de 4 min/);
    const { answers } = (await visitor.get('/api/v1/communes/coursan/exercise')).json();
    expect(answers).toContainEqual({
      event: eventAt(0).id,
      contact: 'coursan-mayor',
      answeredAt: new Date(NOW + 4 * MINUTE_MS).toISOString(),
    });
    // Another exercise is another question.
    doors.exercises.end('coursan', 'mayor-coursan');
    doors.exercises.start('coursan', plan, { person: 'mayor-coursan', residents: false });
    await post(linkOf('coursan-mayor', 2));
    expect(linesOf().map(({ detail }) => detail['exercise'])).toEqual([eventAt(2).alert, eventAt(0).alert]);
  });

  it('is on the page of the mayor too, which says nothing of it beside a real alert', async () => {
    const { pass, visitor, post, linkOf, doors, eventAt, world } = await played();
    const row = async () => {
      const { body } = await visitor.get('/fr/mayor/coursan');
      return /Qui a été prévenu.*?Camille Aubrac \(maire\) (.*?)EXERCICE/.exec(plain(body))?.[1]?.trim();
    };
    const tell = (index: number) =>
      doors.journal.enqueue({
        ...rowOf(eventAt(index).id, { kind: 'contact', id: 'coursan-mayor' }),
        subject: 'EXERCICE',
        createdAt: eventAt(index).at,
      });
    tell(0);
    expect(await row()).toBe('jeu. 23, 3 h 00 pas de réponse');
    pass(4 * MINUTE_MS);
    await post(linkOf('coursan-mayor'));
    const answered = 'jeu. 23, 3 h 00 ✓ jeu. 23, 3 h 04';
    expect(await row()).toBe(answered);
    // Whoever hears of the end last has answered all the same.
    doors.exercises.end('coursan', 'mayor-coursan');
    tell(1);
    expect(await row()).toBe(answered);
    await flood(world);
    expect(await row()).toBe('jeu. 23, 2 h 40 … pas encore');
  });

  it('is taken after the end too, as who answered late is told by the page, but not a day later', async () => {
    const { pass, app, post, linkOf, linesOf, doors } = await played();
    doors.exercises.end('coursan', 'mayor-coursan');
    pass(2 * HOUR_MS);
    await post(linkOf('coursan-mayor'));
    expect(linesOf()).toHaveLength(1);
    pass(22 * HOUR_MS);
    for (const answer of [await app.inject(linkOf('coursan-deputy')), await post(linkOf('coursan-deputy'))])
      expect([answer.statusCode, plain(answer.body)]).toEqual([
        410,
        expect.stringContaining('EXERCICE : ce lien ne sert plus'),
      ]);
    expect(linesOf()).toHaveLength(1);
  });

  it('answers nothing real, nor does the link of a real alert answer an exercise', async () => {
    const world = await played();
    const { app, post, linkOf, linesOf, doors } = world;
    const token = linkOf('coursan-mayor').split('/').at(-1)!;
    await post(linkOf('coursan-deputy'));
    await flood(world);
    for (const answer of [
      await app.inject(linkOf('coursan-mayor')),
      await post(linkOf('coursan-mayor')),
      await post(linkOf('coursan-deputy')),
    ]) {
      expect([answer.statusCode, plain(answer.body)]).toEqual([
        409,
        expect.stringContaining('Une vraie alerte est en vigueur, Coursan'),
      ]);
      expect(answer.body).not.toMatch(/EXERCICE|pas une vraie/);
    }
    expect((await post(`/fr/acknowledge/${token}`)).statusCode).toBe(404);
    const real = answerToken(
      { event: doors.journal.events('coursan', { limit: 9 })[0]!.id, contact: 'coursan-mayor' },
      linkKey,
    );
    for (const wrong of [real, `${token}x`, 'x']) {
      expect((await app.inject(`/fr/acknowledge/exercise/${wrong}`)).statusCode).toBe(404);
      expect((await post(`/fr/acknowledge/exercise/${wrong}`)).statusCode).toBe(404);
    }
    expect(linesOf()).toHaveLength(1);
    expect(doors.journal.state('coursan')?.alert?.acknowledgements).toEqual([]);
  });

  it.each(['demonstration', 'exercise'] as const)('calls no alert real that is none: %s', async (kind) => {
    const world = await played(kind);
    const { app, post, linkOf } = world;
    await flood(world);
    for (const answer of [await app.inject(linkOf('coursan-mayor')), await post(linkOf('coursan-mayor'))]) {
      expect(answer.statusCode).toBe(409);
      expect(plain(answer.body)).toContain('Une alerte est en vigueur, Coursan Elle n’est pas réelle non plus.');
      expect(answer.body).not.toContain('Une vraie alerte');
    }
  });

  it('leads to the page of the exercise, as a text message has no other link', async () => {
    const { app, linkOf } = await played();
    expect((await app.inject(linkOf('coursan-mayor'))).body).toContain('href="/fr/mayor/coursan/exercise"');
  });

  it('is held against the record once, however many were asked by however many levels', async () => {
    const { doors, eventAt } = await played();
    let reads = 0;
    const record = {
      ...doors.record,
      ofAction: (...of: Parameters<typeof doors.record.ofAction>) => {
        reads += 1;
        return doors.record.ofAction(...of);
      },
    };
    const exerciseAnswers = createExerciseAnswers({ ...doors, exerciseStore: { event: () => null }, record, linkKey });
    const events = Array.from({ length: 9 }, () => doors.exercises.events('coursan', 1)).flat();
    expect(answersTo({ exerciseAnswers, told: doors.told }, 'coursan', events)).not.toEqual([]);
    expect(reads).toBe(1);
    // So it is on the page of the mayor, which is looked at most.
    const coursan = doors.communes.get('coursan')!;
    for (const { id } of coursan.contacts) doors.journal.enqueue(rowOf(eventAt(0).id, { kind: 'contact', id }));
    const { contacts } = viewTold({ ...doors, exerciseAnswers }, coursan);
    expect(contacts.map((each) => each.played?.answeredAt)).toEqual([null, null]);
    expect(reads).toBe(2);
  });

  it('asks nothing by what lowers or ends it', async () => {
    const { app, linkOf, doors } = await played();
    doors.exercises.end('coursan', 'mayor-coursan');
    expect((await app.inject(linkOf('coursan-mayor', 1))).statusCode).toBe(404);
  });
});
