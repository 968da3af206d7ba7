import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { checkConfig } from '../../src/cli/check-config.ts';
import { forgottenBy } from '../../src/cli/forgotten.ts';
import { user } from '../../src/cli/user.ts';
import { readConfig } from '../../src/config/load.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { assessmentOf, policyOf, T0 } from '../support/decisions.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

const needsSecret = tempFolder('needs-secret');
const externalBroker = `mqtt:
  external:
    url: mqtt://127.0.0.1:1883
    username: amont
`;
const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'tests/fixtures');

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await checkConfig(args, (line) => lines.push(line), {});
  return { code, lines };
}

test('says what stands in the config, and what deserves a second look', async () => {
  const { code, lines } = await run(join(root, 'config'));
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^config OK: 18 stations, 5 communes watching 6 of them, 18 rules, embedded broker/);
  expect(lines.slice(1).join('\n')).toMatch(/demonstration[^]*no mail server/);
  expect(lines.join('\n')).not.toContain('undecided');
});

test('a folder that is not there is one mistake, and not one for each of its files', async () => {
  const folder = join(tempFolder('mistyped'), 'my-twon');
  expect(await run(folder)).toEqual({
    code: 1,
    lines: [
      `${folder}\n    found:   no such folder\n    allowed: a folder with amont.yaml, stations.yaml, communes.yaml and policy.yaml\n\n1 mistake in ${folder}`,
    ],
  });
});

test('a folder is looked for from where the command is typed, which is said; one that was left empty is named', async () => {
  const nothing = await run('my-twon');
  expect(nothing.lines[0]).toContain(`my-twon\n    found:   no such folder in ${process.cwd()}\n`);
  const read = readConfig('', null);
  expect(read.ok ? [] : read.error).toMatchObject([{ file: '--config', found: 'nothing' }]);
});

test('warns while nobody has decided what happens in danger when no person answers', async () => {
  const { code, lines } = await run(join(fixtures, 'good-config'));
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^config OK: \d stations, 1 commune watching 1 of them, 3 rules,/);
  expect(lines.join('\n')).toContain('warning: danger is undecided in town');
});

test('warns where links lead to another port of this machine than the pages are on, but for behind a proxy', async () => {
  const config = join(tempFolder('port'), 'config');
  cpSync(join(root, 'config/one-town'), config, { recursive: true });
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('http.port'));
  expect(await warned()).toEqual([]);
  appendFileSync(join(config, 'amont.yaml'), 'http: { port: 8081 }\n');
  expect(await warned()).toEqual([
    'warning: links lead to http://127.0.0.1:8080, but the pages are on port 8081 (amont.yaml, instance.baseUrl and http.port)',
  ]);
  const file = join(config, 'amont.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('port: 8081', 'port: 8081, trustProxy: true'));
  expect(await warned()).toEqual([]);
});

