import type { AlertEvent, AlertEventKind, EventReason } from '../alert/alert.ts';
import { isEndedByAlert, levelTold } from '../alert/last-told.ts';
import { isFirstSight, isNotSeenYet } from '../alert/sight-reasons.ts';
import { DOUBTED_MS } from '../reading/quality/zero-shift.ts';
import { isRaisedLevel } from '../territory/alert-level.ts';
import { clockOff, doubts, listed } from './en-doubts.ts';
import { enNumbers, enShare, enTime, enWeekday } from './en-numbers.ts';
import { ended } from './ended.ts';
import { exerciseEnds } from './exercise-ends.ts';
import { floodEn } from './flood-en.ts';
import { levelsEn, loweredEn } from './levels-en.ts';
import { noAnswer } from './no-answer.ts';
import { officialEn } from './official-en.ts';
import type { Names, Words } from './words.ts';

const { chance, metres, stage, hours, instant } = enNumbers;

const lookAtRiver = 'Send someone to look at the river, or call a commune upstream.';
const whileUnseen = [lookAtRiver, 'Have the sensor checked.'];
const whileNotSeenYet = [
  lookAtRiver,
  'If the gauge is new, wait for its second reading: the first counts only once confirmed. Otherwise have the sensor checked.',
];

const whileFalling: Words['whileFalling'] = {
  staff: [
    'Keep your measures in place until you lift them yourselves: a lower level lifts none.',
    'Have the water and the roads checked before anybody goes back.',
    'Tell people who left their homes what they should do.',
  ],
  residents: [
    'If you are safe, stay where you are until the town hall or the emergency services say otherwise.',
    'Do not go back to the water, to your car or into a cellar.',
    'Never walk or drive through water on a road.',
  ],
};

const afterAlert = [
  'Stay careful near the water: banks and bridges may be damaged.',
  'If you left your home, go back only when the town hall says so.',
  'Where water came in, have gas and electricity checked before you turn them on again.',
];

const afterMistake = [
  'No instruction to residents is in force. The river is being watched: you will be told if there is one.',
  'Keep away from the river and from fords. Keep your phone switched on.',
];

/** Whole sentences, written beforehand: nothing is put into words by a machine at alert time. */
export const en: Words = {
  ...enNumbers,
  official: officialEn,
  floods: floodEn,
  level: (level, lowered = null) => ({ ...levelsEn[level], ...(lowered && loweredEn[lowered][level]) }),
  whileUnseen,
  whileNotSeenYet,
  whileFalling,
  afterAlert,
  afterMistake,
  reason,
  clockOff,
  doubts,
  event,
};

