import { iso, isoOrNull } from '../../lib/units.ts';
import type { Delivery } from '../../notification/outbox.ts';
import type { Decision as StoredDecision } from '../../policy/decide.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { PastAlert } from '../../verification/past-events.ts';
import type { TruthAnswer } from '../../verification/truth-answer.ts';
import { withoutLinks } from '../text/without-links.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { AskedEvent } from '../views/past-view.ts';
import type { ReplayView } from '../views/replay-view.ts';
import type { ReportView } from '../views/report-view.ts';
import type { VerificationView } from '../views/verification-view.ts';
import { logToWire } from './log.ts';
import {
  eventToWire,
  forecastToWire,
  knownFloodToWire,
  officialToWire,
  policyToWire,
  readingToWire,
} from './to-wire.ts';

export function alertToWire({ id, raisedAt, closedAt, highest, exercise }: PastAlert) {
  return { id, raisedAt: iso(raisedAt), closedAt: isoOrNull(closedAt), highest, exercise };
}

export function answerToWire({ commune: _commune, ...answer }: TruthAnswer) {
  const { from, to, at, passedAt } = answer;
  return { ...answer, from: iso(from), to: iso(to), at: iso(at), passedAt: isoOrNull(passedAt) };
}

export function askedToWire({ id, alert, from, to, answer, earlier }: AskedEvent) {
  return {
    id,
    alert,
    from: iso(from),
    to: iso(to),
    answer: answer && answerToWire(answer),
    earlier: earlier.map(answerToWire),
  };
}

function decisionToWire({ assessment, policyVersion, verdicts }: StoredDecision) {
  return {
    issuedAt: iso(assessment.issuedAt),
    policyVersion,
    modelVersion: assessment.modelVersion,
    degraded: [...assessment.degraded],
    chances: assessment.chances.map(({ level, markM, leadTimeH, probability }) => ({
      level,
      markM,
      leadTimeH,
      probability,
    })),
    verdicts: raisedLevels.flatMap((level) => {
      const verdict = verdicts[level];
      return verdict ? [{ level, verdict: verdict.kind, reason: { ...verdict.reason } }] : [];
    }),
  };
}

/** When the phone had it, where a gateway reports that. */
export function deliveredAt(delivery: Delivery): string | null {
  return isoOrNull((delivery.status === 'sent' && delivery.deliveredAt) || null);
}

export function reportToWire(view: ReportView) {
  return {
    commune: view.commune.id,
    asOf: iso(view.now),
    alert: alertToWire(view.alert),
    from: iso(view.from),
    to: iso(view.to),
    outcomes: view.outcomes.map((each) => ({
      ...each,
      raisedAt: isoOrNull(each.raisedAt),
      passedAt: isoOrNull(each.passedAt),
    })),
    answers: view.answers.map(answerToWire),
    gauges: view.gauges.map(({ station, marks, knownFloods, readings, decisions, isPartlyUnread }) => ({
      station: station.id,
      marks: marks.map((mark) => ({ ...mark, passedAt: isoOrNull(mark.passedAt) })),
      knownFloods: knownFloods.map(knownFloodToWire),
      readings: readings.map(readingToWire),
      decisions: decisions.map(decisionToWire),
      isPartlyUnread,
    })),
    events: view.alert.events.map(eventToWire),
    told: view.told.map(({ event, told }) => ({
      event: event.id,
      contacts: told.contacts.map(({ recipient, channel, subject, text, createdAt, delivery }) => ({
        person: recipient.id,
        channel,
        subject,
        text: withoutLinks(text),
        writtenAt: iso(createdAt),
        status: delivery.status,
        sentAt: delivery.status === 'sent' ? iso(delivery.sentAt) : null,
        deliveredAt: deliveredAt(delivery),
      })),
      machines: told.machines.map(({ recipient, subject, createdAt, delivery }) => ({
        machine: recipient.id,
        subject,
        writtenAt: iso(createdAt),
        status: delivery.status,
        sentAt: delivery.status === 'sent' ? iso(delivery.sentAt) : null,
      })),
      residents: told.residents.map(({ channel, status, count }) => ({ channel, status, count })),
      toResidents: told.toResidents.map((each) => ({ ...each, text: withoutLinks(each.text) })),
      isPartlyUnread: told.isPartlyUnread,
    })),
    log: view.log.map(logToWire),
    dataGaps: view.dataGaps.map(({ station, suspect, gaps }) => ({
      station: station.id,
      suspect,
      gaps: gaps.map(({ from, to, missing }) => ({ from: iso(from), to: iso(to), missing })),
    })),
    missing: view.missing.map((each) => ({ ...each, from: iso(each.from), to: iso(each.to) })),
    officialWarnings: view.official.map(({ service, place, spells, gaps, isUnread }) => ({
      service,
      place,
      seen: spells.map(({ name, level, statedAt, firstSeenAt, lastSeenAt }) => ({
        name,
        level,
        statedAt: isoOrNull(statedAt),
        firstSeenAt: iso(firstSeenAt),
        lastSeenAt: iso(lastSeenAt),
      })),
      notSeen: gaps.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
      isUnread,
    })),
    policies: view.policies.map((each) => policyToWire(each, [view.commune.id])),
    models: [...view.models],
  };
}

function seenToWire({ station, freshness, suspect, latest }: GaugeView) {
  return { station: station.id, freshness, suspect, latest: latest && readingToWire(latest) };
}

export function replayToWire(view: ReplayView) {
  const { standing } = view;
  return {
    commune: view.commune.id,
    at: iso(view.at),
    standing: standing && {
      ...standing,
      since: isoOrNull(standing.since),
      acknowledged: standing.acknowledged.map((each) => ({ ...each, at: iso(each.at) })),
    },
    policyVersion: view.policy?.version ?? null,
    gauges: view.gauges.map((gauge) => ({
      ...seenToWire(gauge),
      readings: gauge.past.map(readingToWire),
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
    isToldPartlyUnread: view.isToldPartlyUnread,
    log: view.log.map(logToWire),
  };
}

export function verificationToWire(view: VerificationView) {
  return {
    commune: view.commune.id,
    asOf: iso(view.now),
    since: isoOrNull(view.since),
    answers: view.answers,
    levels: view.levels.map(({ level, contingency, scores, floods, falseAlarms, podInterval, ...rest }) => ({
      level,
      hits: contingency.hits,
      misses: contingency.misses,
      falseAlarms: contingency.falseAlarms,
      pod: scores.pod,
      far: scores.far,
      csi: scores.csi,
      podInterval: podInterval && [...podInterval],
      missesUpTo: rest.missesUpTo,
      falseAlarmsUpTo: rest.falseAlarmsUpTo,
      unjudged: rest.unjudged,
      floods: floods.map(({ passageAt, endAt, peakM, outcome, leadTimeH, by }) => ({
        passageAt: iso(passageAt),
        endAt: iso(endAt),
        peakM,
        outcome,
        leadTimeH,
        by,
      })),
      falseAlarmAlerts: falseAlarms.map(({ from, to }) => ({ from: iso(from), to: isoOrNull(to) })),
    })),
    gauges: view.gauges.map(({ station, chances, unseen }) => ({
      station,
      unseen: unseen.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
      chances: chances.map(({ level, count, cameTrue, skill, reliability }) => ({
        level,
        count,
        cameTrue,
        brier: skill.brier,
        reference: skill.reference,
        referenceBrier: skill.referenceBrier,
        skill: skill.skill,
        reliability: [...reliability],
      })),
    })),
  };
}
