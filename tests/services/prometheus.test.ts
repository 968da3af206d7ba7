import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { healthStates } from '../../src/compose/figures/ask-health.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { projectRoot, runCommand } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const shipped = join(projectRoot, 'config/prometheus');
const folder = tempFolder('prometheus');
const rules = readFileSync(join(shipped, 'amont.rules.yaml'), 'utf8');

async function collect(base: string): Promise<string> {
  return (await fetch(`${base}/metrics`)).text();
}

test('every figure that a rule looks at is one that the service gives', async () => {
  const { app } = await limouxAtNight({}, { phones: {} });
  const withAll = createMetrics();
  withAll.watchSpool(() => ({ waiting: 0, refused: 0 }));
  withAll.watchCertificate(() => 0);
  // Where it is real.
  withAll.watchUntold(() => []);
  withAll.watchUntried(() => null);
  withAll.watchUnanswered(() => []);
  const given = `${await collect(app.url)}\n${await withAll.registry.metrics()}`;
  const asked = new Set(rules.match(/\bamont_\w+/g));
  expect(asked.size).toBeGreaterThan(8);
  expect([...asked].filter((name) => !given.includes(`# HELP ${name} `))).toEqual([]);
  for (const what of ['stale', 'unforecast', 'abandoned', 'unreadable'])
    expect(given).toMatch(new RegExp(`^amont_unwell\\{what="${what}"\\} \\d`, 'm'));
  for (const [, state] of rules.matchAll(/amont_health\{state="(\w+)"\}/g)) expect(healthStates).toContain(state);
});

test('what a rule watches grow is there before it first grows, by each of its labels', async () => {
  const { app } = await limouxAtNight({}, { phones: {} });
  const given = `${await collect(app.url)}\n`;
  const counters = [...new Set(rules.match(/\bamont_\w+_total\b/g))];
  expect(counters.length).toBeGreaterThan(5);
  expect(counters.filter((name) => !new RegExp(`^${name}(\\{.*\\})? 0$`, 'm').test(given))).toEqual([]);
  const { network, communes } = app.doors;
  const places = ['round', 'other', ...network.stations.keys(), ...communes.keys()];
  const missing = (name: string, label: string, values: readonly string[]) =>
    values.filter((value) => !given.includes(`${name}{${label}="${value}"} 0\n`));
  expect(missing('amont_assess_failures_total', 'place', places)).toEqual([]);
  expect(missing('amont_rejected_total', 'reason', ['future', 'too-old'])).toEqual([]);
});

test('a service that has yet to hear a gauge says so, and of its states is in one', async () => {
  const { app } = await limouxAtNight({}, { phones: {} });
  const lines = (await collect(app.url)).split('\n').filter((line) => line.startsWith('amont_health{'));
  expect(lines).toEqual([
    'amont_health{state="ok"} 0',
    'amont_health{state="waiting"} 1',
    'amont_health{state="degraded"} 0',
    'amont_health{state="deaf"} 0',
  ]);
});

test('what was refused for good to those who decide is a figure, but not of an installation for exercises, which reaches nobody', async () => {
  const refused = async (kind: 'operational' | 'exercise') => {
    const { http, instance } = await demoConfig();
    const limoux = await limouxAtNight({ mail: null, http, instance: { ...instance, kind } }, { phones: {} });
    await limoux.rise(3);
    await limoux.app.settled();
    const given = await collect(limoux.app.url);
    return [...given.matchAll(/^amont_undeliverable\{for="(\w+)"\} (\d+)$/gm)].map(([, whom, count]) => [
      whom,
      Number(count),
    ]);
  };
  expect(await refused('operational')).toEqual([
    ['contacts', expect.toSatisfy((count: number) => count > 0)],
    ['machines', 0],
  ]);
  expect(await refused('exercise')).toEqual([]);
});

test.skipIf(lacks('prometheus'))(
  'the rules wake somebody when they should, and else nobody (needs promtool)',
  async () => {
    const { code, output } = await runCommand('promtool', ['test', 'rules', 'amont.rules.test.yaml'], { cwd: shipped });
    expect(code, output).toBe(0);
    // A rule that nothing tries may say anything.
    const tried = readFileSync(join(shipped, 'amont.rules.test.yaml'), 'utf8').split('exp_alerts').slice(0, -1).join();
    const named = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !tried.includes(`alertname: ${name}`))).toEqual([]);
  },
);

test.skipIf(lacks('prometheus'))(
  'a real Prometheus collects the figures and judges the rules (needs prometheus)',
  async () => {
    const { app } = await limouxAtNight({ metricsToken: 'b3f1c5d2e4a60718' }, { phones: {} });
    const prometheus = await startPrometheus(app.url, 'b3f1c5d2e4a60718');
    const health = async () => prometheus.ask('query?query=amont_health%7Bstate%3D%22waiting%22%7D');
    await eventually(async () => (await health()).result?.[0]?.value[1] === '1', 'the figures are collected');
    const judged = async () => (await prometheus.ask('rules')).groups?.[0]?.rules ?? [];
    await eventually(async () => (await judged()).every(({ health }) => health !== 'unknown'), 'all rules are judged');
    expect((await judged()).filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(await judged()).toHaveLength(rules.match(/- alert:/g)!.length);
  },
);

interface Answer {
  result?: { value: [number, string] }[];
  groups?: { rules: { name: string; health: 'ok' | 'err' | 'unknown' }[] }[];
}

async function startPrometheus(target: string, token: string) {
  const own = mkdtempSync(join(folder, 'own-'));
  copyFileSync(join(shipped, 'amont.rules.yaml'), join(own, 'amont.rules.yaml'));
  writeFileSync(join(own, 'token'), token);
  const config = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: ['amont.rules.yaml'],
    scrape_configs: [
      {
        job_name: 'amont',
        authorization: { credentials_file: 'token' },
        static_configs: [{ targets: [new URL(target).host] }],
      },
    ],
  };
  writeFileSync(join(own, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const args = ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${port}`];
  const child = spawn('prometheus', args, { cwd: own, stdio: 'ignore' });
  onTestFinished(async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return {
    /** Nothing while it does not answer yet. */
    ask: (path: string): Promise<Answer> =>
      fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
        .then((answer) => answer.text())
        .then((text): { data?: Answer } => JSON.parse(text))
        .then(({ data = {} }) => data)
        .catch(() => ({})),
  };
}
