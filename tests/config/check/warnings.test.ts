import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/load.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('warnings');
cpSync(join(import.meta.dirname, '../../fixtures/good-config'), folder, { recursive: true });

/** What is told of a good folder whose `amont.yaml` says this. */
function told(amont: string): string[] {
  writeFileSync(join(folder, 'amont.yaml'), amont);
  const read = readConfig(folder, null);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.warnings;
}

const at = (baseUrl: string, kind = 'operational') =>
  `instance: { name: Test, kind: ${kind}, baseUrl: "${baseUrl}" }\n`;
const demonstration = 'instance: { name: Test, kind: demonstration }\n';
const safe = at('https://crues.example.org');
const trusting = `${safe}http: { trustProxy: true }\n`;
const pushed = 'webPush: { subject: "mailto:a@example.org", services: [push.example.org] }\n';
const gateway = 'url: "https://sms.example.org/send?to={to}&text={text}"';
const sms = `sms: { ${gateway} }\n`;
const voice = `voice: { ${gateway} }\n`;

const { cert, key } = makeCertificate(folder);
const tls = `tls: { certFile: ${JSON.stringify(cert)}, keyFile: ${JSON.stringify(key)} }`;

const nobodyOpens = 'which nobody else can open (amont.yaml, instance.baseUrl)';
const notEncrypted = 'passwords can be read on the way (amont.yaml, instance.baseUrl)';
const otherPort = 'but the pages are on port';
const proxy = 'a proxy ends HTTPS and is not trusted';
const noBrowser = 'no browser takes notifications from';
const embedded = 'the embedded broker is not encrypted';
const external = 'readings can be read and forged on the way (amont.yaml, mqtt.external.url)';
const ending = 'the certificate of mqtt.embedded ends on';
const exercise = 'this is an exercise: every page and message says so';
const shown = 'this is a demonstration: every page and message says so';

test.each([
  ['~/amont', true],
  ['$HOME/amont', true],
  ['../data~', false],
])('data in %s, which no shell reads here', (dataFolder, isAsked) => {
  const lines = told(`${trusting}dataFolder: ${dataFolder}\n`);
  expect(lines.some((line) => line.includes('~ and $ stand for nothing in these files'))).toBe(isAsked);
});

describe('what is allowed and deserves a second look', () => {
  test.each([
    ['links that lead here alone', at('http://127.0.0.1:8080'), [nobodyOpens]],
    ['those of a demonstration', at('http://127.0.0.1:8080', 'demonstration'), [shown]],
    ['those of an exercise', at('http://127.0.0.1:8080', 'exercise'), [exercise]],
    ['passwords in clear', at('http://crues.example.org'), [notEncrypted]],
    ['https behind a proxy', trusting, []],
    ['https behind a proxy that is not trusted', safe, [proxy]],
    ['https on this machine without a proxy', at('https://localhost'), [nobodyOpens, proxy, otherPort]],
    ['the port of http', `${at('http://127.0.0.1')}http: { port: 80 }\n`, [nobodyOpens]],
    ['the port of https', `${at('https://127.0.0.1')}http: { port: 443 }\n`, [nobodyOpens, proxy]],
    ['notifications over http', at('http://crues.example.org') + pushed, [notEncrypted, noBrowser]],
    ['notifications over https', trusting + pushed, []],
    ['notifications on this machine', at('http://127.0.0.1:8080') + pushed, [nobodyOpens]],
    ['a broker for this machine', `${trusting}mqtt: { embedded: { host: 127.0.0.1 } }\n`, []],
    ['a broker for all', `${trusting}mqtt: { embedded: { host: 0.0.0.0, passwords: true } }\n`, [embedded]],
    [
      'a broker for all, encrypted',
      `${trusting}mqtt: { embedded: { host: 0.0.0.0, passwords: true, ${tls} } }\n`,
      [ending],
    ],
    ['a broker here', `${trusting}mqtt: { external: { url: "mqtt://127.0.0.1" } }\n`, []],
    ['a broker elsewhere, encrypted', `${trusting}mqtt: { external: { url: "mqtts://broker.example" } }\n`, []],
    ['a broker elsewhere', `${trusting}mqtt: { external: { url: "mqtt://broker.example" } }\n`, [external]],
  ])('%s', (_, amont, wanted) => {
    const all = [nobodyOpens, notEncrypted, otherPort, proxy, noBrowser, embedded, external, ending, exercise, shown];
    const warnings = told(amont);
    expect(all.filter((each) => warnings.some((warning) => warning.includes(each))).toSorted()).toEqual(
      wanted.toSorted(),
    );
  });

  test.each([
    ['nothing', demonstration, ['residents cannot subscribe, and those', 'nobody is told by e-mail']],
    ['text messages', trusting + sms, ['residents cannot subscribe, and those', 'told by text message alone']],
    ['calls too', trusting + sms + voice, ['cannot subscribe, and those', 'told by text message and call alone']],
    ['notifications', trusting + pushed, ['residents cannot subscribe by mail, and those', 'told by e-mail']],
    [
      'text messages to residents',
      `${trusting}sms: { ${gateway}, residents: { country: "+33" } }\n`,
      ['residents cannot subscribe by mail, and those', 'told by text message alone'],
    ],
  ])('without mail, with %s', (_, amont, wanted) => {
    const without = told(amont).filter((each) => each.includes('no mail server is set'));
    expect(without).toHaveLength(1);
    for (const each of wanted) expect(without[0]).toContain(each);
  });

  test('a town with contacts of one role alone', () => {
    const warning = 'nobody else is asked in town when its only contacts do not answer (communes.yaml, contacts)';
    expect(told(demonstration)).toContain(warning);
    const communes = readFileSync(join(folder, 'communes.yaml'), 'utf8');
    const deputy = (role: string) =>
      communes.replace(
        /(\n +- )\{ id: town-mayor.*/,
        `$&$1{ id: other, role: ${role}, name: O, email: o@example.org }`,
      );
    writeFileSync(join(folder, 'communes.yaml'), deputy('mayor'));
    expect(told(demonstration)).toContain(warning);
    writeFileSync(join(folder, 'communes.yaml'), deputy('deputy'));
    expect(told(demonstration)).not.toContain(warning);
  });

  test('a commune two of whose contacts have one mailbox', () => {
    const communes = readFileSync(join(folder, 'communes.yaml'), 'utf8');
    writeFileSync(join(folder, 'communes.yaml'), communes.replace('email: o@', 'email: Mayor@'));
    const said = 'town-mayor and other in town; whoever does not answer there is asked again';
    expect(told(demonstration)).toContainEqual(expect.stringContaining(said));
    writeFileSync(join(folder, 'communes.yaml'), communes);
    expect(told(demonstration)).not.toContainEqual(expect.stringContaining('one e-mail address'));
  });

  test('an area is measured from gauges that have a position, and from no others', () => {
    const file = join(folder, 'communes.yaml');
    const area = '    area: { circle: { lat: 43, lon: 3, radiusKm: 5 } }';
    writeFileSync(file, readFileSync(file, 'utf8').replace('    name: Town', `$&\n${area}`));
    expect(told(demonstration).filter((each) => each.includes('communes.yaml, area'))).toEqual([]);
  });
});
