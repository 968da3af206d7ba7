import { describe, expect, it } from 'vitest';
import { titleAfter } from '../../src/http/pages/page-title.ts';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const titleOf = ({ body }: { body: string }) =>
  /<title>([^<]*) – Amont<\/title>/.exec(body)?.[1]?.replaceAll('&nbsp;', ' ');

/** A screen reader says the title of a page that has loaded, and of the page itself nothing unasked. */
describe('the title of a page', () => {
  async function town() {
    const world = createWorld({ kind: 'operational' });
    await flood(world);
    return createServer(world.doors);
  }

  it('says a mayor how bad it is, and where', async () => {
    const mayor = await logIn(await town(), 'mayor-coursan');
    expect(titleOf(await mayor.get('/fr/mayor/coursan'))).toBe('Agir – Coursan : alerte');
    expect(titleOf(await mayor.get('/en/mayor/coursan'))).toBe('Act now – Coursan: alert');
  });

  it('says first what was done', async () => {
    const mayor = await logIn(await town(), 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
    expect(titleOf(await mayor.get('/fr/mayor/coursan?done=acknowledge'))).toBe(
      'C’est noté : vous vous en occupez – Agir – Coursan : alerte',
    );
    const written = await mayor.post('/fr/mayor/coursan/log', { kind: 'decision', text: 'Pont fermé.' }, { token });
    expect(titleOf(await mayor.get(String(written.headers['location'])))).toBe(
      'C’est noté : ligne n° 1 – Coursan : main courante',
    );
    const excluding = await logIn(await town(), 'staff-aude');
    expect(titleOf(await excluding.get('/fr/staff?saved=1&still=1'))).toBe(
      'Enregistré : version 1 en vigueur – Services : vue d’ensemble',
    );
  });

  it('says first that nothing was, where a form comes back', async () => {
    const app = await town();
    const resident = createVisitor(app);
    const wrong = await resident.post('/fr/communes/coursan/subscriptions', { email: 'ines' });
    expect(titleOf(wrong)).toBe('Erreur – Pas encore de consigne – Coursan : risque d’inondation');
    const token = await resident.token('/en/login');
    const guessed = await resident.post('/en/login', { account: 'mayor-coursan', password: 'x' }, { token });
    expect(titleOf(guessed)).toBe('Error – Town hall and staff access');
    const staff = await logIn(app, 'staff-aude');
    const own = await staff.token('/fr/mayor/coursan/log');
    const empty = await staff.post('/fr/mayor/coursan/log', { kind: 'decision', text: ' ' }, { token: own });
    expect(titleOf(empty)).toBe('Erreur – Coursan : main courante');
    // A page that says no more than that says it by itself.
    expect(titleOf(await staff.get('/fr/nowhere'))).toBe('Page introuvable');
  });

  it('says of a long receipt its first sentence', () => {
    expect(titleAfter('L’alerte est close.', 'Coursan')).toBe('L’alerte est close – Coursan');
    expect(titleAfter('The mark is at 1.5 m. It counts at once.', 'Coursan')).toBe('The mark is at 1.5 m – Coursan');
    expect(titleAfter(null, 'Coursan')).toBe('Coursan');
  });
});

/** Whoever goes from field to field by keyboard does not pass what stands below them. */
describe('what a screen reader hears in a field or on a button', () => {
  async function pageAt(path: string, account = 'staff-aude') {
    const world = createWorld();
    await flood(world);
    const visitor = await logIn(createServer(world.doors), account);
    return (await visitor.get(path)).body.replaceAll('&nbsp;', ' ');
  }
  /** What describes the element that the pattern finds. */
  const heardWith = (body: string, pattern: RegExp) => {
    const [tag = ''] = pattern.exec(body) ?? [];
    const ids = /aria-describedby="([^"]*)"/.exec(tag)?.[1]?.split(' ') ?? [];
    return ids.map((id) => new RegExp(`id="${id}"[^>]*>([^<]*)`).exec(body)?.[1]).join(' ');
  };

  it('is what the button does, before it is pressed', async () => {
    const body = await pageAt('/fr/mayor/coursan', 'mayor-coursan');
    const button = (text: string) => heardWith(body, new RegExp(`<button[^>]*>${text}`));
    expect(button('J’ai vu')).toBe('Arrête les relances. Ne prévient pas les habitants.');
    expect(button('Prévenir les habitants')).toContain('Un message envoyé ne se reprend pas');
    expect(button('Ne pas prévenir')).toContain('Vous pourrez encore les prévenir plus tard');
  });

  it('is how the field is filled in, and what cannot be undone', async () => {
    expect(heardWith(await pageAt('/fr/mayor/coursan/log'), /<textarea id="text"[^>]*>/)).toContain(
      'rien ne pourra en être effacé',
    );
    const read = await pageAt('/fr/mayor/coursan/gauges/coursan');
    expect(heardWith(read, /<input[^>]*id="stage"[^>]*>/)).toContain('De −2,00 m à 12,00 m');
    expect(heardWith(read, /<input[^>]*id="at"[^>]*>/)).toContain('il y a trois heures au plus');
    const silence = await pageAt('/fr/staff/stations/coursan/suppressions');
    expect(heardWith(silence, /<input[^>]*id="kind-silenced"[^>]*>/)).toContain('les rappels cessent');
    expect(heardWith(silence, /<input[^>]*id="kind-maintenance"[^>]*>/)).toContain('ne déclenchent rien');
    const exercise = await pageAt('/fr/mayor/lagrasse/exercise');
    expect(heardWith(exercise, /<textarea id="reason"[^>]*>/)).toBe('Toutes les personnes prévenues le liront.');
    expect(heardWith(exercise, /<input[^>]*id="danger"[^>]*>/)).toContain('0 : tout de suite');
  });
});

it('no frame on another’s page breaks off what is read there: what is old there is no alarm', async () => {
  const world = createWorld();
  await flood(world);
  world.clock.advanceTo(world.doors.clock.now() + 3_600_000);
  const resident = createVisitor(createServer(world.doors));
  const framed = (await resident.get('/fr/communes/coursan/embed')).body;
  expect(framed).toMatch(/role="note">[^<]*ne donne plus de nouvelles/);
  expect(framed).not.toContain('role="alert"');
  expect((await resident.get('/fr/communes/coursan')).body).toMatch(/role="alert">[^<]*ne donne plus de nouvelles/);
});

it('what was sent in French is spoken as French on an English page', async () => {
  const world = createWorld();
  await flood(world);
  const staff = await logIn(createServer(world.doors), 'staff-aude');
  for (const path of ['/en/staff?still=1', '/en/mayor/coursan'])
    expect((await staff.get(path)).body).toContain('<span lang="fr">coursan: act</span>');
  expect((await staff.get('/fr/mayor/coursan')).body).not.toContain('lang="fr">coursan');
});
