import { expect, test } from 'vitest';
import { createLogChannel } from '../../../src/notification/io/log.ts';
import { rowOf } from '../../support/commits.ts';

test('one line a message, with the person by id and never the address, which does not say that it has been sent', async () => {
  const lines: unknown[] = [];
  const row = { ...rowOf('coursan:7'), subject: 'ALERTE Coursan' };
  const sent = await createLogChannel((...line) => lines.push(line)).send({
    row,
    address: 'a@example.org',
    name: 'Anne',
    leaveUrl: null,
  });
  expect(sent).toEqual({ ok: true, value: { providerId: null } });
  const about = {
    commune: 'coursan',
    event: 'coursan:7',
    recipient: 'contact mayor-demo',
    at: '2020-01-22T12:00:00.000Z',
  };
  expect(lines).toEqual([[about, 'a message was written: ALERTE Coursan']]);
});
