import { setImmediate } from 'node:timers/promises';
import { type Act, type ActRefusal, act } from './alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from './alert/alert.ts';
import type { ClockOffTold } from './alert/clock-off-told.ts';
import { calmAnew } from './alert/gauge-memory.ts';
import { judgedGauges, remembering, rulesOf } from './alert/judged-gauges.ts';
import { heldInRound, lastOver, type Suppression, suppress, suppressionNow } from './alert/suppress.ts';
import type { SuppressionStore } from './alert/suppression-store.ts';
import { transition } from './alert/transition.ts';
import { assessPlace, type Listening } from './assess-place.ts';
import { summarise } from './forecast/ensemble/summarise.ts';
import type { ForecastStore } from './forecast/forecast-store.ts';
import type { Instant } from './lib/clock.ts';
import { ok, type Result } from './lib/result.ts';
import { type LookParts, look } from './look.ts';
import type { Exercises } from './notification/exercise/exercises.ts';
import type { Commit, Journal } from './notification/journal.ts';
import type { OutboxRow } from './notification/outbox.ts';
import { timePasses } from './notification/time-passes.ts';
import type { ToldStore } from './notification/told-store.ts';
import type { Known } from './policy/assess.ts';
import { type Decision, decide } from './policy/decide.ts';
import type { DecisionStore } from './policy/decision-store.ts';
import type { Policy } from './policy/policy.ts';
import type { PolicyStore } from './policy/policy-store.ts';
import { createIngest, type IngestParts, type IngestStep } from './reading/ingest.ts';
import type { HeldReadings } from './reading/recent-readings.ts';
import type { Commune } from './territory/commune.ts';
import { noiseOf } from './territory/station.ts';

/** What the flow needs, composed in `app.ts`. */
export interface PipelineParts extends IngestParts, LookParts {
  recent: HeldReadings;
  forecasts: ForecastStore;
  policies: PolicyStore;
  journal: Journal;
  decisions: Pick<DecisionStore, 'append'>;
  told: Pick<ToldStore, 'toContacts'>;
  suppressionStore: Pick<SuppressionStore, 'open' | 'over'>;
  exercises: Pick<Exercises, 'advance' | 'nextInTurn'>;
  listening: Listening;
  clockOffTold: ClockOffTold;
  /** The messages that the events of a transition give, one a recipient and channel; `judged`: what its round has judged. */
  messagesOf(events: readonly AlertEvent[], state: CommuneState, judged: readonly Decision[]): readonly OutboxRow[];
  /** Called after the commit. */
  observe(event: AlertEvent): void;
}

/** How a person's deed reached us: logged in, by the link in a message, or by a text message from their phone. */
export type DoneBy = 'session' | 'link' | 'reply';

/** What a round knows. */
interface Round {
  known: ReadonlyMap<string, Known>;
  suppressed(station: string): Suppression | null;
  listeningSince: Instant;
  over: readonly Suppression[];
}

/** What a round makes of one commune. */
interface Settled {
  commit: Commit;
  decisions: readonly Decision[];
}

/** The flow: readings in, levels and messages out. Each step is one function. */
export interface Pipeline extends Pick<IngestStep, 'ingest' | 'ingestFetched'> {
  /** Forecast, decide, transition and commit, for the communes given, at the clock's present. Gives those that could not be judged, each of which is told. */
  assess(communes: readonly Commune[]): Promise<readonly Commune[]>;
  /**
   * What only the passing of time brings: a release that is due, the next of the ladder asked. Part of `assess` too. Of hundreds of communes
   * in a flood it is much to write: each lets others have their turn before it. Then a few of an exercise of many communes have theirs.
   */
  passTime(communes: readonly Commune[]): Promise<void>;
  act(commune: string, deed: Act, person: string, by?: DoneBy): Result<null, ActRefusal>;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { clock, journal, policies } = parts;
  const { ingest, ingestFetched, refresh } = createIngest(parts);

  async function assess(communes: readonly Commune[]): Promise<readonly Commune[]> {
    await refresh();
    // Both by the clock as it is set now: it may be set while the round looks.
    const [now, listeningSince] = [clock.now(), parts.listening.since()];
    const gauges = communes.flatMap(
      (commune) => attempt(commune.id, () => judgedGauges(commune, journal.state(commune.id))) ?? [],
    );
    const { open, over: overBy } = parts.suppressionStore;
    const known = await look(parts, gauges, heldInRound(open(now), overBy(now), now), now);
    await parts.turn();
    // From here on nothing waits: what people did while the round looked counts, and nobody acts between reading the state and writing it.
    const lookedAt = clock.now();
    const over = overBy(lookedAt);
    const held = heldInRound(open(lookedAt), over, lookedAt);
    const suppressed = (station: string) => suppressionNow(held, station, lookedAt);
    const policy = policies.current();
    if (!policy) throw new Error('assess before the first policy version');
    const forecasts = [...known.values()].flatMap(({ forecast }) => (forecast.ok ? forecast.value : []));
    writeEach(
      forecasts,
      ({ station }) => station,
      (forecast) => {
        const marks = policy.rules.filter((rule) => rule.station === forecast.station);
        parts.forecasts.append(summarise(forecast, marks));
        parts.forecasts.keepPaths(forecast);
      },
    );
    const settled = communes.flatMap(
      (commune) =>
        attempt(commune.id, () => settle(commune, { known, suppressed, listeningSince, over }, policy, now)) ?? [],
    );
    const written = writeEach(
      settled,
      ({ commit }) => commit.state.commune,
      ({ commit }) => journal.commit(commit),
    );
    for (const { commit } of written) commit.events.forEach(parts.observe);
    writeEach(
      // Of what could not be written nobody may read that it was judged: the level that stands is not what was judged.
      written.flatMap(({ decisions }) => decisions),
      ({ assessment }) => assessment.station,
      parts.decisions.append,
    );
    // After what is real, and apart from it: a fault in an exercise never holds up an alert.
    for (const { id } of communes) advanceExercise(id, lookedAt);
    const judged = new Set(written.map(({ commit }) => commit.state.commune));
    return communes.filter(({ id }) => !judged.has(id));
  }

