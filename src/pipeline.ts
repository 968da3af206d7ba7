import { setImmediate } from 'node:timers/promises';
import { type Act, type ActRefusal, act } from './alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from './alert/alert.ts';
import { lastSeenAt, listenedSince, newGaugeState } from './alert/gauge-memory.ts';
import { judgedGauges, remembering, rulesOf } from './alert/judged-gauges.ts';
import { type Suppression, suppress, suppressionAt } from './alert/suppress.ts';
import type { SuppressionStore } from './alert/suppression-store.ts';
import { transition } from './alert/transition.ts';
import { summarise } from './forecast/ensemble/summarise.ts';
import type { ForecastStore, ForecastSummary } from './forecast/forecast-store.ts';
import type { Instant } from './lib/clock.ts';
import { ok, type Result } from './lib/result.ts';
import { type LookParts, look } from './look.ts';
import type { Exercises } from './notification/exercises.ts';
import type { Journal } from './notification/journal.ts';
import type { OutboxRow } from './notification/outbox.ts';
import { timePasses } from './notification/time-passes.ts';
import type { ToldStore } from './notification/told-store.ts';
import { assess as assessGauge, assessGone, type Known } from './policy/assess.ts';
import { awaited } from './policy/awaited.ts';
import { type Decision, decide } from './policy/decide.ts';
import { type Policy, rulesFor } from './policy/policy.ts';
import type { PolicyStore } from './policy/policy-store.ts';
import { createIngest, type IngestParts, type IngestStep } from './reading/ingest.ts';
import type { HeldReadings } from './reading/recent-readings.ts';
import type { RecordEntry } from './record/record.ts';
import type { Commune } from './territory/commune.ts';
import { noiseOf } from './territory/station.ts';

/** What the flow needs, composed in `app.ts`. */
export interface PipelineParts extends IngestParts, LookParts {
  recent: HeldReadings;
  forecasts: ForecastStore;
  policies: PolicyStore;
  journal: Journal;
  told: Pick<ToldStore, 'toContacts'>;
  suppressionStore: Pick<SuppressionStore, 'open'>;
  exercises: Pick<Exercises, 'advance'>;
  /** The messages that the events of a transition give, one a recipient and channel. */
  messagesOf(events: readonly AlertEvent[], state: CommuneState): readonly OutboxRow[];
  /** Called after the commit. */
  observe(event: AlertEvent): void;
}

/** How a person's deed reached us: logged in, by the link in a message, or by a text message from their phone. */
export type DoneBy = 'session' | 'link' | 'reply';

/** The flow: readings in, levels and messages out. Each step is one function. */
export interface Pipeline extends Pick<IngestStep, 'ingest' | 'ingestFetched'> {
  /** Forecast, decide, transition and commit, for the communes given, at the clock's present. */
  assess(communes: readonly Commune[]): Promise<void>;
  /**
   * What only the passing of time brings: a release that is due, the next of the ladder asked. Part of `assess` too. Of hundreds of communes
   * in a flood it is much to write: each lets others have their turn before it.
   */
  passTime(communes: readonly Commune[]): Promise<void>;
  act(commune: string, deed: Act, person: string, by?: DoneBy): Result<null, ActRefusal>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { clock, journal, policies } = parts;
  const { ingest, ingestFetched, refresh } = createIngest(parts);
  const startedAt = clock.now();

  async function assess(communes: readonly Commune[]): Promise<void> {
    await refresh();
    const now = clock.now();
    const gauges = communes.flatMap((commune) => judgedGauges(commune, journal.state(commune.id)));
    const known = await look(parts, gauges, parts.suppressionStore.open(now), now);
    // From here on nothing waits: what people did while the round looked counts, and nobody acts between reading the state and writing it.
    const lookedAt = clock.now();
    const open = parts.suppressionStore.open(lookedAt);
    const suppressed = (station: string) => suppressionAt(open, station, lookedAt);
    const policy = policies.current();
    if (!policy) throw new Error('assess before the first policy version');
    // In a transaction of their own: a page of them that the disk has spoiled lets SQLite write nothing more in that one.
    apart('forecasts', () => {
      for (const { forecast, station } of known.values()) {
        if (!forecast.ok) continue;
        apart(station.id, () => {
          parts.forecasts.append(summarise(forecast.value, marksOf(policy, station.id)));
          parts.forecasts.keepPaths(forecast.value);
        });
      }
    });
    const events: AlertEvent[] = [];
    parts.atomically(() => {
      for (const commune of communes) {
        apart(commune.id, () => events.push(...settle(commune, { known, suppressed }, policy, now)));
      }
    });
    events.forEach(parts.observe);
    // After what is real, and apart from it: a fault in an exercise never holds up an alert.
    for (const { id } of communes) {
      try {
        parts.exercises.advance(id, journal.state(id)?.alert != null, now).forEach(parts.observe);
      } catch (error) {
        parts.failed(`exercise ${id}`, error);
      }
    }
  }

