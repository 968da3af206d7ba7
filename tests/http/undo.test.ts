import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Webhook } from '../../src/notification/machines/webhook.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

async function town(webhooks: readonly Webhook[] = []) {
  const world = createWorld({}, {}, null, webhooks);
  await flood(world);
  const { journal, act } = world.doors;
  const goBlind = () => {
    const state = journal.state('coursan')!;
    const notSeen = { since: world.clock.now(), why: 'silent' as const, lostAt: 0, toldAt: 0 };
    const gauges = { coursan: { ...state.gauges['coursan']!, notSeen } };
    journal.commit({ state: { ...state, gauges }, events: [], outbox: [], record: [] });
  };
  return { ...world, app: createServer(world.doors), act, goBlind, state: () => journal.state('coursan')! };
}

async function read(visitor: { get(path: string): Promise<{ body: string }> }, path = '/fr/mayor/coursan') {
  return (await visitor.get(path)).body.replaceAll('&nbsp;', ' ');
}

/** What the form of a deed sends beside the session's token. */
function formOf(page: string, deed: string): Record<string, string> {
  const form = new RegExp(`action="[^"]*/${deed}">[^]*?</form>`).exec(page)?.[0] ?? '';
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries(fields.filter(([name]) => name !== '_csrf'));
}

describe('a message to residents that was a mistake', () => {
  it('is put right where it was sent, by whoever may send', async () => {
    const { app, act, state } = await town();
    act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const [mayor, staff] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'staff-aude')];
    const page = await read(mayor);
    expect(page).toMatch(/<details class="no-print"><summary>« Agir » est parti par erreur \?<\/summary>\s*<form/);
    expect(page).toContain('aucune consigne ne vaut pour l’instant');
    expect(await read(staff)).not.toContain('/mayor/coursan/correct');
    const staffToken = await staff.token('/fr/mayor/coursan');
    const strange = await staff.post('/fr/mayor/coursan/correct', { level: 'act' }, { token: staffToken });
    expect(strange.statusCode).toBe(404);

    const token = await mayor.token('/fr/mayor/coursan');
    const done = await mayor.post('/fr/mayor/coursan/correct', { level: 'act' }, { token });
    expect(done.headers.location).toBe('/fr/mayor/coursan?done=correct');
    expect(state().alert?.telling.told).toBe('normal');
    const after = await read(mayor, '/fr/mayor/coursan?done=correct');
    expect(after).toContain('C’est corrigé');
    expect(after).toContain('/mayor/coursan/release');
    expect(after).not.toContain('/mayor/coursan/correct');
    expect(after).toContain('Avertis jeudi 23 janvier, 3 h 00 (heure de Paris) que « Agir » était une erreur.');
    const shown = await read(mayor, '/fr/communes/coursan');
    expect(shown).toContain('Aucune consigne pour l’instant');
    expect(shown).not.toContain('Pas encore de consigne');
    expect(shown).toContain('Depuis jeudi 23 janvier, 3 h 00 (heure de Paris), le message « Agir » ne vaut plus');
    for (const list of ['/fr/', '/fr/staff', '/fr/staff/replay?commune=coursan&at=2020-01-23T03:00']) {
      const line = await read(staff, list);
      expect([list, line]).toEqual([
        list,
        expect.stringContaining(
          '<strong class="tag level-waiting"><span aria-hidden="true">…</span> Aucune consigne pour l’instant',
        ),
      ]);
    }
    const second = await mayor.post('/fr/mayor/coursan/correct', { level: 'act' }, { token });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('quelqu’un l’a déjà fait');
    const report = await read(staff, `/fr/staff/alerts/${state().alert!.id}/report`);
    expect(/Qui a répondu(.*?)<section>/s.exec(report)?.[1]).toContain('Parti par erreur, selon Camille Aubrac.');
  });
});

