import type { AccountStore } from '../people/account.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Town } from './open-town.ts';
import { toPaste } from './typed/to-paste.ts';

/** What a deed with accounts works with. */
export interface Desk extends Pick<Town, 'folder' | 'config' | 'where' | 'record'> {
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

/** Whether an account of this id was removed: what that person did stays on record under it, and reports would give it to whoever has the id now. */
export function wasSomebodys({ record }: Pick<Desk, 'record'>, id: string): boolean {
  return record.ofAction(null, 'account.removed').some(({ detail }) => detail['account'] === id);
}

export function unknownAccount(desk: Desk, id: string): number {
  desk.out(`There is no account ${id} in ${desk.where}; nothing was changed. ${listCommand(desk)} names them all.`);
  return 1;
}

export function listCommand({ folder }: Desk): string {
  return `\`${toPaste('user list', folder)}\``;
}
