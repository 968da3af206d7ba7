import { expect, test, vi } from 'vitest';
import { createSlices } from '../../src/http/slices.ts';
import { agency } from '../support/agency.ts';

/** What is noted, with each turn of the loop in between. */
async function withTurns(work: (note: (what: string) => void) => Promise<unknown>): Promise<string> {
  const done: string[] = [];
  let next = setImmediate(function turn() {
    done.push('turn');
    next = setImmediate(turn);
  });
  await work((what) => void done.push(what));
  clearImmediate(next);
  return done.join();
}

test('others have their turn once a slice is used up, and not before', async () => {
  let elapsed = 0;
  const letIn = createSlices(() => elapsed);
  const order = await withTurns(async (note) => {
    for (const piece of ['a', 'b', 'c', 'd', 'e', 'f']) {
      note(piece);
      elapsed += 8;
      await letIn();
    }
  });
  expect(order).toBe('a,b,c,turn,d,e,f,turn');
});

test.each(['/fr/staff', '/fr/staff/alerts'])(
  '%s of many communes does not hand over its turn at each of them: amid a flood each turn is a forecast',
  async (path) => {
    const { visitor, doors } = await agency();
    const { answers } = doors.truth;
    const order = await withTurns(async (note) => {
      const spy = vi.spyOn(doors.truth, 'answers').mockImplementation((...asked) => {
        note('read');
        return answers(...asked);
      });
      await visitor.get(path);
      spy.mockRestore();
    });
    expect(order).toContain('read,read');
  },
);
