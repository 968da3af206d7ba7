import { expect, test } from 'vitest';
import { createLogChannel } from '../../../src/notification/io/log.ts';
import { rowOf } from '../../support/commits.ts';

test('one line a message, with the person by id and never the address', async () => {
  const lines: string[] = [];
  const row = { ...rowOf('coursan:7'), subject: 'ALERTE Coursan' };
  const sent = await createLogChannel((line) => lines.push(line)).send({
    row,
    address: 'a@example.org',
    name: 'Anne',
    leaveUrl: null,
  });
  expect(sent).toEqual({ ok: true, value: { providerId: null } });
  expect(lines).toEqual(['2020-01-22T12:00:00.000Z coursan contact mayor-demo | ALERTE Coursan']);
});
