import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { replyCode } from '../../src/notification/asked/question.ts';
import { signId } from '../../src/people/signed-link.ts';
import { createWorld, flood, linkKey, REPLY_SECRET } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const phone = '+33612345678';

/** A town with a gateway for text messages alone; residents of before are still subscribed. */
async function town(to: 'act' | 'danger' = 'act') {
  const world = createWorld({}, { 'coursan-mayor': phone });
  await flood(world, to);
  const doors = { ...world.doors, ways: new Set(['log', 'sms'] as const) };
  return { ...world, doors, app: createServer(doors) };
}

describe('a town that sends no mail', () => {
  it('invites no resident to subscribe, on no page', async () => {
    const { app } = await town();
    const bodyOf = async (path: string) => (await app.inject(path)).body;
    for (const path of ['/fr/', '/fr/communes/lagrasse', '/fr/communes/coursan'])
      expect(await bodyOf(path)).not.toMatch(/inscrire|recevoir les alertes/);
    for (const path of ['/en/', '/en/communes/lagrasse', '/en/communes/coursan'])
      expect(await bodyOf(path)).not.toMatch(/subscribe|get alerts/i);
  });

  it('leads nobody without JavaScript to notifications, where they are all that it offers', async () => {
    const { doors } = await town();
    const app = createServer({ ...doors, webPush: { publicKey: 'BA', services: ['push.example.org'] } });
    const bodyOf = async (path: string) => (await app.inject(path)).body;
    const path = '/fr/communes/coursan';
    expect(await bodyOf(path)).toContain('<a id="to-push" hidden href="#push">');
    expect(await bodyOf(path)).not.toContain('href="#subscribe"');
    expect(await bodyOf(`${path}?follow=1`)).not.toMatch(/#push|#subscribe/);
  });

  it('promises the mayor no message to residents: not when telling them, nor when it was a mistake, nor in an exercise', async () => {
    const { app, doors } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const page = async () => (await mayor.get('/fr/mayor/coursan')).body;
    expect(await page()).toContain('La page publique le dira aussitôt');
    expect(await page()).not.toContain('Un message envoyé');
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    expect(await page()).toContain('Les habitants l’apprennent aussitôt');
    // Before any alert: amid one none can be begun.
    const before = createServer({ ...createWorld().doors, ways: doors.ways });
    const exercise = (await (await logIn(before, 'mayor-coursan')).get('/fr/mayor/coursan/exercise')).body;
    expect(exercise).toContain('Prévenir aussi les habitants<');
    expect(exercise).not.toMatch(/inscrits|inscrites|reçoivent les messages/);
  });

  it('that texts residents promises the mayor that message, and says to how many', async () => {
    const { doors } = await town();
    const residentTexts = { country: '+33', prefixes: ['+33'], perMinute: 30, requestsPerDay: 100 };
    for (const id of ['d', 'e']) {
      const request = { way: 'sms', address: `+3361111111${id}`, language: 'fr', quietHours: null } as const;
      doors.subscriptions.request({ ...request, id, commune: 'coursan', requestedAt: 1, confirmedAt: 1 }, id);
    }
    const mayor = await logIn(createServer({ ...doors, residentTexts }), 'mayor-coursan');
    const page = (await mayor.get('/fr/mayor/coursan')).body;
    expect(page).toContain('Les 2 personnes inscrites (par SMS) et la page publique recevront');
    expect(page).toContain('Un message envoyé ne se reprend pas');
    // Those who had subscribed by mail get nothing.
    expect(page).toContain('3 personnes inscrites par un moyen qui n’est plus en service ne reçoivent rien');
    expect(page).not.toContain('Aucun serveur de courriel');
  });

  it('has no message that goes out by itself: the public page tells residents', async () => {
    const { app } = await town('danger');
    const mayor = await logIn(app, 'mayor-coursan');
    const { body } = await mayor.get('/fr/mayor/coursan');
    expect(body).toContain('Sans décision, les habitants seront prévenus quand même');
    expect(body).not.toContain('part tout seul');
  });

  it('names no next one and no time where nothing goes out to contacts', async () => {
    const { doors } = await town();
    const told = async (ways: Set<'log' | 'sms'>) =>
      (await (await logIn(createServer({ ...doors, ways }), 'mayor-coursan')).get('/fr/mayor/coursan')).body;
    expect(await told(new Set(['log', 'sms']))).toContain('Sans réponse à');
    const alone = await told(new Set(['log']));
    expect(alone).toContain('aucun message ne part d’ici');
    expect(alone).not.toContain('Sans réponse à');
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    expect(await told(new Set(['log', 'sms']))).toContain('la suivante est prévenue');
    expect(await told(new Set(['log']))).not.toContain('la suivante est prévenue');
  });

  it('does not tell residents that the town hall was told, which nobody knows who sends no message', async () => {
    const { doors } = await town();
    const app = createServer({ ...doors, ways: new Set(['log'] as const) });
    for (const path of ['/fr/communes/coursan', '/en/communes/coursan'])
      expect((await app.inject(path)).body).not.toMatch(/mairie est prévenue|town hall has been warned/);
  });

  it('promises those who decide no message where only browsers of residents are told', async () => {
    const { doors } = await town();
    const app = createServer({ ...doors, ways: new Set(['log', 'push'] as const) });
    const amid = (await (await logIn(app, 'mayor-coursan')).get('/fr/mayor/coursan')).body;
    expect(amid).toContain('aucun message ne part d’ici');
    expect(amid).not.toContain('Sans réponse à');
    expect((await (await logIn(app, 'staff-aude')).get('/fr/mayor/lagrasse')).body).not.toContain('vous préviendra');
  });

  it('promises nobody a message where it has no gateway either', async () => {
    const { doors } = await town();
    const quiet = async (ways: 'sms' | null) => {
      const set = new Set(['log', ...(ways ? [ways] : [])] as const);
      return (await (await logIn(createServer({ ...doors, ways: set }), 'staff-aude')).get('/fr/mayor/lagrasse')).body;
    };
    expect(await quiet('sms')).toContain('Un message vous préviendra');
    expect(await quiet(null)).toContain('Aucun message ne part d’ici');
  });

  it('confirms no subscription that was asked for before; whoever subscribed can still leave', async () => {
    const { app, doors } = await town();
    doors.requestSubscription('coursan', {
      way: 'email',
      address: 'ines@example.org',
      language: 'fr',
      quietHours: null,
    });
    const confirm = '/fr/subscriptions/confirm/token-1';
    for (const method of ['GET', 'POST'] as const) {
      const { statusCode, body } = await app.inject({ method, url: confirm });
      expect([statusCode, body]).toEqual([410, expect.stringContaining('Pas d’alerte par courriel ici')]);
    }
    expect(doors.subscriptions.find('sub-1')?.confirmedAt).toBeNull();
    const leave = `/fr/subscriptions/leave/${signId('leave', 'a', linkKey)}`;
    const shown = (await app.inject(leave)).body;
    expect(shown).toContain('Aucun courriel ne part de ce site.');
    expect(shown).not.toContain('/subscriptions/change/');
    await app.inject({ method: 'POST', url: leave });
    expect(doors.subscriptions.find('a')).toBeNull();
  });

  it('sends whoever typed too many wrong codes to no mail', async () => {
    const { app, doors } = await town();
    const event = doors.journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'raised')!;
    const code = Number(replyCode({ event: event.id, contact: 'coursan-mayor' }, linkKey));
    const wrong = String((code + 1) % 10_000).padStart(4, '0');
    const say = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/replies',
        headers: { authorization: `Bearer ${REPLY_SECRET}` },
        payload: { from: phone, text: `OUI ${wrong}` },
      });
    for (let turn = 0; turn < 5; turn += 1) await say();
    expect((await say()).json().text).toBe('Trop de codes faux. Réessayez dans 60 min.');
  });
});
