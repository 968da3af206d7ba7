import type { AlertEvent, CommuneState } from '../../src/alert/alert.ts';
import type { ForecastStore, ForecastSummary } from '../../src/forecast/forecast-store.ts';
import type { Journal } from '../../src/notification/journal.ts';
import type { Delivery, OutboxRow } from '../../src/notification/outbox.ts';
import type { Account, AccountStore } from '../../src/people/account.ts';
import type { Subscription, SubscriptionStore } from '../../src/people/subscription.ts';
import type { Decision } from '../../src/policy/decide.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { PolicyStore } from '../../src/policy/policy-store.ts';
import type { DeviceHealthStore, DeviceState } from '../../src/reading/device-state.ts';
import type { Exclusion, ExclusionStore } from '../../src/reading/exclusion.ts';
import type { Reading, Rejection } from '../../src/reading/reading.ts';
import type { ReadingStore, RejectionStore } from '../../src/reading/reading-store.ts';
import type { RecordBook, RecordEntry } from '../../src/record/record.ts';

/** Stand-ins for the stores, for tests of the doors alone: no revisions, no durability. */
export function memoryReadings(): ReadingStore {
  const all: Reading[] = [];
  const of = ({ station, quantity }: { station: string; quantity: string }, receivedBy: number) =>
    all
      .filter((each) => each.station === station && each.quantity === quantity && each.receivedAt <= receivedBy)
      .sort((a, b) => a.observedAt - b.observedAt);
  return {
    append: async (readings) => {
      all.push(...readings.map((each) => ({ ...each, revision: 0 })));
      return readings.map(() => 'new' as const);
    },
    regrade: async (readings) => {
      for (const each of readings) {
        const at = all.findIndex((old) => old.station === each.station && old.observedAt === each.observedAt);
        all[at] = { ...each, revision: (all[at]?.revision ?? 0) + 1 };
      }
    },
    latest: async (series, by) => of(series, by).at(-1) ?? null,
    window: async (series, from, to, by) => of(series, by).filter((r) => r.observedAt >= from && r.observedAt <= to),
    close: async () => {},
  };
}

export function memoryDeviceHealth(): DeviceHealthStore {
  const all = new Map<string, DeviceState>();
  return { of: (station) => all.get(station) ?? null, put: (state) => void all.set(state.station, state) };
}

export function memoryExclusions(record: RecordBook): ExclusionStore {
  const all: Exclusion[] = [];
  return {
    append: (exclusion, entry) => {
      const full = { ...exclusion, id: all.length + 1, reversal: null };
      all.push(full);
      record.append(entry);
      return full;
    },
    reverse: (id, reversal, entry) => {
      const found = all.find((each) => each.id === id && each.reversal === null);
      if (found) {
        found.reversal = reversal;
        record.append(entry);
      }
      return found !== undefined;
    },
    recent: (station, limit) =>
      all
        .filter((each) => each.station === station)
        .toReversed()
        .slice(0, limit),
    inForce: () => all.filter((each) => each.reversal === null),
  };
}

export function memoryRejections(): RejectionStore {
  const all: Rejection[] = [];
  return {
    append: (rejections) => void all.push(...rejections),
    recent: (limit) => all.toReversed().slice(0, limit),
    counts: () => {
      const counts: Partial<Record<Rejection['reason'], number>> = {};
      for (const { reason } of all) counts[reason] = (counts[reason] ?? 0) + 1;
      return counts;
    },
  };
}

export function memoryForecasts(): ForecastStore {
  const all: ForecastSummary[] = [];
  return {
    append: (summary) => void all.push(summary),
    latest: (station, by) => all.findLast((each) => each.station === station && each.issuedAt <= by) ?? null,
    between: (station, from, to) =>
      all.filter((each) => each.station === station && each.issuedAt >= from && each.issuedAt <= to),
  };
}

