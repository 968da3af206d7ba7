import { Counter, Gauge, Registry } from 'prom-client';

type Counted = Readonly<Record<string, number>>;

/** What is counted, for whoever runs the service. Nothing that failed is without a number here. */
export function createMetrics() {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `amont_${name}_total`, help, labelNames: [...labelNames], registers: [registry] });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `amont_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  type Labelled<L extends string> = readonly (readonly [Record<L, string>, number])[];
  /** What cannot be read is left out. */
  const labelled = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    read: () => Labelled<L> | Promise<Labelled<L>>,
  ): void => {
    const labels = new Gauge({
      name: `amont_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [],
      async collect() {
        const found = await read();
        this.reset();
        for (const [of, value] of found) this.set(of, value);
      },
    });
    registry.registerMetric(labels);
  };
  const byWhom = (name: string, help: string, read: () => Counted | null): void =>
    labelled(name, help, ['for'], () => Object.entries(read() ?? {}).map(([whom, count]) => [{ for: whom }, count]));
  const deliveries = counter('deliveries', 'Messages, by what became of them', ['outcome']);
  // A figure that is not there before the first failure does not grow with it, to whoever watches it grow.
  for (const outcome of ['sent', 'failed', 'dropped']) deliveries.inc({ outcome }, 0);
  return {
    registry,
    messages: counter('messages', 'MQTT messages taken in', []),
    /** Read where rejections are kept and counted: that count outlives a restart. What cannot be read is left out. */
    watchRejections(reasons: readonly string[], counts: () => Readonly<Record<string, number>> | null): void {
      const rejected = new Counter({
        name: 'amont_rejected_total',
        help: 'Messages that became no reading, by reason: future and too-old are a wrong clock; too-many: some or all of its readings were more than a gauge may add',
        labelNames: ['reason'],
        registers: [],
        collect() {
          this.reset();
          const known = counts();
          if (known === null) return;
          for (const [reason, count] of Object.entries(known)) this.inc({ reason }, count);
          for (const reason of reasons) this.inc({ reason }, 0);
        },
      });
      registry.registerMetric(rejected);
    },
    watchFailing(failing: () => Counted | null): void {
      byWhom(
        'failing_deliveries',
        'Messages that have failed and will be tried again, by whom they are for: contacts, residents, machines',
        failing,
      );
    },
    watchUndeliverable(undeliverable: () => Counted | null): void {
      byWhom(
        'undeliverable',
        'Messages of the last day that were refused for good, by whom they were for: contacts, until something later arrives there; machines',
        undeliverable,
      );
    },
    watchUntold(untold: () => readonly (readonly [{ machine: string; tells: string }, number])[]): void {
      labelled(
        'machine_untold',
        'Machines of webhooks: 1 for one that has missed a message since it last took one',
        ['machine', 'tells'],
        untold,
      );
    },
    watchUnanswered(unanswered: () => readonly { commune: string; level: string }[]): void {
      labelled(
        'alert_unanswered',
        'Alerts in force of which nobody has said that they take care of them, by commune and level',
        ['commune', 'level'],
        () => unanswered().map((labels) => [labels, 1]),
      );
    },
    /** Not there where there is none. */
    watchUntried(oldest: () => Counted | null): void {
      byWhom(
        'oldest_untried_seconds',
        'When the oldest message was written that was not tried yet, since 1970, by whom it is for: contacts, machines that residents hear or see',
        () => Object.fromEntries(Object.entries(oldest() ?? {}).map(([whom, at]) => [whom, Math.round(at / 1000)])),
      );
    },
    /** One for the state that it is in, none for the others; all are left out where there is no answer. */
    watchHealth(states: readonly string[], ask: () => Promise<string | null>): void {
      const help = 'What /health says: 1 for the state that it is in; deaf is its 503';
      labelled('health', help, ['state'], async () => {
        const current = await ask();
        return current === null ? [] : states.map((state) => [{ state }, state === current ? 1 : 0]);
      });
    },
    watchUnwell(gauges: number, ask: () => Promise<Counted | null>): void {
      gauge('gauges', 'Gauges of stations.yaml', () => gauges);
      const help =
        'How much of what /health names is not well, by its name there: stale, the gauges that are silent, and so on';
      labelled('unwell', help, ['what'], async () =>
        Object.entries((await ask()) ?? {}).map(([what, count]) => [{ what }, count]),
      );
    },
    framesNotKept: counter(
      'frames_not_kept',
      'Messages of mapped devices that were not kept as they came, since one says too much; their readings are',
      ['station'],
    ),
    ingestFailures: counter('ingest_failures', 'Batches that could not be stored; the publisher was not told yes', []),
    sessionsLost: counter(
      'broker_sessions_lost',
      'Times the MQTT broker forgot our session, and what waited in it',
      [],
    ),
    brokerFailures: counter('broker_failures', 'Attempts to reach the MQTT broker that failed', []),
    devicePasswordFailures: counter(
      'device_password_failures',
      'Devices turned away since the file of their passwords could not be read',
      [],
    ),
    polls: counter('polls', 'Polls of national services, by service and by what became of them', [
      'service',
      'outcome',
    ]),
    assessFailures: counter(
      'assess_failures',
      'Assessments that failed by a bug or a full disk, by place: a gauge, a commune, round where all of it failed; other, which the log names',
      ['place'],
    ),
    showFailures: counter('show_failures', 'What pages went without, since it could not be read', []),
    fitFailures: counter(
      'fit_failures',
      'Attempts to learn from the record that failed; tried again within the hour',
      [],
    ),
    watchFit(fittedAt: () => number | null): void {
      gauge('forecast_fitted_at_seconds', 'When the forecast was last fitted, since 1970; 0 while it is not', () =>
        Math.round((fittedAt() ?? 0) / 1000),
      );
    },
    watchCertificate(endsAt: () => number): void {
      gauge(
        'broker_certificate_ends_at_seconds',
        'When the certificate in use between sensors or their broker and us ends, since 1970',
        () => Math.round(endsAt() / 1000),
      );
    },
    watchDisk(freeBytes: () => number): void {
      gauge('disk_free_bytes', 'What the disk of the data folder has left', freeBytes);
    },
    events: counter('alert_events', 'Alert events, by kind', ['kind']),
    watchFailures: counter('watch_failures', 'Daily comparisons of the rules with what happened that failed', []),
    upkeepFailures: counter(
      'upkeep_failures',
      'Daily rounds that failed: they forget what is no longer wanted, learn limits, keep room, seal the record',
      [],
    ),
    deliveryFailures: counter('delivery_failures', 'Rounds of delivery that a bug or a full disk ended', []),
    spoolFailures: counter('spool_failures', 'Attempts to write to InfluxDB or to read from it that failed', []),
    watchSpool(status: () => { waiting: number; refused: number }): void {
      gauge('spool_waiting', 'Readings that InfluxDB has yet to be given', () => status().waiting);
      gauge('spool_refused', 'Readings that InfluxDB will not take', () => status().refused);
    },
    removed: counter('removed', 'What was removed since it is no longer kept', ['what']),
    retentionFailures: counter('retention_failures', 'Daily removals that a bug or a full disk ended', []),
    requestsRefused: counter(
      'requests_refused',
      'Subscriptions refused since too many were asked for: by one visitor, for one address, in a day',
      ['limit'],
    ),
    browsersGone: counter(
      'browsers_gone',
      'Subscriptions of browsers erased since nothing reaches them any more, or ever did',
      [],
    ),
    heartbeats: counter('heartbeats', 'Signs of life to a watch elsewhere, by what became of them', ['outcome']),
    deliveryReports: counter('delivery_reports', 'Reports of a gateway on text messages, by what came of them', [
      'outcome',
    ]),
    deliveries,
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