describe('an answer that was a mistake, or that somebody can no longer stand by', () => {
  it('is handed back by whoever may answer, and somebody else takes over', async () => {
    const { app, act, state } = await town();
    const [mayor, deputy] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'deputy-coursan')];
    expect(await read(mayor)).not.toContain('/mayor/coursan/hand-back');
    act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    const page = await read(deputy);
    expect(page).toMatch(/<details class="no-print"><summary>Plus personne ne s’en occupe \?<\/summary>\s*<form/);
    const token = await deputy.token('/fr/mayor/coursan');
    const seen = formOf(page, 'hand-back');
    const handBack = () => deputy.post('/fr/mayor/coursan/hand-back', seen, { token });
    expect((await handBack()).headers.location).toBe('/fr/mayor/coursan?done=hand-back');
    const after = await read(deputy, '/fr/mayor/coursan?done=hand-back');
    expect(after).toContain('Pour prendre le relais, répondez maintenant.');
    expect(after).toContain('selon Dominique Bosc');
    const again = await handBack();
    expect([again.statusCode, again.body.includes('Plus personne ne s’en occupe')]).toEqual([409, true]);
    await deputy.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
    expect(state().alert?.acknowledgements).toMatchObject([{ level: 'act', person: 'deputy-coursan' }]);
    const staff = await logIn(app, 'staff-aude');
    const replay = await read(staff, '/fr/staff/replay?commune=coursan&at=2020-01-23T03:00');
    expect(replay).toMatch(/<li>✓ [^<]*Dominique Bosc/);
    expect(replay).not.toMatch(/<li>✓ [^<]*Camille Aubrac/);
  });

  it('is handed back once: a press that comes twice, or from an older page, does not undo the answer of who took over', async () => {
    const { app, act, state, clock } = await town();
    const [mayor, deputy] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'deputy-coursan')];
    act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    const seen = formOf(await read(mayor), 'hand-back');
    const token = await mayor.token('/fr/mayor/coursan');
    const handBack = () => mayor.post('/fr/mayor/coursan/hand-back', seen, { token });
    expect((await handBack()).statusCode).toBe(303);
    clock.advanceTo(clock.now() + MINUTE_MS);
    act('coursan', { kind: 'acknowledge', level: 'act' }, 'deputy-coursan');
    const twice = await handBack();
    expect([twice.statusCode, twice.body.replaceAll('&nbsp;', ' ')]).toEqual([
      409,
      expect.stringContaining('Dominique Bosc s’en occupe déjà : réponse donnée à 3 h 01'),
    ]);
    expect(state().alert?.acknowledgements).toMatchObject([{ level: 'act', person: 'deputy-coursan' }]);

    const csrf = await deputy.token('/fr/mayor/coursan');
    const told = (await deputy.get('/api/v1/communes/coursan/told')).json<{ answer: { at: string } }>();
    const byApi = (answeredAt: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/communes/coursan/hand-back',
        headers: { cookie: deputy.cookie(), 'csrf-token': csrf },
        payload: { level: 'act', answeredAt },
      });
    expect((await byApi(seen['answeredAt']!)).statusCode).toBe(409);
    expect((await byApi(told.answer.at)).statusCode).toBe(204);
    expect(state().alert?.acknowledgements).toEqual([]);
  });
});

it('names with the button the sirens that hear of an end, of a mistake and of what goes on again, where residents were told', async () => {
  const siren = { id: 'siren', url: 'https://siren.example.org', tells: 'residents', secrets: [] } as const;
  const { app, act, goBlind } = await town([{ ...siren, communes: ['coursan'] }]);
  const mayor = await logIn(app, 'mayor-coursan');
  const hint = async (deed: string) => {
    const form = `<form method="post" action="/fr/mayor/coursan/${deed}">`;
    return /<p class="hint"[^>]*>([^<]*)/.exec((await read(mayor)).split(form)[1]!)?.[1];
  };
  const likewise = ' Le même message part à : machine « siren ».';
  const unseen = 'La station ne mesure plus : ne clôturez l’alerte que si quelqu’un est allé voir la rivière.';
  goBlind();
  expect(await hint('close')).toBe(unseen);
  act('coursan', { kind: 'close' }, 'mayor-coursan');
  expect(await hint('reopen')).not.toContain('siren');
  act('coursan', { kind: 'reopen' }, 'mayor-coursan');
  act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
  expect(await hint('correct')).toMatch(new RegExp(`encore les prévenir\\.${likewise}$`));
  expect(await hint('close')).toBe(`${unseen} Les habitants apprennent qu’elle est finie.${likewise}`);
  act('coursan', { kind: 'close' }, 'mayor-coursan');
  expect(await hint('reopen')).toMatch(new RegExp(`les habitants en sont avertis.*${likewise}$`));
});

