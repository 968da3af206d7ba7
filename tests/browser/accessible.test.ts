import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { ruleToForm } from '../../src/http/typed/rule-change.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { receiptToken } from '../../src/notification/tried/receipt-link.ts';
import { newSecondFactor } from '../../src/people/second-factor.ts';
import { signId } from '../../src/people/signed-link.ts';
import { findRule } from '../../src/policy/policy.ts';
import { tryRule } from '../../src/verification/tune/try-rule.ts';
import type { TrialState } from '../../src/verification/tune/tuner.ts';
import { axeFaults, withoutReloads } from '../support/axe.ts';
import { hasChromium, launchChromium, listen, openReader, phone, type Reader } from '../support/browser.ts';
import { linkKey, NOW, PASSWORD, type World } from '../support/flood-world.ts';
import { importedTown } from '../support/imported-town.ts';
import { pastFor, tuningOf } from '../support/tunings.ts';
import { addYearsOfAlerts } from '../support/years-of-alerts.ts';

const guestPages = [
  '/',
  '/?commune=nowhere',
  '/communes/lagrasse',
  '/communes/coursan',
  '/about',
  '/communes/coursan/embed?still=1',
  '/login',
  '/subscriptions/confirm/token-1',
  '/subscriptions/confirm/x',
  `/received/${receiptToken({ commune: 'coursan', contact: 'coursan-mayor', at: NOW + 2 * HOUR_MS }, 'email', linkKey)}`,
  '/subscriptions/confirm/token-2',
  `/subscriptions/leave/${signId('leave', 'a', linkKey)}`,
  `/subscriptions/leave/${signId('leave', 'sub-2', linkKey)}`,
  `/acknowledge/${answerToken({ event: 'coursan:1', contact: 'coursan-mayor' }, linkKey)}`,
  '/nowhere',
  '/demo/mail',
  '/demo/mail/1',
];
const alert = 'coursan-20200123T014000Z';
const staffPages = [
  '/mayor',
  '/mayor/coursan',
  '/mayor/lagrasse',
  '/mayor/lagrasse/exercise',
  '/mayor/coursan/sheet',
  '/mayor/coursan/log',
  '/mayor/coursan/log?follows=1',
  '/mayor/coursan/gauges/coursan',
  '/staff?still=1',
  '/staff/map?still=1',
  '/staff/rules',
  '/staff/policies',
  '/staff/policy/coursan/coursan/danger',
  '/staff/tuning',
  '/staff/tuning/coursan/coursan/act?goal=cost-loss&costLoss=0.3&candidate=0',
  '/staff/rejections',
  '/staff/messages',
  '/staff/record',
  '/staff/test-message',
  '/staff/test-message/all?commune=coursan',
  '/staff/communes',
  '/staff/stations',
  '/staff/stations?station=coursan',
  '/staff/exercise',
  '/staff/test-message/round',
  '/staff/test-message/communes',
  '/staff/stations/coursan/exclusions',
  '/staff/stations/coursan/suppressions',
  '/staff/stations/coursan/imports',
  '/staff/replay',
  '/staff/replay?commune=coursan&at=2020-01-23T02:30',
  '/staff/replay?commune=coursan&at=never',
];
const reloading = [
  '/communes/coursan?follow=1',
  '/communes/coursan/embed',
  '/mayor?follow=1',
  '/mayor/coursan?follow=1',
  '/staff',
  '/staff/map',
];
/** They lead to a page, or are a file. */
const noPages = [
  '/communes/:commune/',
  '/communes/:commune/subscriptions',
  '/communes/:commune/subscriptions/',
  '.csv',
  '.webmanifest',
];