  /** All or nothing of one gauge or commune; the others go on. */
  function apart(place: string, work: () => void): void {
    try {
      parts.atomically(work);
    } catch (error) {
      parts.failed(place, error);
    }
  }

  /** Judges each gauge of a commune, takes it into the commune's state and writes what changed with its messages. */
  function settle(
    commune: Commune,
    { known, suppressed }: { known: ReadonlyMap<string, Known>; suppressed(station: string): Suppression | null },
    inForce: Policy,
    now: Instant,
  ): AlertEvent[] {
    const before = journal.state(commune.id) ?? newCommuneState(commune.id);
    const judged = judgedGauges(commune, before);
    const policy = rulesOf(inForce, commune.id, judged);
    let state = remembering(before, judged);
    const events: AlertEvent[] = [];
    const decisions: Decision[] = [];
    for (const station of judged) {
      const here = known.get(station);
      // One that could not be looked at is left as it is; one that is gone is not seen.
      if (!here && parts.network.stations.has(station)) continue;
      const gauge = state.gauges[station] ?? newGaugeState();
      const assessment = here
        ? awaited(
            assessGauge(commune.id, rulesFor(policy, commune.id, station), here, now),
            here.station,
            listenedSince(gauge, startedAt),
          )
        : assessGone(commune.id, station, lastSeenAt(gauge), now);
      const decision = decide(policy, suppress(assessment, suppressed(station)));
      const next = transition(state, decision, policy, here ? noiseOf(here.station) : 0);
      state = next.state;
      events.push(...next.events);
      decisions.push(decision);
    }
    const later = timePasses(parts, commune, { state, events }, policy, now);
    const all = [...events, ...later.events];
    commit(later.state, all, decisions, []);
    return all;
  }

  function commit(
    state: CommuneState,
    events: readonly AlertEvent[],
    decisions: readonly Decision[],
    record: readonly RecordEntry[],
  ): void {
    journal.commit({ state, events, decisions, record, outbox: parts.messagesOf(events, state) });
  }

  return {
    ingest,
    ingestFetched,
    assess,
    async passTime(communes) {
      for (const commune of communes) {
        await setImmediate();
        try {
          const policy = policies.current();
          const state = journal.state(commune.id);
          if (!policy || !state?.alert) continue;
          const own = rulesOf(policy, commune.id, judgedGauges(commune, state));
          const { state: after, events } = timePasses(parts, commune, { state, events: [] }, own, clock.now());
          if (after !== state) commit(after, events, [], []);
          events.forEach(parts.observe);
        } catch (error) {
          parts.failed(commune.id, error);
        }
      }
    },
    act(commune, deed, person, by = 'session') {
      const policy = policies.current();
      if (!policy) throw new Error('a deed before the first policy version');
      const state = journal.state(commune) ?? newCommuneState(commune);
      const done = act(state, deed, person, policy, clock.now());
      if (!done.ok) return done;
      const detail = { ...deed, by, alert: state.alert?.id ?? null, policyVersion: policy.version };
      const entry = { at: clock.now(), actor: { person }, action: `alert.${deed.kind}`, commune, detail };
      commit(done.value.state, done.value.events, [], [entry]);
      done.value.events.forEach(parts.observe);
      return ok(null);
    },
  };
}

function marksOf(policy: Policy, station: string): Pick<ForecastSummary['chances'][number], 'markM' | 'leadTimeH'>[] {
  return policy.rules.filter((rule) => rule.station === station);
}