describe('an alert that was closed by mistake', () => {
  it('is put in force again on the page that says that it is closed', async () => {
    const { app, act, state, goBlind } = await town();
    act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    goBlind();
    act('coursan', { kind: 'close' }, 'mayor-coursan');
    const [mayor, staff] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'staff-aude')];
    expect(await read(mayor)).toContain('Close par erreur ?');
    // Residents were told of it: whoever may not tell them may not tell them that it goes on.
    expect(await read(staff)).not.toContain('/mayor/coursan/reopen');
    const token = await mayor.token('/fr/mayor/coursan');
    for (let press = 0; press < 2; press += 1) {
      const { headers } = await mayor.post('/fr/mayor/coursan/reopen', {}, { token });
      expect(headers.location).toContain('?done=reopen');
    }
    expect(state().alert).toMatchObject({ level: 'act', telling: { told: 'act' } });
    expect(await read(mayor, '/fr/mayor/coursan?done=reopen')).toContain('L’alerte est de nouveau en vigueur');
  });

  it('is put in force by no page that shows the alert that was closed before it', async () => {
    const { app, act, state, goBlind, doors } = await town();
    goBlind();
    act('coursan', { kind: 'close' }, 'mayor-coursan');
    const [mayor, staff] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'staff-aude')];
    const seen = formOf(await read(mayor), 'reopen');
    expect(seen).toEqual({ alert: state().closedByHand!.alert.id });
    // The next, which somebody closed rightly while the page stood open.
    const { closedByHand, ...rest } = state();
    const next = { ...closedByHand!, alert: { ...closedByHand!.alert, id: 'coursan-20200123T040000Z' } };
    doors.journal.commit({ state: { ...rest, closedByHand: next }, events: [], outbox: [], record: [] });
    const token = await mayor.token('/fr/mayor/coursan');
    const late = await mayor.post('/fr/mayor/coursan/reopen', seen, { token });
    expect([late.statusCode, late.body.includes('la situation a changé'), state().alert]).toEqual([409, true, null]);
    const { csrfToken } = (await staff.get('/api/v1/session')).json();
    const byApi = (alert: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/communes/coursan/reopen',
        headers: { cookie: staff.cookie(), 'csrf-token': csrfToken },
        payload: { alert },
      });
    const other = await byApi(seen['alert']!);
    expect([other.statusCode, other.json().refusal, state().alert]).toEqual([409, 'too-late', null]);
    expect((await byApi(next.alert.id)).statusCode).toBe(204);
    expect(state().alert?.id).toBe(next.alert.id);
  });

  it('is offered to be closed to nobody who may not: residents who were told hear of its end', async () => {
    const { app, act, goBlind } = await town();
    goBlind();
    const [mayor, staff] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'staff-aude')];
    expect(await read(staff)).toContain('/mayor/coursan/close');
    act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    expect(await read(mayor)).toContain('/mayor/coursan/close');
    expect(await read(staff)).not.toContain('/mayor/coursan/close');
  });

  it('is put in force again through the API', async () => {
    const { app, act, state, goBlind } = await town();
    goBlind();
    act('coursan', { kind: 'close' }, 'mayor-coursan');
    const staff = await logIn(app, 'staff-aude');
    const reopen = async () => {
      const { csrfToken } = (await staff.get('/api/v1/session')).json();
      const headers = { cookie: staff.cookie(), 'csrf-token': csrfToken };
      return app.inject({ method: 'POST', url: '/api/v1/communes/coursan/reopen', headers });
    };
    expect((await reopen()).statusCode).toBe(204);
    expect(state().alert?.level).toBe('act');
    const again = await reopen();
    expect([again.statusCode, again.json().refusal]).toEqual([409, 'too-late']);
  });
});
