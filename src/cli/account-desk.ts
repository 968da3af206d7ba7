import type { AccountStore } from '../people/account.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Town } from './open-town.ts';
import { toPaste } from './typed/to-paste.ts';

/** What a deed with accounts works with. */
export interface Desk extends Pick<Town, 'folder' | 'config' | 'where'> {
  accounts: AccountStore;
  /** All of it or nothing. */
  atomically(work: () => void): void;
  note(action: string, detail: RecordEntry['detail']): void;
  out(line: string): void;
}

/** Changes an account and writes it on record, both or neither. False where there was nothing to change. */
export function changeOnRecord(
  { atomically, note }: Desk,
  action: string,
  detail: RecordEntry['detail'],
  change: () => boolean,
): boolean {
  let isDone = false;
  atomically(() => {
    isDone = change();
    if (isDone) note(action, detail);
  });
  return isDone;
}

export function unknownAccount(desk: Desk, id: string): number {
  desk.out(`There is no account ${id} in ${desk.where}; nothing was changed. ${listCommand(desk)} names them all.`);
  return 1;
}

export function listCommand({ folder }: Desk): string {
  return `\`${toPaste('user list', folder)}\``;
}
