import { describe, expect, it } from 'vitest';
import { isPastChanged } from '../../../src/verification/tune/past-changed.ts';

const [askedAt, until] = [100, 50];
const rows = { new: 3, revision: 0, repeat: 0, refused: 0 };
const imported = { id: 1, changedAt: 90, from: 10, rows, takenBack: null };
const takenBack = { by: { machineUser: 'root' }, reason: 'in feet', at: 95, doneAt: 98, removed: 3, restored: 0 };
const wroteEarlier = (id: number) => id === 1;
const excluded = { at: 90, from: 10, reversal: null };
const reversal = { person: 'anne', reason: 'it was the flood', at: 95 };

describe('the past that a run replayed', () => {
  it.each([
    ['imported and taken back before', { ...imported, changedAt: 98, takenBack }, false],
    ['imported since', { ...imported, changedAt: 101 }, true],
    ['imported since, and still going on', { ...imported, changedAt: 101, rows: null }, true],
    ['imported since, from its last moment on', { ...imported, changedAt: 101, from: 50 }, true],
    ['imported since, of what came after it', { ...imported, changedAt: 101, from: 51 }, false],
    [
      'imported again since: all was held',
      { ...imported, changedAt: 101, rows: { ...rows, new: 0, repeat: 3 } },
      false,
    ],
    [
      'imported since, of which some was held otherwise',
      { ...imported, changedAt: 101, rows: { ...rows, new: 0, revision: 1 } },
      true,
    ],
    ['taken back since', { ...imported, changedAt: 102, takenBack: { ...takenBack, at: 101, doneAt: 102 } }, true],
    [
      'being taken back when it was asked for',
      { ...imported, changedAt: 101, takenBack: { ...takenBack, doneAt: 101 } },
      true,
    ],
    ['imported each night: before its end it repeats what was held', { ...imported, id: 2, changedAt: 101 }, false],
    [
      'still being imported, of which is known only what came so far',
      { ...imported, id: 2, changedAt: 101, rows: null },
      true,
    ],
    ['still being taken back', { ...imported, takenBack: { ...takenBack, doneAt: null } }, true],
  ])('%s: changed %s', (_, each, isChanged) => {
    expect(isPastChanged({ askedAt, until }, [imported, each], [], wroteEarlier)).toBe(isChanged);
  });

  it.each([
    ['excluded before', excluded, false],
    ['excluded since', { ...excluded, at: 101 }, true],
    ['excluded since, of what came after it', { ...excluded, at: 101, from: 51 }, false],
    ['excluded and restored before', { ...excluded, reversal }, false],
    ['excluded before and restored since', { ...excluded, reversal: { ...reversal, at: 101 } }, true],
  ])('%s: changed %s', (_, each, isChanged) => {
    expect(isPastChanged({ askedAt, until }, [], [excluded, each], wroteEarlier)).toBe(isChanged);
  });
});
