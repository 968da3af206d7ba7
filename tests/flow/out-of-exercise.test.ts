import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Instance } from '../../src/config/config.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { testMailServers } from '../support/mail-server.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const mailServer = testMailServers();
const folder = tempFolder('out-of-exercise');

/** One data folder, started again and again as another kind of installation, five minutes later each time. */
async function createTown() {
  const { port, mails } = await mailServer();
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const dataFolder = mkdtempSync(join(folder, 'data-'));
  let now = Date.parse('2020-01-22T02:00:00Z');
  const { instance } = await demoConfig();
  return {
    async startAs(kind: Instance['kind']) {
      const started = await limouxAtNight({ mail, dataFolder, instance: { ...instance, kind } }, { phones: {}, now });
      now += 5 * MINUTE_MS;
      return started;
    },
    toMayor: () =>
      mails.flatMap(({ to, parsed }) => (to.includes('maire-limoux@example.org') ? [parsed.subject ?? ''] : [])),
  };
}

test('an alert that an exercise installation told, and somebody answered, is told anew as real once it is operational', async () => {
  const { startAs, toMayor } = await createTown();
  const exercise = await startAs('exercise');
  await exercise.rise(3.58);
  await eventually(() => toMayor().length === 1, 'the mayor is told of the exercise');
  exercise.app.doors.act('limoux', { kind: 'acknowledge', level: 'act' }, 'limoux-mayor');
  await exercise.app.close();

  const real = await startAs('operational');
  await real.rise(3.6);
  const asReal = () => toMayor().filter((subject) => !subject.startsWith('EXERCICE'));
  await eventually(() => asReal().length > 0, 'the mayor is told of the real alert');
  expect(asReal()).toEqual([expect.stringMatching(/^ALERTE Limoux : Agir/)]);
  const { journal, record } = real.app.doors;
  const told = journal.events('limoux', { limit: 99 }).map(({ kind, reason }) => `${kind} ${reason.because}`);
  expect(told).toContain('closed was-exercise');
  expect(journal.state('limoux')?.alert?.acknowledgements).toEqual([]);
  expect(record.ofAction(null, 'instance.kind').map(({ detail }) => detail['kind'])).toEqual([
    'operational',
    'exercise',
  ]);
});

test('amid a real alert the service does not start as an exercise, and goes on as it was', async () => {
  const { startAs, toMayor } = await createTown();
  const first = await startAs('operational');
  await first.rise(3.58);
  await eventually(() => toMayor().length === 1, 'the mayor is told');
  const raised = first.app.doors.journal.state('limoux')?.alert;
  expect(first.app.doors.record.ofAction(null, 'instance.kind')).toEqual([]);
  await first.app.close();
  await expect(startAs('exercise')).rejects.toThrow('a real alert stands in limoux (act)');

  const again = await startAs('operational');
  await again.rise(3.6);
  await again.app.settled();
  expect(again.app.doors.journal.state('limoux')?.alert).toMatchObject({ id: raised?.id, level: 'act' });
  expect(toMayor()).toHaveLength(1);
});

test('what an exercise raised that became a demonstration is told anew too', async () => {
  const { startAs, toMayor } = await createTown();
  const exercise = await startAs('exercise');
  await exercise.rise(3.58);
  await eventually(() => toMayor().length === 1, 'the mayor is told of the exercise');
  await exercise.app.close();
  await (await startAs('demonstration')).app.close();

  const real = await startAs('operational');
  await real.rise(3.6);
  await eventually(() => toMayor().length === 2, 'the mayor is told of the real alert');
  expect(toMayor()[1]).toMatch(/^ALERTE Limoux : Agir/);
});
