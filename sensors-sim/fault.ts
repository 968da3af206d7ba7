import { byDelivery, HOUR_MS, type Instant, MINUTE_MS, type TimedMessage } from './message.ts';
import { type Random, seededRandom } from './random.ts';

/** What can go wrong between the water and the broker, at one station (`broker-loss`: at all) for a time. */
export type Fault = Period & (AtStation | { kind: 'broker-loss' });

type AtStation = { station: string } & (
  | { kind: 'spike'; byValue: number; share: number }
  | { kind: 'stuck' }
  | { kind: 'silence' }
  | { kind: 'late-batch' }
  | { kind: 'duplicate'; afterMin: number }
  | { kind: 'clock-skew'; byMin: number }
);

/** Hours after the scenario's beginning, the end excluded. A fault meets the messages that leave the sensor in it. */
export interface Period {
  fromH: number;
  toH: number;
}

type Messages = readonly TimedMessage[];

/** Pure. What the fault does not meet passes through as it is. */
export function applyFault(messages: Messages, fault: Fault, start: Instant, seed: number): TimedMessage[] {
  const from = start + fault.fromH * HOUR_MS;
  const to = start + fault.toH * HOUR_MS;
  const met = (message: TimedMessage): boolean =>
    (fault.kind === 'broker-loss' || message.station === fault.station) &&
    message.deliverAt >= from &&
    message.deliverAt < to;
  switch (fault.kind) {
    case 'spike':
      return spike(messages, met, fault.byValue, fault.share, seededRandom(seed, `spike ${fault.station}`));
    case 'stuck':
      return stuck(messages, met);
    case 'silence':
      return messages.filter((message) => !met(message));
    case 'late-batch':
    case 'broker-loss':
      return byDelivery(change(messages, met, (message) => ({ ...message, deliverAt: to })));
    case 'duplicate':
      return duplicate(messages, met, fault.afterMin * MINUTE_MS);
    case 'clock-skew':
      return skew(messages, met, fault.byMin * MINUTE_MS);
    default:
      return fault satisfies never;
  }
}

type Met = (message: TimedMessage) => boolean;

function change(messages: Messages, met: Met, how: (message: TimedMessage) => TimedMessage): TimedMessage[] {
  return messages.map((message) => (met(message) ? how(message) : message));
}

/** Some values, by chance, are far off. */
function spike(messages: Messages, met: Met, byValue: number, share: number, random: Random): TimedMessage[] {
  const off = (message: TimedMessage): TimedMessage => ({
    ...message,
    value: Number((message.value + byValue).toFixed(3)),
  });
  return change(messages, met, (message) => (random() < share ? off(message) : message));
}

/** The first value of the period is said again and again. */
function stuck(messages: Messages, met: Met): TimedMessage[] {
  const first = messages.find(met);
  return change(messages, met, (message) => ({ ...message, value: first?.value ?? message.value }));
}

/** The sensor's clock is wrong; the message leaves as ever. */
function skew(messages: Messages, met: Met, byMs: number): TimedMessage[] {
  return change(messages, met, (message) => ({ ...message, observedAt: message.observedAt + byMs }));
}

/** Each message comes a second time. */
function duplicate(messages: Messages, met: Met, afterMs: number): TimedMessage[] {
  const again = messages.filter(met).map((message) => ({ ...message, deliverAt: message.deliverAt + afterMs }));
  return byDelivery([...messages, ...again]);
}
