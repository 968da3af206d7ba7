import type { Instant } from '../lib/clock.ts';
import type { RecordBook } from '../record/record.ts';
import type { KeptFinding, TuningStore } from '../verification/tune/tuning-store.ts';

/** Shows what the watch found on the staff pages; what is new goes into the record, once. */
export function keepFindings(
  { tuningStore, record }: { tuningStore: TuningStore; record: Pick<RecordBook, 'append'> },
  findings: readonly KeptFinding[],
  now: Instant,
): void {
  const isKnown = (each: KeptFinding): boolean =>
    tuningStore
      .findings(each.commune)
      .some(
        ({ station, level, finding }) =>
          station === each.station && level === each.level && finding.kind === each.finding.kind,
      );
  for (const each of findings.filter((finding) => !isKnown(finding))) {
    const { commune, station, level, finding } = each;
    record.append({
      at: now,
      actor: { service: true },
      action: `watch.${finding.kind}`,
      commune,
      detail: { station, level, ...finding },
    });
  }
  tuningStore.putFindings(findings);
}
