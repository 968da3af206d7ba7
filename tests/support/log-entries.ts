import type { LogEntry } from '../../src/record/log-entry.ts';
import { NOW } from './flood-world.ts';

export function logEntryOf(text: string, change: Partial<LogEntry> = {}): Omit<LogEntry, 'id'> {
  const entry = { commune: 'coursan', alert: null, at: NOW, receivedAt: NOW, person: 'staff-aude', follows: null };
  return { ...entry, kind: 'observation', text, ...change };
}
