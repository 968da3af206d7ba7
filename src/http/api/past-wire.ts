import type { Delivery } from '../../notification/outbox.ts';
import type { Decision } from '../../policy/decide.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { withoutLinks } from '../text/without-links.ts';
import type { ReplayView } from '../views/afterwards/replay-view.ts';
import type { ReportTold, ReportView } from '../views/afterwards/report-view.ts';
import type { VerificationView } from '../views/afterwards/verification-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import { eventToWire, forecastToWire, officialToWire, policyToWire } from './to-wire.ts';

function decisionToWire({ assessment, policyVersion, verdicts }: Decision) {
  return {
    ...assessment,
    policyVersion,
    verdicts: raisedLevels.flatMap((level) => {
      const verdict = verdicts[level];
      return verdict ? [{ level, verdict: verdict.kind, reason: verdict.reason }] : [];
    }),
  };
}

/** When the phone had it, where a gateway reports that. */
export function deliveredAt(delivery: Delivery): number | null {
  return (delivery.status === 'sent' && delivery.deliveredAt) || null;
}

function sentToWire({ subject, text, channel, createdAt, delivery }: ReportTold['contacts'][number]) {
  return {
    channel,
    subject,
    text: withoutLinks(text),
    writtenAt: createdAt,
    status: delivery.status,
    sentAt: delivery.status === 'sent' ? delivery.sentAt : null,
    deliveredAt: deliveredAt(delivery),
  };
}

export function toldToWire({ event, told }: ReportView['told'][number]) {
  return {
    ...told,
    event: event.id,
    contacts: told.contacts.map((each) => ({ person: each.recipient.id, ...sentToWire(each) })),
    machines: told.machines.map((each) => ({ machine: each.recipient.id, ...sentToWire(each) })),
    toResidents: told.toResidents.map((each) => ({ ...each, text: withoutLinks(each.text) })),
  };
}

export function reportToWire(view: ReportView) {
  return {
    ...view,
    commune: view.commune.id,
    asOf: view.now,
    gauges: view.gauges.map((gauge) => ({
      ...gauge,
      station: gauge.station.id,
      decisions: gauge.decisions.map(decisionToWire),
    })),
    events: view.alert.events.map(eventToWire),
    told: view.told.map(toldToWire),
    dataGaps: view.dataGaps.map((each) => ({ ...each, station: each.station.id })),
    officialWarnings: view.official.map(({ spells, gaps, ...place }) => ({ ...place, seen: spells, notSeen: gaps })),
    policies: view.policies.map((each) => policyToWire(each, [view.commune.id])),
  };
}

function seenToWire(gauge: GaugeView) {
  return { ...gauge, station: gauge.station.id };
}

export function replayToWire(view: ReplayView) {
  return {
    ...view,
    commune: view.commune.id,
    policyVersion: view.policy?.version ?? null,
    gauges: view.gauges.map((gauge) => ({
      ...seenToWire(gauge),
      readings: gauge.past,
      forecast: gauge.forecast && forecastToWire(gauge.forecast),
      decision: gauge.decision && decisionToWire(gauge.decision),
      isReproduced: gauge.isReproduced,
    })),
    upstream: view.upstream.map(seenToWire),
    notSeen: [...view.gauges, ...view.upstream]
      .filter(({ freshness }) => freshness !== 'fresh')
      .map(({ station }) => station.id),
    officialWarnings: view.official && view.official.map(officialToWire),
    events: view.events.map(eventToWire),
    told: view.told.map((each) => ({ ...each, event: each.event.id })),
  };
}

export function verificationToWire(view: VerificationView) {
  return {
    ...view,
    commune: view.commune.id,
    asOf: view.now,
    levels: view.levels.map(({ contingency, scores, floods, falseAlarms, unseenAlarms, ...level }) => ({
      ...level,
      floods: floods.map(({ station = null, ...flood }) => ({ ...flood, station })),
      ...contingency,
      ...scores,
      falseAlarmAlerts: falseAlarms,
      unseenAlerts: unseenAlarms,
    })),
    gauges: view.gauges.map((gauge) => ({
      ...gauge,
      chances: gauge.chances.map(({ skill, ...chance }) => ({ ...chance, ...skill })),
    })),
  };
}
