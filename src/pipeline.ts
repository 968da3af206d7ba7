import { type Act, type ActRefusal, act } from './alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from './alert/alert.ts';
import { judgedGauges } from './alert/judged-gauges.ts';
import { type Suppression, suppress, suppressionAt } from './alert/suppress.ts';
import type { SuppressionStore } from './alert/suppression-store.ts';
import { transition } from './alert/transition.ts';
import { summarise } from './forecast/ensemble/summarise.ts';
import type { ForecastModel } from './forecast/forecast-model.ts';
import type { ForecastStore, ForecastSummary } from './forecast/forecast-store.ts';
import { type Gathering, gatherAt, newestOf } from './forecast/issue/gather.ts';
import type { Clock, Instant } from './lib/clock.ts';
import { err, ok, type Result } from './lib/result.ts';
import type { Exercises } from './notification/exercises.ts';
import type { Journal } from './notification/journal.ts';
import type { OutboxRow } from './notification/outbox.ts';
import { assess as assessGauge, type Known } from './policy/assess.ts';
import { type Decision, decide } from './policy/decide.ts';
import { type Policy, rulesFor } from './policy/policy.ts';
import type { PolicyStore } from './policy/policy-store.ts';
import type { DeviceMapping } from './reading/device-mapping.ts';
import { type DeviceHealthStore, noteSighting } from './reading/device-state.ts';
import type { Exclusion } from './reading/exclusion.ts';
import { type Fetched, type Intake, intake, intakeFetched } from './reading/intake.ts';
import type { LearntLimits } from './reading/learnt-limits.ts';
import type { RawMessage } from './reading/message-source.ts';
import type { RawFrameStore } from './reading/raw-frame-store.ts';
import { isAccepted } from './reading/reading.ts';
import type { ReadingStore, RejectionStore } from './reading/reading-store.ts';
import type { HeldReadings, RecentReadings } from './reading/recent-readings.ts';
import { takeTurns } from './reading/take-turns.ts';
import type { RecordEntry } from './record/record.ts';
import type { Commune } from './territory/commune.ts';
import type { Network } from './territory/network.ts';
import { noiseOf } from './territory/station.ts';
import { timePasses } from './time-passes.ts';

/** What the flow needs, composed in `app.ts`. */
export interface PipelineParts {
  clock: Clock;
  network: Network;
  communes: ReadonlyMap<string, Commune>;
  acceptSimulated: boolean;
  /** The one in use now: it is fitted anew while the service runs. */
  model(): ForecastModel;
  readings: ReadingStore;
  rejections: RejectionStore;
  devices: readonly DeviceMapping[];
  frames: RawFrameStore;
  deviceHealth: DeviceHealthStore;
  limits: Pick<LearntLimits, 'of'>;
  excluding(): readonly Exclusion[];
  recent: HeldReadings;
  forecasts: ForecastStore;
  policies: PolicyStore;
  journal: Journal;
  suppressionStore: Pick<SuppressionStore, 'open'>;
  exercises: Pick<Exercises, 'advance'>;
  atomically(work: () => void): void;
  /** The messages that the events of a transition give, one a recipient and channel. */
  messagesOf(events: readonly AlertEvent[], state: CommuneState): readonly OutboxRow[];
  /** Called after the commit. */
  observe(event: AlertEvent): void;
  /** A bug in what concerns one commune or gauge: counted and shown, and the others go on. */
  failed(place: string, error: unknown): void;
}

/** How a person's deed reached us: logged in, by the link in a message, or by a text message from their phone. */
export type DoneBy = 'session' | 'link' | 'reply';

/** The flow: readings in, levels and messages out. Each step is one function. */
export interface Pipeline {
  /** Durable when it resolves. Gives the stations of which something new is known. */
  ingest(batch: readonly RawMessage[]): Promise<ReadonlySet<string>>;
  /** The same for what was fetched from a national service. */
  ingestFetched(fetched: Fetched): Promise<ReadonlySet<string>>;
  /** Forecast, decide, transition and commit, for the communes given, at the clock's present. */
  assess(communes: readonly Commune[]): Promise<void>;
  /** What only the passing of time brings: a release that is due, the next of the ladder asked. Part of `assess` too. */
  passTime(communes: readonly Commune[]): void;
  act(commune: string, deed: Act, person: string, by?: DoneBy): Result<null, ActRefusal>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { clock, network, recent, journal, policies } = parts;
  const inTurn = takeTurns();

  async function store({ readings, rejections, frames, sightings }: Intake): Promise<ReadonlySet<string>> {
    try {
      const outcomes = await parts.readings.append(readings);
      if (rejections.length > 0) parts.rejections.append(rejections);
      if (frames.length > 0) {
        parts.atomically(() => {
          parts.frames.append(frames);
          for (const each of sightings) parts.deviceHealth.put(noteSighting(parts.deviceHealth.of(each.station), each));
        });
      }
      return new Set(readings.filter((_, index) => outcomes[index] !== 'repeat').map((each) => each.station));
    } catch (error) {
      for (const reading of readings) recent.forget(reading);
      throw error;
    }
  }

