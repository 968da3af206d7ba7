import type { Database } from './database.ts';

/** Whether the disk takes anything now: writes durably what stands there already, a page. Nothing else uses this number. */
export function canWrite(db: Database): boolean {
  try {
    db.pragma('user_version = 0');
    return true;
  } catch {
    return false;
  }
}
