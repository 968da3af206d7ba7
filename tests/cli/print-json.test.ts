import { expect, it } from 'vitest';
import { printJson } from '../../src/demo/print-json.ts';
import { eventOf } from '../support/notices.ts';

it('tells beside its lines how far the demonstration is, also while nothing happens', async () => {
  const said: string[] = [];
  const status = {
    show: (line: string) => void said.push(line),
    begin: (line: string) => void said.push(`at once: ${line}`),
    clear: () => void said.push(''),
  };
  const watcher = printJson((line) => said.push(JSON.parse(line).kind), status);
  const [from, to] = [Date.parse('2020-01-20T00:00:00Z'), Date.parse('2020-01-28T00:00:00Z')];
  for (const share of [0, 0.25, 0.28]) watcher.loading(share);
  watcher.replaying(from, to);
  watcher.reached?.(Date.parse('2020-01-22T00:00:00Z'));
  watcher.reached?.(Date.parse('2020-01-22T12:00:00Z'));
  watcher.event(eventOf());
  await watcher.finished();
  expect(said).toEqual([
    'at once: loading the weeks before the flood, 0 %',
    'at once: loading the weeks before the flood, 25 %',
    'loading the weeks before the flood, 28 %',
    'at once: replayed up to 2020-01-22T00:00:00.000Z, 25 %; learning from all before',
    'replayed up to 2020-01-22T12:00:00.000Z, 31 %',
    '',
    'raised',
    '',
  ]);
});
