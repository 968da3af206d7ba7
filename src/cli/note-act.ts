import { machineClock } from '../lib/clock.ts';
import type { RecordBook, RecordEntry } from '../record/record.ts';
import { machineUser } from './signed-by.ts';

/** Writes on record what was done at the command line: by whoever sits at this machine. */
export function noteAct(record: RecordBook, action: string, detail: RecordEntry['detail']): void {
  const by = { machineUser: machineUser() };
  const at = machineClock.now();
  record.append({ at, actor: { service: true }, action, commune: null, detail: { ...detail, by } });
}
