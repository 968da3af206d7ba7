import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { loggedOf } from '../notification/io/log.ts';
import { NOT_ON_PHONE } from '../notification/outbox.ts';
import { createReports, type ReportStore, type Reports } from '../notification/reported/reports.ts';

/** Takes in what the gateway reports, where the town has it report: counted, and what did not arrive told as any message that did not. */
export function hearReports(
  { reports }: Pick<Config, 'reports'>,
  store: Pick<ReportStore, 'take'>,
  { metrics, log }: { metrics: Pick<Metrics, 'deliveryReports'>; log: Pick<Logger, 'warn'> },
): Reports | null {
  if (reports === null) return null;
  return createReports(reports, {
    store,
    wallClock: machineClock,
    heard(outcome, report) {
      metrics.deliveryReports.inc({ outcome: outcome.kind });
      const isLost = outcome.kind === 'failed' || (outcome.kind === 'early' && report?.state === 'failed');
      if (!isLost || report === null) return;
      log.warn(
        { ...loggedOf(outcome.of), why: `${NOT_ON_PHONE}: ${report.said}` },
        'a text message that the gateway had taken did not arrive',
      );
    },
  });
}
