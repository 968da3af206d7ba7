import { expect, test } from 'vitest';
import { answerForAbsent } from '../../src/demo/answer.ts';
import { createAttendance } from '../../src/demo/attendance.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood } from '../support/flood-world.ts';

test('an absent mayor answers some time after the question was asked, also where somebody opened it again', async () => {
  const world = createWorld();
  await flood(world);
  const { doors, clock } = world;
  const attendance = createAttendance(clock);
  const answers = () => {
    answerForAbsent(doors, attendance);
    return doors.journal.state('coursan')?.alert?.acknowledgements.map(({ person }) => person);
  };
  const after = (minutes: number) => clock.advanceTo(clock.now() + minutes * MINUTE_MS);
  after(20);
  expect(answers()).toEqual(['deputy-coursan']);
  const answeredAt = clock.now();
  after(30);
  doors.act('coursan', { kind: 'hand-back', level: 'act', answeredAt }, 'mayor-coursan');
  expect(answers()).toEqual([]);
  after(19);
  expect(answers()).toEqual([]);
  after(1);
  expect(answers()).toEqual(['deputy-coursan']);
});
