import { expect, it } from 'vitest';
import { printJson } from '../../src/demo/print-json.ts';
import { eventOf } from '../support/notices.ts';

it('tells beside its lines how far the demonstration is, also while nothing happens', async () => {
  const said: string[] = [];
  const status = { show: (line: string) => void said.push(line), clear: () => void said.push('') };
  const watcher = printJson((line) => said.push(JSON.parse(line).kind), status);
  const [from, to] = [Date.parse('2020-01-20T00:00:00Z'), Date.parse('2020-01-28T00:00:00Z')];
  watcher.loading(0.25);
  watcher.replaying(from, to);
  watcher.reached?.(Date.parse('2020-01-22T00:00:00Z'));
  watcher.event(eventOf());
  await watcher.finished();
  expect(said).toEqual([
    'loading the weeks before the flood, 25 %',
    'replayed up to 2020-01-22T00:00:00.000Z, 25 %',
    '',
    'raised',
    '',
  ]);
});
