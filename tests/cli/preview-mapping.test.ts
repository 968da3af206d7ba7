import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { previewMapping } from '../../src/cli/preview-mapping.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const folder = tempFolder('preview');
const config = join(folder, 'config');
const mapping = join(folder, 'mapping.yaml');
const topic = 'v3/town@ttn/devices/weir/up';
const receivedAt = Date.UTC(2026, 10, 20, 12);

const device = {
  format: 'tts-v3',
  topic,
  value: 'luminosity',
  kind: 'stage',
  unit: 'm',
  gaugeZeroM: 0.1,
  battery: { path: 'battery', unit: 'V' },
};

beforeAll(async () => {
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  const stations = readFileSync(join(config, 'stations.yaml'), 'utf8');
  writeFileSync(
    join(config, 'stations.yaml'),
    stations.replace('name: Lower gauge\n', `name: Lower gauge\n    device: ${JSON.stringify(device)}\n`),
  );
  const db = await openTestDatabase(join(folder, 'data', 'amont.db'));
  const { frames, rejections } = createSqliteStores(db);
  const payload = readFileSync(join(fixtures, 'payloads/tts-v3-uplink.json'));
  const wicked = Buffer.from('\u001b]0;owned\u0007\u001b[2J{"level": \u202e1\u009b2K}');
  frames.append([
    { station: 'lower', topic, receivedAt: receivedAt - 1000, payload: wicked },
    { station: 'lower', topic, receivedAt, payload: Buffer.from('{"end_device_ids"') },
    { station: 'lower', topic, receivedAt: receivedAt + 1000, payload },
  ]);
  rejections.append([
    { topic: 'sensors/upper', receivedAt, payload: '2799 mm', reason: 'wrong-topic', detail: 'not mapped' },
  ]);
  db.close();
});

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await previewMapping([...args, '--config', config], (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

describe('amont preview-mapping', () => {
  test('shows the last frames, oldest first, and what the configured mapping makes of each', async () => {
    const { code, text } = await run('lower');
    expect(code).toBe(0);
    expect(text).toMatch(
      /12:00:00\.000Z[^]*refused {2}malformed[^]*12:00:01\.000Z[^]*reading {2}stage 0\.54 m at 2020-02-12T15:15:45\.789Z/,
    );
    expect(text).toContain('frame 1');
    expect((await run('lower', '--frames', '1')).text).not.toContain('malformed');
  });

  test('tries one from a file on the same frames before it is saved', async () => {
    writeFileSync(mapping, JSON.stringify({ ...device, gaugeZeroM: -0.2, sign: -1 }));
    const { code, text } = await run('lower', '--mapping', mapping);
    expect(code).toBe(0);
    expect(text).toContain('stage -0.44 m');
  });

  test('of a topic that is not mapped yet takes what was refused on it', async () => {
    const plain = {
      format: 'plain-number',
      topic: 'sensors/+',
      value: 'value',
      kind: 'distance-to-water',
      unit: 'mm',
      mountedAtM: 5,
    };
    writeFileSync(mapping, JSON.stringify(plain));
    const { code, text } = await run('upper', '--mapping', mapping);
    expect(code).toBe(0);
    expect(text).toContain('reading  stage 2.201 m at 2026-11-20T12:00:00.000Z');
    // However much of other sensors was refused since.
    const db = await openTestDatabase(join(folder, 'data', 'amont.db'));
    const refused = { topic: 'elsewhere/lost', payload: '1', reason: 'wrong-topic', detail: 'not mapped' } as const;
    const later = Array.from({ length: 1001 }, (_, index) => ({ ...refused, receivedAt: receivedAt + index }));
    createSqliteStores(db).rejections.append(later);
    db.close();
    expect(await run('upper', '--mapping', mapping)).toEqual({ code, text });
  });

  test('names the mistakes of the file as check-config does', async () => {
    writeFileSync(mapping, 'format: tts-v3\ntopic: a/b\nvalue: x\nkind: stage\nunit: hPa\n');
    const { code, text } = await run('lower', '--mapping', mapping);
    expect(code).toBe(1);
    expect(text).toContain('mapping.yaml:5  unit');
    expect(text).toContain('gaugeZeroM');
  });

  test('a station that is not there is answered with where it was looked for', async () => {
    expect((await run('nowhere')).text).toMatch(
      /^STATION: found nowhere; allowed are .*lower.*config\/stations\.yaml\)$/,
    );
  });

  test('so is one that has no device, and a topic of which nothing has come', async () => {
    expect((await run('upper')).text).toMatch(/^upper has no device in \/.*config\/stations\.yaml: try one/);
    writeFileSync(mapping, JSON.stringify({ ...device, topic: 'nothing/comes' }));
    expect((await run('upper', '--mapping', mapping)).text).toMatch(
      /^Nothing has come on nothing\/comes yet, as far as it is kept in \/.* \(\/.*config\/amont\.yaml\): /,
    );
  });

  test.each([[['nowhere']], [[]], [['upper']], [['lower', '--frames', 'x']]])(
    '%j is answered with what is allowed',
    async (args) => {
      const { code, text } = await run(...args);
      expect(code).toBe(2);
      expect(text).toMatch(/allowed are|usage/);
    },
  );

  test('prints what a device sent as text: no terminal obeys it', async () => {
    const { stdout } = await runCommand(process.execPath, [
      'src/main.ts',
      'preview-mapping',
      'lower',
      '--config',
      config,
    ]);
    expect(stdout).toContain(']0;owned');
    expect(stdout.replaceAll(/[\n\t]/g, '')).not.toMatch(/\p{Cc}|\u202e/u);
  });
});