function reason(reason: EventReason, names: Names, audience: AlertEvent['audience'] = 'staff'): string {
  const at = (moment: number) => enTime(moment, names.timeZone);
  const on = (moment: number) => `${enWeekday(moment, names.timeZone)} ${at(moment)}`;
  switch (reason.because) {
    case 'observed-passage':
      if (reason.byPerson)
        return `A person read ${stage(reason.stageM)} at the painted gauge at ${at(reason.observedAt)}: the water has reached the mark of ${metres(reason.markM)}.`;
      return `The water was measured at ${stage(reason.stageM)} at ${at(reason.observedAt)}: it has reached the mark of ${metres(reason.markM)}.`;
    case 'chance-high':
      return audience === 'public' ? risk(reason) : `${risk(reason)} The alert rises from ${enShare(reason.raiseAt)}.`;
    case 'chance-between':
      return audience === 'public'
        ? risk(reason)
        : `${risk(reason)} The alert stays: it rises from ${enShare(reason.raiseAt)} and comes down only below ${enShare(reason.lowerAt)}.`;
    case 'chance-low':
      return audience === 'public'
        ? risk(reason)
        : `${risk(reason)} Below ${enShare(reason.lowerAt)}, the alert may come down.`;
    case 'no-forecast':
      return `No forecast is possible for the mark of ${metres(reason.markM)}.`;
    case 'not-seen': {
      const unseen =
        reason.since === null
          ? 'No reading has ever been received.'
          : `No reading since ${instant(reason.since, names.timeZone)}.`;
      return reason.clockOffMs === undefined ? unseen : `${unseen} ${clockOff(reason.clockOffMs)}`;
    }
    case 'unreadable':
      return `The service cannot read what this gauge measures${reason.since === null ? '' : `, since ${instant(reason.since, names.timeZone)}`}: its disk or its database has failed. Tell whoever runs the service.`;
    case 'suspect-only':
      return reason.since === null
        ? 'All readings received are suspect.'
        : `All readings received since ${instant(reason.since, names.timeZone)} are suspect.`;
    case 'suspect':
      if (reason.tests.includes('excluded'))
        return `Its maintenance is over. What it showed last, ${stage(reason.stageM)} at ${at(reason.observedAt)}, does not count, and it has measured nothing since. It may be true.`;
      return `Suspect reading of ${stage(reason.stageM)} at ${at(reason.observedAt)}${listed(reason.tests)}. It may be true: a flash flood looks like a fault.`;
    case 'zero-shift':
      return `The sensor's zero may have changed at ${at(reason.at)}: no alert comes down by what it shows before somebody has read the painted gauge, until ${at(reason.at + DOUBTED_MS)} at the latest.`;
    case 'suppressed':
      return reason.how === 'maintenance'
        ? `Under maintenance until ${instant(reason.until, names.timeZone)}, says ${names.person(reason.person)}. Until then only what a person reads at the gauge counts.`
        : `Known to be silent until ${instant(reason.until, names.timeZone)}, says ${names.person(reason.person)}. As soon as it reports again, its readings count.`;
    case 'seen-again':
      return `${reason.first ? 'First reliable reading' : 'New reading'}: ${stage(reason.stageM)} at ${at(reason.observedAt)}.`;
    case 'person':
      return `Decided by ${names.person(reason.person)}.`;
    case 'told-by-mistake':
      return audience === 'public'
        ? 'It was sent by mistake.'
        : `Sent by mistake, says ${names.person(reason.person)}.`;
    case 'closed-by-mistake':
      return audience === 'public'
        ? 'It was ended by mistake.'
        : `Closed by mistake, says ${names.person(reason.person)}.`;
    case 'policy-timeout':
      return `Sent automatically after ${reason.afterMin} min without a decision, under the rule signed by ${names.person(reason.signedBy)} (version ${reason.signedIn} of the policy).`;
    case 'no-answer':
      return noAnswer(reason, names, {
        nobody: `Nobody has answered since ${on(reason.since)}.`,
        silent: (who) => `${list(who)} ${who.length > 1 ? 'have' : 'has'} not answered since ${on(reason.since)}.`,
        unreached: (who) => `${list(who)} cannot be reached: message not delivered.`,
      });
    case 'no-decision':
      return `Nobody has decided since ${on(reason.since)} whether residents are told of this level: they are not.`;
    case 'exercise':
      return `Exercise held by ${names.person(reason.person)}: ${ended(reason.purpose)}`;
    case 'exercise-over':
      if (reason.why === 'simulated-alert') return 'An alert is in force here. It is not real either.';
      if (reason.why === 'person') return `Ended by ${names.person(reason.person)}.`;
      if (reason.why === 'clock-set') return 'The service stopped it: its clock was set back.';
      if (reason.why === 'over') return 'The exercise has ended as planned.';
      return audience === 'public' && reason.inForce?.told === 'normal'
        ? 'A real alert is being decided. Every message that does not begin with EXERCISE is real.'
        : 'A real alert is in force. Every message that does not begin with EXERCISE is real.';
    case 'was-exercise':
      return 'It was of the time when this installation was for exercises. A real alert is given apart.';
    case 'no-rule':
      return audience === 'public'
        ? 'The town no longer uses this alert level.'
        : 'The rules in force no longer have this level.';
  }
  return reason satisfies never;
}

