import { expect, it } from 'vitest';
import { marksInForce, withMarksInForce } from '../../src/policy/marks-in-force.ts';
import { communes, rules } from '../support/aude.ts';

const coursan = communes.find(({ id }) => id === 'coursan')!;
const watch = coursan.watches[0]!;
const act = rules.find(({ commune, level }) => commune === 'coursan' && level === 'act')!;

it('are those of the rules of this commune at this gauge, and of its file for a level that has none', () => {
  const changed = { rules: [{ ...act, markM: 5.4 }] };
  expect(marksInForce(changed, 'coursan', watch)).toEqual({ ...watch.marks, act: 5.4 });
  expect(marksInForce(changed, 'trebes', watch)).toEqual(watch.marks);
  expect(marksInForce(changed, 'coursan', { ...watch, station: 'trebes' })).toEqual(watch.marks);
  expect(marksInForce(null, 'coursan', watch)).toEqual(watch.marks);
});

it('stand in the place of those of the file at each gauge, and nothing else of the commune changes', () => {
  const inForce = withMarksInForce({ rules: [{ ...act, markM: 5.4 }] }, coursan);
  expect(inForce).toEqual({ ...coursan, watches: [{ ...watch, marks: { ...watch.marks, act: 5.4 } }] });
  expect(watch.marks.act).not.toBe(5.4);
});
