import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { asItStands } from '../support/rule-form.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const rule = '/en/staff/policy/coursan/coursan/act';

it('a mark that staff have changed is the one that is drawn, listed and reached on the page of residents', async () => {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const resident = createVisitor(app);
  const shown = async () => {
    const { body } = await resident.get('/en/communes/coursan');
    return [...new Set(body.replaceAll(/&nbsp;|\u00a0/g, ' ').match(/\b(?:4\.60|5\.40) m/g))];
  };
  expect(await shown()).toEqual(['4.60 m']);
  const staff = await logIn(app, 'staff-aude', 'en');
  const change = { version: '1', ...asItStands, markM: '5.4', reason: 'The quay was raised' };
  expect(await staff.post(rule, change, { token: await staff.token(rule) })).toMatchObject({ statusCode: 303 });
  expect(await shown()).toEqual(['5.40 m']);
});

it('a report judged by a mark that was moved since says so, and by which the level was judged then', async () => {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const staff = await logIn(app, 'staff-aude', 'en');
  const { id } = world.doors.journal.state('coursan')!.alert!;
  const report = async () => (await staff.get(`/en/staff/alerts/${id}/report`)).body.replaceAll(/&nbsp;|\u00a0/g, ' ');
  const moved = 'Marks have been moved since: the verdicts';
  expect(await report()).not.toContain(moved);
  expect(await report()).not.toContain('(then:');
  const change = { version: '1', ...asItStands, markM: '5.4', reason: 'The quay was raised' };
  expect(await staff.post(rule, change, { token: await staff.token(rule) })).toMatchObject({ statusCode: 303 });
  const after = await report();
  expect(after).toContain(moved);
  expect(after.match(/[\d.]+ m \(then: [^)]*\)/g)).toEqual(['5.40 m (then: 4.60 m)']);
  expect(htmlFaults(after)).toEqual([]);
});