export function memoryRecord(): RecordBook {
  const all: (RecordEntry & { id: number })[] = [];
  return {
    append: (entry) => void all.push({ ...entry, id: all.length + 1 }),
    recent: (commune, limit) =>
      all
        .filter((each) => commune === null || each.commune === commune)
        .toReversed()
        .slice(0, limit),
  };
}

export function memoryPolicies(record: RecordBook): PolicyStore {
  const all: Policy[] = [];
  return {
    current: () => all.at(-1) ?? null,
    at: (version) => all.find((each) => each.version === version) ?? null,
    history: (limit) => all.toReversed().slice(0, limit),
    append: (next, entry) => {
      const policy = { ...next, version: all.length + 1 };
      all.push(policy);
      record.append(entry);
      return policy;
    },
  };
}

export function memoryAccounts(): AccountStore {
  const all: Account[] = [];
  const find = (id: string) => all.find((each) => each.id === id) ?? null;
  const replace = (id: string, ...by: Account[]) => {
    const at = all.findIndex((each) => each.id === id);
    if (at >= 0) all.splice(at, 1, ...by);
    return at >= 0;
  };
  return {
    find,
    list: () => [...all],
    add: (account) => find(account.id) === null && all.push(account) > 0,
    setPassword: (id, passwordHash) => {
      const account = find(id);
      return account !== null && replace(id, { ...account, passwordHash });
    },
    remove: (id) => replace(id),
  };
}

export function memorySubscriptions(): SubscriptionStore {
  let all: (Subscription & { hash: string })[] = [];
  const find = (id: string) => all.find((each) => each.id === id) ?? null;
  return {
    request: (subscription, hash) => {
      all.push({ ...subscription, hash });
      return 'requested';
    },
    findByConfirmToken: (hash) => all.find((each) => each.hash === hash) ?? null,
    confirm: (id, at) => {
      const found = find(id);
      if (!found || found.confirmedAt !== null) return false;
      found.confirmedAt = at;
      return true;
    },
    find,
    remove: (id) => {
      const before = all.length;
      all = all.filter((each) => each.id !== id);
      return all.length < before;
    },
    confirmed: (commune) => all.filter((each) => each.commune === commune && each.confirmedAt !== null),
    forgetUnconfirmed: () => 0,
  };
}

export function memoryJournal(record: RecordBook): Journal {
  const states = new Map<string, CommuneState>();
  const events: AlertEvent[] = [];
  const decisions: Decision[] = [];
  const outbox: (OutboxRow & { delivery: Delivery })[] = [];
  const pending: Delivery = { status: 'pending', attempts: 0, nextAttemptAt: 0, lastError: null };
  const enqueue = (row: OutboxRow) => void outbox.push({ ...row, delivery: pending });
  return {
    state: (commune) => states.get(commune) ?? null,
    commit: (commit) => {
      states.set(commit.state.commune, commit.state);
      events.push(...commit.events);
      decisions.push(...commit.decisions);
      for (const row of commit.outbox) enqueue(row);
      for (const entry of commit.record) record.append(entry);
    },
    events: (commune, { limit, alert }) =>
      events.filter((each) => each.commune === commune && (!alert || each.alert === alert)).slice(-limit),
    decisions: (commune, station, from, to) =>
      decisions.filter(
        ({ assessment: a }) => a.commune === commune && a.station === station && a.issuedAt >= from && a.issuedAt <= to,
      ),
    due: () =>
      outbox
        .filter(({ delivery }) => delivery.status === 'pending')
        .map((each) => ({ ...each, attempts: each.delivery.attempts })),
    enqueue,
    settle: (id, delivery) => {
      const row = outbox.find((each) => each.id === id);
      if (row) row.delivery = delivery;
    },
    deliveries: (commune, limit) =>
      outbox
        .filter((each) => each.commune === commune)
        .toReversed()
        .slice(0, limit),
    outboxCounts: () => {
      const counts = { pending: 0, sent: 0, dropped: 0 };
      for (const { delivery } of outbox) counts[delivery.status] += 1;
      return counts;
    },
  };
}