  /** What fails at one gauge or commune is told; the others go on. */
  function attempt<T>(place: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      parts.failed(place, error);
      return undefined;
    }
  }

  function advanceExercise(commune: string, now: Instant, hasTurn = false): void {
    attempt(`exercise ${commune}`, () =>
      parts.exercises.advance(commune, journal.state(commune)?.alert ?? null, now, hasTurn).forEach(parts.observe),
    );
  }

  /**
   * All in one transaction, which waits for the disk once. Where it fails, each in its own: after one page that the disk has spoiled
   * SQLite writes nothing more in a transaction. Gives those that are written.
   */
  function writeEach<T>(all: readonly T[], placeOf: (each: T) => string, write: (each: T) => void): readonly T[] {
    try {
      parts.atomically(() => all.forEach((each) => write(each)));
      return all;
    } catch {
      return all.filter((each) => attempt(placeOf(each), () => (parts.atomically(() => write(each)), true)));
    }
  }

  /** Judges each gauge of a commune, takes it into the commune's state and writes the messages of what changed. */
  function settle(
    commune: Commune,
    { known, suppressed, listeningSince, over }: Round,
    inForce: Policy,
    now: Instant,
  ): Settled {
    const before = journal.state(commune.id) ?? newCommuneState(commune.id);
    const judged = judgedGauges(commune, before);
    const policy = rulesOf(inForce, commune.id, judged);
    let state = remembering(before, judged);
    const events: AlertEvent[] = [];
    const decisions: Decision[] = [];
    for (const station of judged) {
      const here = known.get(station);
      const place = `${commune.id}/${station}`;
      const heardAt = parts.listening.reckonedAt(place, now);
      const assessment = assessPlace(
        {
          commune: commune.id,
          station,
          here,
          unread: here ? undefined : parts.network.stations.get(station),
          state,
          listeningSince,
          maintained: lastOver(over, station),
          heardAt,
        },
        policy,
        now,
      );
      if (assessment === null) continue;
      if (assessment.sight.kind === 'seen') parts.listening.heard(place, assessment.sight.observedAt, now);
      if (heardAt !== null) state = calmAnew(state, station);
      const decision = decide(policy, suppress(assessment, suppressed(station)));
      const next = transition(state, decision, policy, here ? noiseOf(here.station) : 0);
      state = next.state;
      events.push(...next.events.map((each) => parts.clockOffTold(each, here)));
      decisions.push(decision);
    }
    const later = timePasses(parts, commune, { state, events }, policy, now);
    return { commit: commitOf(later.state, [...events, ...later.events], decisions), decisions };
  }

  /** Read before the transaction that writes it: in one that came upon a spoiled page SQLite writes nothing more. */
  function commitOf(state: CommuneState, events: readonly AlertEvent[], judged: readonly Decision[] = []): Commit {
    return { state, events, record: [], outbox: parts.messagesOf(events, state, judged) };
  }

  return {
    ingest,
    ingestFetched,
    assess,
    async passTime(communes) {
      await parts.turn();
      for (const commune of communes) {
        await setImmediate();
        attempt(commune.id, () => {
          const policy = policies.current();
          const state = journal.state(commune.id);
          if (!policy || !state?.alert) return;
          const own = rulesOf(policy, commune.id, judgedGauges(commune, state));
          const { state: after, events } = timePasses(parts, commune, { state, events: [] }, own, clock.now());
          const commit = commitOf(after, events);
          if (after !== state) parts.atomically(() => journal.commit(commit));
          events.forEach(parts.observe);
        });
      }
      const [now, ids] = [clock.now(), communes.map(({ id }) => id)];
      for (const id of ids) advanceExercise(id, now);
      for (const id of attempt('exercises', () => parts.exercises.nextInTurn(ids, now)) ?? []) {
        await setImmediate();
        advanceExercise(id, now, true);
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
      const commit = { ...commitOf(done.value.state, done.value.events), record: [entry] };
      parts.atomically(() => journal.commit(commit));
      done.value.events.forEach(parts.observe);
      return ok(null);
    },
  };
}