function event(event: AlertEvent, communeName: string, names: Names): string {
  const level = `“${levelsEn[event.level].name}”`;
  const station = event.station === null ? '' : ` (gauge ${names.station(event.station)})`;
  const inForce = isRaisedLevel(event.level) ? `; the alert ${level} stays in force` : '';
  const sentences: Record<AlertEventKind, string> = {
    raised: `${communeName} ${event.from === event.level ? 'is at' : 'goes to'} ${level}${station}.`,
    escalated: `${communeName} rises to ${level}${station}.`,
    lowered: `${communeName} falls to ${level}${station}.`,
    closed:
      event.level === 'unknown'
        ? `${communeName}: the alert is closed, but readings are still missing or doubtful.`
        : `${communeName}: the alert is over.`,
    'sight-lost': `${communeName}: the river is ${isNotSeenYet(event) ? 'not measured yet' : 'no longer measured'}${station}${inForce}.`,
    'still-not-seen': `${communeName}: the river is still not measured${station}${inForce}.`,
    'sight-regained': `${communeName}: the river is ${isFirstSight(event) ? 'now measured' : 'measured again'}${station}.`,
    suppressed: `${communeName}: the river is not measured, and staff know${station}${inForce}.`,
    'suspect-passage': `${communeName}: a suspect reading lies above a mark${station}.`,
    'zero-shift': `${communeName}: the level fell${fell(event.reason, names)} and stays there${station}${inForce}.`,
    acknowledged: `${communeName}: the alert ${level} is in hand${by(event.reason, names)}.`,
    'handed-back': `${communeName}: nobody is dealing with the alert ${level} any more${saidBy(event.reason, names)}.`,
    'passed-on': passedOn(event, communeName, names),
    released: `${communeName}: residents have been told of “${levelsEn[levelTold(event)].name}”${levelTold(event) === event.level ? '' : `, not of ${level}`}.`,
    undecided: `${communeName}: residents have not been told of ${level}, nobody has decided.`,
    'held-back': `${communeName}: residents have not been told of ${level}.`,
    corrected: `${communeName}: the message${released(event.reason)} to residents no longer holds.`,
    reopened: `${communeName}: the alert ${level} is not over, it goes on.`,
  };
  if (!event.exercise) return sentences[event.kind];
  const over = event.reason.because === 'exercise-over' ? event.reason : null;
  if (!over) return `EXERCISE – ${sentences[event.kind]}`;
  return `${isEndedByAlert(event) ? '' : 'EXERCISE – '}${communeName}: ${exerciseEnds.en[over.why]}`;
}

function risk(reason: { probability: number; markM: number; leadTimeH: number }): string {
  return `Chance that the water reaches ${metres(reason.markM)} within ${hours(reason.leadTimeH)}: ${chance(reason.probability)}.`;
}

function by(reason: EventReason, names: Names): string {
  return reason.because === 'person' ? ` (${names.person(reason.person)})` : '';
}

function saidBy(reason: EventReason, names: Names): string {
  return reason.because === 'person' ? `, says ${names.person(reason.person)}` : '';
}

function fell(reason: EventReason, names: Names): string {
  return reason.because === 'zero-shift'
    ? ` by ${metres(reason.fellM)} at once at ${enTime(reason.at, names.timeZone)}`
    : '';
}

function released(reason: EventReason): string {
  return reason.because === 'told-by-mistake' ? ` “${levelsEn[reason.released].name}”` : '';
}

function passedOn({ reason }: AlertEvent, communeName: string, names: Names): string {
  if (reason.because !== 'no-answer') return `${communeName}: still no answer.`;
  const told = list(reason.told.map((id) => names.person(id)));
  return reason.again
    ? `${communeName}: still no answer, ${told} ${reason.told.length > 1 ? 'are' : 'is'} asked again.`
    : `${communeName}: no answer, ${told} ${reason.told.length > 1 ? 'are' : 'is'} told now.`;
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}
