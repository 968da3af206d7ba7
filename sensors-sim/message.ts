/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export type Quantity = 'stage' | 'rain' | 'discharge';

/** One reading on its way: what the sensor says, and when it leaves the sensor. */
export interface TimedMessage {
  station: string;
  quantity: Quantity;
  /** By the sensor's own clock. */
  observedAt: Instant;
  /** Metres, millimetres in the step, or m³/s. */
  value: number;
  /** When it is sent: as a rule `observedAt`, later or earlier under a fault. */
  deliverAt: Instant;
}

const fieldOf: Record<Quantity, string> = { stage: 'stageM', rain: 'rainMm', discharge: 'dischargeM3s' };

/** @example topicOf({ station: 'limoux', quantity: 'stage' }) // 'amont/v1/limoux/stage' */
export function topicOf({ station, quantity }: Pick<TimedMessage, 'station' | 'quantity'>): string {
  return `amont/v1/${station}/${quantity}`;
}

/** A simulated reading never looks like a real one: `simulated` is always there and always true. */
export function payloadOf({ observedAt, quantity, value }: Omit<TimedMessage, 'station' | 'deliverAt'>): string {
  return JSON.stringify({ observedAt: isoSecond(observedAt), [fieldOf[quantity]]: value, simulated: true });
}

/** @example isoSecond(0) // '1970-01-01T00:00:00Z' */
export function isoSecond(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** In the order in which they leave; of those leaving together, as they were. */
export function byDelivery(messages: readonly TimedMessage[]): TimedMessage[] {
  return messages.toSorted((a, b) => a.deliverAt - b.deliverAt);
}
