import type { AlertEvent } from '../alert/alert.ts';
import type { App } from '../app.ts';
import type { Instant } from '../lib/clock.ts';
import type { OutboxRow } from '../notification/outbox.ts';

/** What the demonstration tells whoever watches it. */
export interface DemoWatcher {
  ready(app: Pick<App, 'url' | 'doors'>): void;
  loading(share: number): void;
  replaying(from: Instant, to: Instant): void;
  /** Where the replay is: at each tick, also where nothing happens. */
  reached?(at: Instant): void;
  event(event: AlertEvent): void;
  told(row: OutboxRow, at: Instant): void;
  /** The replay waits for a decision of somebody who is logged in. */
  waiting(communes: readonly string[]): void;
  failed(error: unknown): void;
  /** The recording is over; the service closes when this resolves. */
  finished(): Promise<void>;
}