describe.skipIf(!hasChromium)('axe-core finds nothing to mend (needs /usr/bin/chromium)', { timeout: 180_000 }, () => {
  let browser: Browser;
  let world: World;
  let app: FastifyInstance;
  let readers: readonly { language: 'fr' | 'en'; phoneScheme: 'light' | 'dark'; reader: Reader }[];
  const routes = new Set<string>();
  const opened = new Set<string>();

  beforeAll(async () => {
    browser = await launchChromium();
    world = await importedTown();
    world.doors.ways = new Set(['log', 'email', 'sms'] as const);
    world.doors.residentTexts = { country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 100 };
    world.doors.webPush = { publicKey: 'BA', services: ['push.example.org'] };
    world.doors.knownFloods = new Map([['coursan', [{ name: null, date: '1999-11-12', stageM: 6.9 }]]]);
    world.doors.stationPhones = new Map([['trebes', { name: 'Barrage, astreinte', number: '+33468112233' }]]);
    world.doors.refusals.note('day');
    world.doors.requestSubscription('coursan', {
      way: 'email',
      address: 'ines@example.org',
      language: 'fr',
      quietHours: null,
    });
    const byText = { way: 'sms', address: '+33611111111', language: 'fr', quietHours: null } as const;
    world.doors.requestSubscription('coursan', byText);
    tune(world);
    world.doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' });
    app = createServer(world.doors);
    app.addHook('onRoute', ({ method, url }) => {
      if ([method].flat().includes('GET') && /^\/(fr|en)\/|^\/demo\//.test(url)) routes.add(url);
    });
    app.addHook('onResponse', async ({ routeOptions }, { statusCode }) => {
      if (statusCode === 200 && routeOptions.url) opened.add(routeOptions.url);
    });
    const base = await listen(app);
    readers = [
      { language: 'fr', phoneScheme: 'light', reader: await openReader(browser, base, phone, true) },
      { language: 'en', phoneScheme: 'dark', reader: await openReader(browser, base, phone, true) },
    ];
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  const everyReader = async (look: (each: (typeof readers)[number]) => Promise<string[]>) =>
    (await Promise.all(readers.map(look))).flat();

  /** Of each page in both languages. */
  const faultsOf = (paths: readonly string[]) =>
    everyReader(async ({ language, phoneScheme, reader: { page } }) => {
      const faults: string[] = [];
      for (const path of paths) {
        await page.goto(path.startsWith('/demo/') ? `${path}?lang=${language}` : `/${language}${path}`);
        faults.push(...(await axeFaults(page, phoneScheme)));
      }
      return faults;
    });

  /** Types past what the browser itself would refuse, and sends it. */
  const faultsAfter = (path: string, fields: Record<string, string>, button: string) =>
    everyReader(async ({ language, phoneScheme, reader: { page } }) => {
      await page.goto(`/${language}${path}`);
      await page.evaluate('for (const form of document.forms) form.noValidate = true');
      for (const [field, text] of Object.entries(fields)) await page.fill(field, text);
      await Promise.all([page.waitForResponse((response) => response.status() >= 400), page.click(button)]);
      await page.waitForLoadState();
      return axeFaults(page, phoneScheme);
    });

  it('on the pages that everybody sees', async () => {
    const badAddress = await faultsAfter('/communes/coursan', { '#email': 'ines' }, '#subscribe form button');
    const badPhone = await faultsAfter('/communes/coursan', { '#phone': '112' }, '#subscribe form button');
    const badPassword = await faultsAfter('/login', { '#account': 'a', '#password': 'guessed' }, 'main button');
    expect([...(await faultsOf(guestPages)), ...badAddress, ...badPhone, ...badPassword]).toEqual([]);
  });

  it('on the pages of those who decide and of staff', async () => {
    const { accounts } = world.doors;
    accounts.setSecondFactor('staff-aude', newSecondFactor());
    for (const { reader, language } of readers) await reader.logIn('staff-aude', PASSWORD, language);
    const badCode = await faultsAfter('/login/code', { '#code': '123456' }, 'main button');
    expect([...(await faultsOf(['/login/code'])), ...badCode]).toEqual([]);
    accounts.setSecondFactor('staff-aude', null);
    for (const { reader, language } of readers) await reader.logIn('staff-aude', PASSWORD, language);
    const badMark = { '#markM': '99', '#reason': 'x' };
    const refused = await faultsAfter('/staff/policy/coursan/coursan/act', badMark, 'main button');
    expect([...(await faultsOf(staffPages)), ...refused]).toEqual([]);
  });

  it('on the form of a rule whose numbers are replayed, fail, or were replayed', async () => {
    const { doors } = world;
    const policy = doors.policies.current()!;
    const rule = findRule(policy, { commune: 'coursan', station: 'coursan', level: 'act' })!;
    const typed = { ...rule, raiseAt: 0.3, k: 1, n: 1 };
    const past = pastFor(policy, 'coursan', doors.network.stations.get('coursan')!);
    const run = { commune: 'coursan', station: 'coursan', tries: 'act', share: 0.42 } as const;
    const states: readonly TrialState[] = [
      { kind: 'running', run },
      { kind: 'failed', because: 'record-too-short' },
      { kind: 'done', trial: tryRule(past, policy, typed), doneAt: doors.clock.now() },
    ];
    const query = new URLSearchParams({ ...ruleToForm(typed), still: '1' }).toString();
    const untried = doors.tuner;
    const faults: string[] = [];
    for (const state of states) {
      doors.tuner = { ...untried, trialOf: () => state };
      faults.push(...(await faultsOf([`/staff/policy/coursan/coursan/act?${query}`])));
    }
    doors.tuner = untried;
    faults.push(...(await faultsOf([`/staff/policy/coursan/coursan/act?${query}`])));
    expect(faults).toEqual([]);
  });

  it('on a page that reloads but that it does, and how to stop it stands there', async () => {
    for (const path of reloading) {
      const rules = (await faultsOf([path])).map((fault) => fault.replace(/.*\) /, ''));
      expect([path, rules]).toEqual([path, Array(4).fill('meta-refresh: meta[http-equiv="refresh"]')]);
      const stillReloading = await everyReader(async ({ reader: { page }, language }) => {
        const address = page.url();
        await withoutReloads(page, async () => {
          await page.click(`text=${language === 'fr' ? 'Arrêter le suivi en direct' : 'Stop following live'}`);
          await page.waitForURL(({ href }) => href !== address);
        });
        return (await page.locator('meta[http-equiv="refresh"]').count()) === 0 ? [] : [page.url()];
      });
      expect(stillReloading).toEqual([]);
    }
  });

  it('after a correction, and once it is over', async () => {
    const { journal, act } = world.doors;
    const decide = (kind: 'release' | 'correct') =>
      expect(act('coursan', { kind, level: 'act' }, 'mayor-coursan').ok).toBe(true);
    const seen = ['/communes/coursan', '/mayor/coursan'];
    decide('release');
    const told = await faultsOf(seen);
    decide('correct');
    const corrected = await faultsOf([...seen, '/', '/staff?still=1']);
    const state = journal.state('coursan')!;
    const notSeen = { since: world.clock.now(), why: 'silent' as const, lostAt: 0, toldAt: 0 };
    const gauges = { coursan: { ...state.gauges['coursan']!, notSeen } };
    journal.commit({ state: { ...state, gauges }, events: [], outbox: [], record: [] });
    decide('release');
    const blind = await faultsOf(['/mayor/coursan']);
    expect(act('coursan', { kind: 'close' }, 'mayor-coursan').ok).toBe(true);
    const afterwards = ['/staff/alerts', `/staff/alerts/${alert}/report`, `/staff/truth/coursan/${alert}`];
    const over = await faultsOf([...seen, ...afterwards, '/staff/verification']);
    addYearsOfAlerts(world.doors, alert, 150);
    const years = await faultsOf(['/staff/alerts', '/staff/alerts?before=a-20']);
    expect([...told, ...corrected, ...blind, ...over, ...years]).toEqual([]);
  });

  it('while an exercise runs, and behind the link that it sends', async () => {
    const plan = { steps: [{ level: 'act' as const, afterMin: 0 }], lastsMin: 60, reason: 'Essai annuel' };
    expect(world.doors.exercises.start('lagrasse', plan, { person: 'staff-aude', residents: true }).ok).toBe(true);
    const [event] = world.doors.exercises.events('lagrasse', 1);
    const link = `/acknowledge/exercise/${answerToken({ event: event!.id, contact: 'lagrasse-mayor' }, linkKey)}`;
    const here = '/mayor/lagrasse/exercise';
    const pages = [link, '/communes/lagrasse', '/mayor/lagrasse', here, `${here}/${event!.alert}`];
    expect(await faultsOf(pages)).toEqual([]);
  });

  it('and no page is left out', async () => {
    const closed = [...routes].filter((route) => !opened.has(route) && !noPages.some((each) => route.endsWith(each)));
    // Where only a form goes, the address leads back to its page, for everybody: a page sends strangers to the login.
    const left = [];
    for (const route of closed) {
      const { statusCode, headers } = await app.inject(route.replaceAll(/:\w+/g, 'x'));
      const leadsBack = statusCode === 302 && !String(headers.location).includes('/login');
      if (!leadsBack) left.push(route);
    }
    expect(left).toEqual([]);
  });
});

function tune({ doors }: World): void {
  const tuned = tuningOf(doors.policies.current()!, 'coursan', doors.network.stations.get('coursan')!, 'act');
  const about = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt: 0 };
  doors.tuningStore.finish(doors.tuningStore.begin(about), doors.clock.now(), [tuned]);
}
