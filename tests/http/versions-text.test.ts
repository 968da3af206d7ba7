import { expect, test } from 'vitest';
import { versionsText } from '../../src/http/api/versions-text.ts';
import { createServer } from '../../src/http/server.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { takeBrokenAnswers } from '../support/broken-answers.ts';
import { createWorld } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

function history() {
  const policy = createWorld().doors.policies.current()!;
  const made: number[] = [];
  async function* versions(count: number): AsyncGenerator<Policy> {
    for (let version = count; version > 0; version -= 1) {
      made.push(version);
      yield { ...policy, version };
    }
  }
  return { policy, made, versions };
}

async function allOf(text: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const each of text) all.push(each);
  return all;
}

test('whoever takes little of a thousand versions has little made, and no more than was asked for is read', async () => {
  const { made, versions } = history();
  const text = versionsText(versions(1000), ['coursan'], 3);
  await text.next();
  await text.next();
  expect(made).toEqual([1000, 999]);
  const rest = await allOf(text);
  expect([made, rest.length]).toEqual([[1000, 999, 998], 2]);
});

test.each([0, 1, 2])(
  'of %i versions it is what the API says of them, with the rules of own communes alone',
  async (count) => {
    const { policy, versions } = history();
    const found = JSON.parse((await allOf(versionsText(versions(count), ['coursan'], 100))).join(''));
    const rules = policy.rules.filter(({ commune }) => commune === 'coursan');
    const createdAt = new Date(policy.createdAt).toISOString();
    expect(found).toEqual([2, 1].slice(2 - count).map((version) => ({ ...policy, version, createdAt, rules })));
  },
);

test('a history that cannot be read is a fault that is told as such', async () => {
  const { doors } = createWorld();
  const unread = () => {
    throw new Error('disk I/O error');
  };
  const staff = await logIn(createServer({ ...doors, policies: { ...doors.policies, history: unread } }), 'staff-aude');
  const { statusCode, headers } = await staff.get('/api/v1/policies');
  expect([statusCode, headers['content-type']]).toEqual([500, 'application/problem+json']);
  // No route declares that it breaks.
  expect(takeBrokenAnswers()).toHaveLength(1);
});