test('a number that its country cannot have is no reason to refuse the start: contacts with it are named', async () => {
  const config = join(tempFolder('misdialled'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const file = join(config, 'communes.yaml');
  const town = readFileSync(file, 'utf8');
  const warned = async (phone: string) => {
    writeFileSync(file, town.replace('mayor@example.org', `mayor@example.org, phone: "${phone}"`));
    const { code, lines } = await run(config);
    return { code, lines: lines.filter((line) => line.includes('the phone of')) };
  };
  const line =
    'warning: the phone of town-mayor in town is shorter or longer than the numbers of its country, or has the nought that is dialled within it: see that messages and calls arrive (communes.yaml, contacts, phone)';
  expect(await warned('+330612345678')).toEqual({ code: 0, lines: [line] });
  expect(await warned('+33612345678')).toEqual({ code: 0, lines: [] });
});

test('a town is asked about known floods that it would regret, and about a number that rings nobody', async () => {
  const config = join(tempFolder('known-floods'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const file = join(config, 'stations.yaml');
  // Every gauge is above one that is watched: nothing else of the river is asked about.
  const stations = readFileSync(file, 'utf8').replace('upstream: [upper]', 'upstream: [upper, rain]');
  const warned = async (ofLower: string, ofUpper = '') => {
    const lower = stations.replace('bankfullRiseM: 2.5\n', `bankfullRiseM: 2.5\n${ofLower}`);
    writeFileSync(file, lower.replace('bankfullRiseM: 2\n', `bankfullRiseM: 2\n${ofUpper}`));
    const { code, lines } = await run(config);
    return { code, lines: lines.filter((line) => line.includes('stations.yaml')) };
  };
  const floods = (...each: string[]) => `    knownFloods: [${each.join(', ')}]\n`;
  const good = ['{ date: 1999-11-12, stageM: 4.2 }', '{ name: Toussaint, date: 1930, stageM: 4.6 }'];
  expect(await warned(floods(...good), '    phone: { name: Dam, number: "+33468112233" }\n')).toEqual({
    code: 0,
    lines: [],
  });
  const bad = ['{ date: 1999-11-12, stageM: 4.4 }', '{ date: 1940, stageM: 1.9 }', '{ date: 2999, stageM: 5 }'];
  const { code, lines } = await warned(
    floods(good[0]!, ...bad),
    `${floods('{ date: 1907, stageM: 3 }')}    phone: { name: Dam, number: "+330468112233" }\n`,
  );
  expect(code).toBe(0);
  expect(lines).toEqual([
    'warning: no commune watches upper: its known floods are shown nowhere (stations.yaml, knownFloods)',
    "warning: the known flood 1940 (1.9 m) at lower lies below the first mark (2 m): is that the same zero, metres above this gauge's and not above the sea? (stations.yaml, knownFloods)",
    'warning: the known flood 2999 (5 m) at lower is not over by its date: until then it is not shown (stations.yaml, knownFloods)',
    'warning: the known flood 1999-11-12 (4.4 m) at lower is called as another flood there is: nobody can tell which is meant (stations.yaml, knownFloods)',
    'warning: the number to ring at upper is shorter or longer than the numbers of its country, or has the nought that is dialled within it: ring it once (stations.yaml, phone)',
  ]);
});

test('with a gateway for text messages, warns of each commune where it reaches nobody', async () => {
  const config = join(tempFolder('phones'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  writeFileSync(join(config, 'amont.yaml'), 'instance: { name: Test, kind: operational }\n');
  const gateway = 'sms: { url: "https://sms.example.org/send", body: { to: "{to}", text: "{text}" } }\n';
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('phone'));
  expect(await warned()).toEqual([]);
  const file = join(config, 'communes.yaml');
  const [, town = ''] = readFileSync(file, 'utf8').split('communes:\n');
  const phoned = town.replace('mayor@example.org }', 'mayor@example.org, phone: "+33612345678" }');
  appendFileSync(file, phoned.replaceAll('town', 'ville'));
  expect(await warned()).toEqual([
    'warning: contacts have phones, but no gateway for text messages is set: nobody is told by text message (amont.yaml, sms)',
  ]);
  appendFileSync(join(config, 'amont.yaml'), gateway);
  expect(await warned()).toEqual([
    'warning: no contact in town has a phone: nobody is told by text message or call there (communes.yaml, contacts, phone)',
  ]);
});

test('warns where residents are told by text message and cannot say STOP', async () => {
  const config = join(tempFolder('stop'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('STOP'));
  const gateway = 'sms:\n  url: "https://sms.example.org/send?to={to}&text={text}"\n';
  const file = join(config, 'amont.yaml');
  writeFileSync(file, `instance: { name: Test, kind: operational }\n${gateway}`);
  expect(await warned()).toEqual([]);
  appendFileSync(file, '  residents: { country: "+33" }\n');
  expect(await warned()).toEqual([expect.stringContaining('leave text messages by their link alone')]);
  appendFileSync(file, 'replies: { number: "+33700000000" }\n');
  expect(await warned()).toEqual([]);
});

test('warns where people rely on a service whose silence nobody hears', async () => {
  const config = join(tempFolder('heartbeat'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('heartbeat'));
  expect(await warned()).toEqual([]);
  const file = join(config, 'amont.yaml');
  writeFileSync(file, 'instance: { name: Test, kind: operational }\n');
  expect(await warned()).toEqual([
    'warning: nobody is told when this service is down: no watch elsewhere is set (amont.yaml, heartbeat)',
  ]);
  appendFileSync(file, 'heartbeat: { url: "https://watch.example.org/ping/1" }\n');
  expect(await warned()).toEqual([]);
});

test('without mail, says that residents cannot be told, and which contact nothing reaches', async () => {
  const config = join(tempFolder('unmailed'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const gateway = 'sms: { url: "https://sms.example.org/send", body: { to: "{to}", text: "{text}" } }\n';
  writeFileSync(join(config, 'amont.yaml'), `instance: { name: Test, kind: operational }\n${gateway}`);
  const file = join(config, 'communes.yaml');
  const town = readFileSync(file, 'utf8');
  writeFileSync(file, town.replace('mayor@example.org', 'mayor@example.org, phone: "+33612345678"'));
  const contact = '\n      - { id: deputy, role: deputy, name: Deputy, email: deputy@example.org }';
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(phone: "[^"]+" \})/, `$1${contact}`));
  expect((await run(config)).lines.filter((line) => line.includes('without mail') || line.includes('no mail'))).toEqual(
    [
      'warning: no mail server is set: residents cannot subscribe, and those who have are not told; contacts are told by text message alone (amont.yaml, mail)',
      'warning: without mail and without a phone nothing reaches deputy in town (communes.yaml, contacts, phone)',
    ],
  );
});

test('warns where whoever answers for the policy has no account, and makes no database to find out', async () => {
  const town = tempFolder('author');
  const config = join(town, 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('is no account'));
  const warning = 'warning: mayor is no account, and answers for the policy:';
  expect(await warned()).toEqual([`${warning} there is none yet (policy.yaml, author; amont user add)`]);
  expect(existsSync(join(town, 'data'))).toBe(false);
  const add = (id: string) =>
    user(
      ['add', id, '--role', 'mayor', '--name', 'Anne Martin', '--communes', 'town', '--config', config],
      () => undefined,
    );
  await add('anne');
  expect(await warned()).toEqual([`${warning} there are anne (policy.yaml, author; amont user add)`]);
  await add('mayor');
  const before = readdirSync(join(town, 'data'));
  expect(await warned()).toEqual([]);
  expect(readdirSync(join(town, 'data'))).toEqual(before);
  writeFileSync(join(town, 'data/amont.db'), 'no database');
  expect(await warned()).toEqual([]);
});

test('warns of alerts and residents in what the files no longer have, before the service is started with them', async () => {
  const town = tempFolder('forgotten');
  const config = join(town, 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const db = await openTestDatabase(join(town, 'data/amont.db'));
  const { journal, subscriptions } = createSqliteStores(db);
  const warned = async () => (await run(config)).lines.filter((line) => /would/.test(line));
  const raised = (commune: string, station: string) => {
    const policy = policyOf({ commune, station });
    const decision = decide(policy, assessmentOf(T0, 2.5, [0, 0, 0], { commune, station }));
    const { state, events } = transition(newCommuneState(commune), decision, policy, 0.02);
    journal.commit({ state, events, outbox: [], record: [] });
  };
  for (const id of ['lea', 'tom']) {
    const address = `${id}@example.org`;
    const asked = {
      id,
      commune: 'ville',
      way: 'email',
      address,
      language: 'fr',
      requestedAt: T0,
      quietHours: null,
    } as const;
    subscriptions.request({ ...asked, confirmedAt: null }, id);
    subscriptions.confirm(id, T0);
  }
  raised('ville', 'bridge');
  raised('town', 'old-bridge');
  db.close();
  expect(await warned()).toEqual([
    'warning: an alert stands at old-bridge, which is not in stations.yaml: it would not be seen there',
    'warning: an alert stands in ville, which is not in communes.yaml: nothing would end it there',
    `warning: residents subscribed to ville (2), which is not in communes.yaml, would be told nothing: a commune that is called otherwise keeps its id; of one that has left, erase them: npm run -s amont -- forget-residents ville --config ${config}`,
  ]);
});

test('warns of a mark that is written otherwise than it is in force: to move it in the file moves nothing', async () => {
  const town = tempFolder('moved-mark');
  const config = join(town, 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const read = readConfig(config, null);
  if (!read.ok) throw new Error('the fixture is good');
  const [first, ...others] = read.value.config.policySeed.rules;
  const rules = [{ ...first!, markM: first!.markM + 0.25 }, ...others];
  const db = await openTestDatabase(join(town, 'data/amont.db'));
  const entry = { at: T0, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  createSqliteStores(db).policies.append({ author: 'anne', reason: 'First', createdAt: T0, rules }, entry);
  db.close();
  const { commune, station, level, markM } = first!;
  expect((await run(config)).lines.filter((line) => line.includes('in force'))).toEqual([
    `warning: ${level} at ${station} in ${commune} is ${markM} m here and ${markM + 0.25} m in force, and stays so: staff change it on their page`,
  ]);
});

test('warns of rules that are written otherwise than they are in force, a few by name: to change them in the file changes nothing', async () => {
  const town = tempFolder('other-rules');
  const config = join(town, 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const read = readConfig(config, null);
  if (!read.ok) throw new Error('the fixture is good');
  const rules = read.value.config.policySeed.rules.map((rule) => ({ ...rule, raiseAt: rule.raiseAt + 0.05 }));
  const db = await openTestDatabase(join(town, 'data/amont.db'));
  const entry = { at: T0, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  createSqliteStores(db).policies.append({ author: 'anne', reason: 'First', createdAt: T0, rules }, entry);
  db.close();
  const named = rules.slice(0, 3).map(({ commune, station, level }) => `${level} at ${station} in ${commune}`);
  expect((await run(config)).lines.filter((line) => line.includes('in force'))).toEqual([
    `warning: policy.yaml is not in force, and stays so, for ${named.join(', ')}: staff change rules on their page`,
  ]);
  const at = (station: string) => rules.map((rule) => ({ ...rule, station }));
  const others = [...rules, ...at('quay'), ...at('mill')];
  const policySeed = {
    ...read.value.config.policySeed,
    rules: others.map((rule) => ({ ...rule, raiseAt: rule.raiseAt - 0.05 })),
  };
  const peeked = { accounts: [], subscribers: [], alerts: [], rules: others };
  expect(forgottenBy({ ...read.value.config, policySeed }, peeked, config)).toEqual([
    expect.stringContaining(` for ${named.join(', ')} and ${others.length - 3} more: `),
  ]);
});

test.each([
  ['false', true],
  ['true', false],
])('warns where visitors come through a proxy and trustProxy is %s: %s', async (trustProxy, isWarned) => {
  const folder = mkdtempSync(join(tmpdir(), 'amont-check-config-'));
  cpSync(join(root, 'config'), folder, { recursive: true });
  const file = join(folder, 'amont.yaml');
  const shipped = readFileSync(file, 'utf8');
  const withHttps = shipped.replace(/baseUrl: .*/, 'baseUrl: https://crues.example.org');
  writeFileSync(file, withHttps.replace(/trustProxy: false/, `trustProxy: ${trustProxy}`));
  const { code, lines } = await run(folder);
  rmSync(folder, { recursive: true });
  expect(code).toBe(0);
  expect(lines.join('\n').includes('limits take all visitors for one')).toBe(isWarned);
});

test('names the mistakes, counts them and fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amont-check-config-'));
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  cpSync(join(fixtures, 'bad-config/several-at-once'), folder, { recursive: true });
  const { code, lines } = await run(folder);
  rmSync(folder, { recursive: true });
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain('communes.yaml:9  communes[0].watches[0].marks');
  expect(lines.join('\n')).toContain(`7 mistakes in ${folder}`);
});

test('a folder that is not there is a mistake, and a second argument a wrong call', async () => {
  expect(await run('/nowhere')).toMatchObject({ code: 1 });
  expect(await run('config', 'more')).toMatchObject({ code: 2 });
});

test('a secret that this shell has not is said, and is no mistake in the files', async () => {
  const folder = needsSecret;
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  appendFileSync(join(folder, 'amont.yaml'), externalBroker);
  const { code, lines } = await run(folder);
  expect(code).toBe(0);
  expect(lines).toContain(
    'warning: start needs more than this shell has: amont.yaml, mqtt.external.username: found "amont"; allowed: AMONT_MQTT_PASSWORD or AMONT_MQTT_PASSWORD_FILE in the environment beside it',
  );
});

test('such a secret is said beside the mistakes, and not only once these are mended', async () => {
  const folder = join(tempFolder('secret-beside-mistakes'), 'config');
  cpSync(join(fixtures, 'good-config'), folder, { recursive: true });
  appendFileSync(join(folder, 'amont.yaml'), `${externalBroker}\nhttp: { port: web }\n`);
  const { code, lines } = await run(folder);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^warning: start needs more .*AMONT_MQTT_PASSWORD or/);
  expect(lines.join('\n')).toContain(`1 mistake in ${folder}`);
});

test('an operational site that does not say who publishes it is told what is missing, and of an audit that is too old', async () => {
  const config = join(tempFolder('publisher'), 'config');
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const warned = async () => (await run(config)).lines.filter((line) => line.includes('publisher'));
  expect(await warned()).toEqual([]);
  const file = join(config, 'amont.yaml');
  const operational = 'instance: { name: Test, kind: operational }\n';
  writeFileSync(file, operational);
  expect(await warned()).toEqual([
    "warning: the page /about does not say who publishes this site, who hosts it or who answers for people's data, which the law asks for (amont.yaml, publisher)",
  ]);
  const whole = `publisher:
  name: Town
  address: Town hall
  phone: "01"
  email: town@example.org
  director: Mayor
  host: { name: Host, address: There, phone: "02" }
  dataProtection: { officer: dpo@example.org, legalBasis: { residents: consent, officials: public-task } }
`;
  writeFileSync(file, operational + whole.replace(/  director.*\n/, '').replace('residents: consent, ', ''));
  expect(await warned()).toEqual([
    expect.stringContaining(': director, dataProtection.legalBasis.residents not filled in (amont.yaml, publisher)'),
  ]);
  writeFileSync(file, operational + whole);
  expect(await warned()).toEqual([]);
  appendFileSync(file, '  accessibility: { audit: { by: X, on: 2001-01-01, percent: 100 } }\n');
  expect(await warned()).toEqual([
    'warning: the audit of accessibility is more than three years old, so the site counts as not compliant (amont.yaml, publisher.accessibility.audit)',
  ]);
});

test('warns where latitude and longitude of a gauge have changed places, and not where gauges are far apart', async () => {
  const config = join(tempFolder('swapped'), 'config');
  cpSync(join(root, 'config/one-town'), config, { recursive: true });
  const warned = async (mill: string, bridge: string) => {
    const stations = readFileSync(join(root, 'config/one-town/stations.yaml'), 'utf8')
      .replace('bankfullRiseM: 2 ', `position: ${mill}\n    bankfullRiseM: 2 `)
      .replace('bankfullRiseM: 2.5', `position: ${bridge}\n    bankfullRiseM: 2.5`);
    writeFileSync(join(config, 'stations.yaml'), stations);
    return (await run(config)).lines.filter((line) => line.includes('lat and lon'));
  };
  const coursan = '{ lat: 43.23, lon: 3.06 }';
  expect(await warned(coursan, '{ lat: 43.1, lon: 3.1 }')).toEqual([]);
  expect(await warned(coursan, '{ lat: 51.5, lon: -0.1 }')).toEqual([]);
  for (const [mill, bridge] of [
    [coursan, '{ lat: 3.1, lon: 43.1 }'],
    ['{ lat: 3.06, lon: 43.23 }', coursan],
  ] as const)
    expect(await warned(mill, bridge)).toEqual([
      expect.stringMatching(/^warning: bridge lies \d+ km from mill, .*position/),
    ]);
});

test('of hundreds of communes that have the same the first are named and the others counted', async () => {
  const config = join(tempFolder('hundreds'), 'config');
  cpSync(join(root, 'config/one-town'), config, { recursive: true });
  const [head, town] = readFileSync(join(config, 'communes.yaml'), 'utf8').split(/(?<=^communes:\n)/m);
  const towns = Array.from({ length: 300 }, (_, n) =>
    town!.replace('id: my-town', `id: town-${n}`).replaceAll(/id: (mayor|duty-officer)/g, `id: $1-${n}`),
  );
  writeFileSync(join(config, 'communes.yaml'), `${head!}${towns.join('')}`);
  writeFileSync(join(config, 'policy.yaml'), 'author: anne\nreason: First policy\n');
  const { code, lines } = await run(config);
  expect(code).toBe(0);
  expect(lines.filter((line) => line.includes('town-0, town-1,'))).toEqual([
    expect.stringMatching(/^asked in turn in town-0, .*, town-9 and 290 more: mayor/),
    expect.stringMatching(/^warning: danger is undecided in town-0, .*, town-9 and 290 more: nobody/),
  ]);
});