  async function assess(communes: readonly Commune[]): Promise<void> {
    await inTurn(async () => recent.refresh());
    const now = clock.now();
    const model = parts.model();
    const suppressions = parts.suppressionStore.open(now);
    const gathering = gatherAt(network, believed(recent, suppressions, now), model.historyH, now);
    const known = new Map<string, Known>();
    for (const station of communes.flatMap((commune) => judgedGauges(commune, journal.state(commune.id)))) {
      if (known.has(station)) continue;
      const here = await look(station, model, gathering, now).catch((error: unknown) => parts.failed(station, error));
      if (here) known.set(station, here);
    }
    // From here on nothing waits: no person can act between reading the state and writing it.
    const policy = policies.current();
    if (!policy) throw new Error('assess before the first policy version');
    const events: AlertEvent[] = [];
    parts.atomically(() => {
      for (const { forecast, station } of known.values()) {
        if (!forecast.ok) continue;
        try {
          parts.atomically(() => {
            parts.forecasts.append(summarise(forecast.value, marksOf(policy, station.id)));
            parts.forecasts.keepPaths(forecast.value);
          });
        } catch (error) {
          parts.failed(station.id, error);
        }
      }
      for (const commune of communes) {
        try {
          parts.atomically(() => events.push(...settle(commune, { known, suppressions }, policy, now)));
        } catch (error) {
          parts.failed(commune.id, error);
        }
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

  /** What is known at one gauge, and what may happen there. */
  async function look(id: string, model: ForecastModel, gathering: Gathering, now: Instant): Promise<Known> {
    const station = network.stations.get(id);
    // What communes watch is there; so an alert stands at a gauge that was taken out, and nothing can lower it.
    if (!station)
      throw new Error(`an alert stands at ${id}, which is no longer in stations.yaml: put it back until that ends`);
    const here = { station, recent: await recent.of({ station: id, quantity: station.quantity }, now) };
    try {
      const inputs = await gathering.inputsFor(id);
      return { ...here, forecast: model.forecast(inputs), dataAt: newestOf(inputs) };
    } catch (error) {
      // A mark that the water has passed needs no forecast.
      parts.failed(id, error);
      return {
        ...here,
        forecast: err({ kind: 'failed' }),
        dataAt: here.recent.findLast(isAccepted)?.observedAt ?? null,
      };
    }
  }

  /** Judges each gauge of a commune, takes it into the commune's state and writes what changed with its messages. */
  function settle(
    commune: Commune,
    { known, suppressions }: { known: ReadonlyMap<string, Known>; suppressions: readonly Suppression[] },
    policy: Policy,
    now: Instant,
  ): AlertEvent[] {
    let state = journal.state(commune.id) ?? newCommuneState(commune.id);
    const events: AlertEvent[] = [];
    const decisions: Decision[] = [];
    for (const station of judgedGauges(commune, state)) {
      const here = known.get(station);
      if (!here) continue;
      const assessment = assessGauge(commune.id, rulesFor(policy, commune.id, station), here, now);
      const decision = decide(policy, suppress(assessment, suppressionAt(suppressions, station, now)));
      const next = transition(state, decision, policy, noiseOf(here.station));
      state = next.state;
      events.push(...next.events);
      decisions.push(decision);
    }
    const later = timePasses(journal, commune, { state, events }, policy, now);
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
    ingest: (batch) =>
      inTurn(async () => {
        recent.refresh();
        return store(await intake(batch, { ...parts, exclusions: parts.excluding(), now: clock.now() }));
      }),
    ingestFetched: (fetched) =>
      inTurn(async () => {
        recent.refresh();
        return store(await intakeFetched(fetched, { ...parts, exclusions: parts.excluding() }));
      }),
    assess,
    passTime(communes) {
      const policy = policies.current();
      if (!policy) return;
      for (const commune of communes) {
        const state = journal.state(commune.id);
        if (!state?.alert) continue;
        try {
          const { state: after, events } = timePasses(journal, commune, { state, events: [] }, policy, clock.now());
          if (events.length > 0) commit(after, events, [], []);
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

/** A gauge under maintenance says nothing to any forecast either, its own or those below it. */
function believed(
  recent: RecentReadings,
  suppressions: readonly Suppression[],
  now: Instant,
): Pick<RecentReadings, 'of'> {
  return {
    of: async (series, at) =>
      suppressionAt(suppressions, series.station, now)?.kind === 'maintenance' ? [] : recent.of(series, at),
  };
}

function marksOf(policy: Policy, station: string): Pick<ForecastSummary['chances'][number], 'markM' | 'leadTimeH'>[] {
  return policy.rules.filter((rule) => rule.station === station);
}
