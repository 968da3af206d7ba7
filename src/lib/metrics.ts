import { Counter, Registry } from 'prom-client';

/** What is counted, for whoever runs the service. Nothing that failed is without a number here. */
export function createMetrics() {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `amont_${name}_total`, help, labelNames: [...labelNames], registers: [registry] });
  return {
    registry,
    messages: counter('messages', 'MQTT messages taken in', []),
    ingestFailures: counter('ingest_failures', 'Batches that could not be stored; the publisher was not told yes', []),
    assessFailures: counter('assess_failures', 'Assessments that failed by a bug or a full disk, by place', ['place']),
    events: counter('alert_events', 'Alert events, by kind', ['kind']),
    upkeepFailures: counter('upkeep_failures', 'Daily rounds that forget raw frames and learn limits, and failed', []),
    deliveryFailures: counter('delivery_failures', 'Rounds of delivery that a bug or a full disk ended', []),
    deliveries: counter('deliveries', 'Messages, by what became of them', ['outcome']),
  };
}

type Metrics = ReturnType<typeof createMetrics>;
