import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const refused = (topic: string) =>
  ({ receivedAt: NOW, topic, payload: '{}', reason: 'future', detail: 'an hour ahead' }) as const;

test('one sensor that is refused each minute hides no other', async () => {
  const { doors } = createWorld();
  doors.rejections.append([
    refused('amont/v1/lagrasse/stage'),
    ...Array.from({ length: 1_000 }, () => refused('amont/v1/coursan/stage')),
  ]);
  const staff = await logIn(createServer(doors), 'staff-aude');
  const { body } = await staff.get('/fr/staff/rejections');
  expect(body.match(/<code>amont[^<]*/g)).toEqual([
    ...Array.from({ length: 20 }, () => '<code>amont/v1/coursan/stage'),
    '<code>amont/v1/lagrasse/stage',
  ]);
  expect(body).toContain('seuls les derniers messages');
  const { recent } = (await staff.get('/api/v1/rejections?limit=200')).json();
  expect(new Set(recent.map(({ topic }: { topic: string }) => topic)).size).toBe(1);
});
