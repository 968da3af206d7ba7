import type { AlertEvent, AlertEventKind } from '../alert/alert.ts';
import { isEndedByAlert, levelBehind } from '../alert/last-told.ts';
import { isFirstSight, isNotSeenYet } from '../alert/sight-reasons.ts';
import { aloud } from './aloud.ts';
import { en } from './en.ts';
import { enCount, enNumbers, enTime, enWeekday } from './en-numbers.ts';
import type { Audience, MessageWords } from './message-words.ts';

export const enMessage: MessageWords = {
  heading,
  notReal: {
    demonstration: { word: 'DEMONSTRATION', sentence: 'This is not a real alert.' },
    exercise: { word: 'EXERCISE', sentence: 'This is not a real alert.' },
  },
  cutShort: (level) => (level === null ? 'the exercise is stopped' : `${level}, the exercise is stopped`),
  labelled: (label, value) => `${label}: ${value}`,
  labels: {
    level: 'Level',
    sure: 'How sure',
    when: 'When',
    higher: 'Higher',
    why: 'Why',
    whyYou: 'Why you',
    floods: 'Known floods',
    caveat: 'Note',
    measured: 'Measured',
    answer: 'I have seen it and am dealing with it',
    todo: 'What to do now',
    residents: 'Residents',
    page: 'See and follow',
    leave: 'Stop these messages',
  },
  hazard: 'Flood',
  townHall: 'the town hall',
  stillHolds: (at) => `This level still holds. It was told on ${at}; what follows is as of then.`,
  measured: 'measured',
  blindSince: (since, why, timeZone) => {
    const nothing = {
      'not-seen': 'nothing measured',
      'suspect-only': 'nothing reliable measured',
      unreadable: 'nothing read',
    };
    return since === null
      ? nothing[why]
      : `${nothing[why]} since ${enWeekday(since, timeZone)} ${enTime(since, timeZone)}`;
  },
  noLongerHolds: (level) => `“${level}” no longer holds`,
  measuredAbove: 'it is measured, the water is above the mark',
  chanceWithin: (chance, hours) => `${chance} within ${hours}`,
  forecastOf: (at, timeZone) => `forecast of ${enTime(at, timeZone)}`,
  askedToCheck: (at, timeZone) =>
    `you were asked on ${enWeekday(at, timeZone)} at ${enTime(at, timeZone)} to check a reading.`,
  ifReached: (window) => `${window}, if the water reaches the mark`,
  caveats: {
    zeroShift: (fellM, at, timeZone) =>
      `The level fell by ${enNumbers.metres(fellM)} at once at ${enTime(at, timeZone)}: if the sensor's zero has changed, the water stands higher by as much.`,
    without: (stations) => `forecast made without ${stations}.`,
    outsideExperience: 'The forecast does not know a situation like this here yet: it is less certain.',
    learning: 'Few floods have been measured here yet: the forecast leans mainly on other rivers.',
  },
  readingAt: (stage, station, observedAt, timeZone) =>
    observedAt === null
      ? `${stage} at gauge ${station}`
      : `${stage} at ${enTime(observedAt, timeZone)}, gauge ${station}`,
  answerUntil: (until) =>
    `Open this link and press the button: the reminders stop and the others see your name. No password needed, until ${until}.`,
  answerPlayedUntil: (until) =>
    `Open this link and press the button, as in a real alert: the page of the exercise says who answered, and when. No password needed, until ${until}.`,
  answerByText: (code, number) => `Or by text message from your phone: YES ${code} to ${number}.`,
  answerByReply: (code, number) => `I am dealing with it: reply YES ${code} to ${number}.`,
  answerByMessage: 'To say that you are dealing with it, use the message that was sent to you at the same time.',
  decideOnPage:
    'To decide, log in to the page of the commune: its address is in the message that was sent to you at the same time.',
  caller: 'This is an automatic call from the flood alert service.',
  aloud: (line) => aloud(line, { h: 'hour', min: 'minute', m: 'metre', '−': 'minus' }, 1),
  again: 'I repeat.',
  steps,
  several: {
    gauges: (count) => enCount(count, 'gauge'),
    communes: (count) => enCount(count, 'commune'),
    commonCause: 'First look for one cause that these gauges share: the network, the MQTT broker, the power supply.',
    more: (count) => `and ${enCount(count, 'earlier one')}, on the page above.`,
  },
  residents: {
    told: 'already told of this level.',
    heldBack: 'not told of this level. The mayor has decided so for now, and can still tell them.',
    corrected: 'told that the message no longer holds. The mayor can still tell them of this level.',
    waiting: (told, auto, lower) => {
      const yet = auto === null ? '' : ' yet';
      const untold = told === null ? `not told${yet}` : `told of the level “${told}”, not of this one${yet}`;
      const below = lower.map(
        ({ level, at, signedBy }) => `of the level “${level}” on ${at}, under the rule signed by ${signedBy}`,
      );
      const rest =
        auto === null
          ? 'of this one they are told nothing'
          : `then of this one on ${auto.at}, under the rule signed by ${auto.signedBy}`;
      if (below.length > 0)
        return `${untold}. The mayor decides, on the page below. Without a decision they are told ${below.join('; then ')}; ${rest}.`;
      return auto === null
        ? `${untold}. The mayor decides, on the page below. Without a decision they are told nothing.`
        : `${untold}. The mayor decides, on the page below. Without a decision they are told on ${auto.at} all the same, under the rule signed by ${auto.signedBy}.`;
    },
  },
  ownLevel: (communeName) => `This level is set by the commune (${communeName}), not by the State.`,
  authorities: 'Always follow the instructions of the emergency services and the authorities.',
  written: (at, serviceName) => `Written on ${at} by ${serviceName}.`,
  test: ({ by, communeName }) => ({
    word: 'TEST',
    subject: `TEST of the alert messages (${communeName})`,
    notReal: 'This is not an alert.',
    ask: (url) => `Only say that you have received it: ${url}`,
    askUntil: (until) => `The link opens a page with one button. It works once, until ${until}.`,
    why: `${by} asked for this message, to check that flood alerts (${communeName}) reach you.`,
    hint: 'Real alerts come from the same address. If this was in your spam folder, mark it as not spam.',
    spoken: 'Nothing is asked of you. Real alerts call from the same number.',
  }),
  confirmation: (communeName) => ({
    subject: `CONFIRM your subscription to flood alerts (${communeName})`,
    before: `CONFIRM your subscription to flood alerts (${communeName}). Open this page within seven days and press the button:`,
    after: 'If you did not ask for this, do nothing: without your confirmation you will get no other message.',
    short: (link, number) =>
      `CONFIRM your flood alerts by text message (${communeName}): ${number === null ? '' : `reply YES to ${number} or `}open ${link}\nNot you? Do nothing.`,
  }),
  already: (communeName) => ({
    subject: `YOU ARE ALREADY SUBSCRIBED to flood alerts (${communeName})`,
    before: `YOU ARE ALREADY SUBSCRIBED to flood alerts (${communeName}). To change the language or your quiet hours, or to unsubscribe:`,
    after: 'Somebody has just typed your address again: nothing has changed. If it was not you, do nothing.',
    short: `YOU ARE ALREADY SUBSCRIBED to flood alerts by text message (${communeName}): nothing has changed.`,
  }),
  firstNotification: (communeName) => ({
    subject: `DONE: flood alerts (${communeName}) will be shown here`,
    text: 'This is no alert. Tap to see the situation, or to stop these notifications.',
  }),
  leaveByText: (link, number) => (number === null ? `Stop: ${link}` : `STOP to ${number} or ${link}`),
};

function heading(event: AlertEvent, audience: Audience): string {
  // Whoever lives here gets few of these: from a number that says nothing the first words say of what.
  const alert = audience === 'public' ? 'FLOOD ALERT' : 'ALERT';
  if (event.reason.because === 'exercise-over') return isEndedByAlert(event) ? `REAL ${alert}` : 'ENDED';
  const headings: Record<AlertEventKind, string> = {
    raised: alert,
    escalated: 'WORSE',
    lowered: audience === 'public' ? `LOWERED ${alert}` : 'LOWERED',
    closed: event.level === 'unknown' ? `END OF ${alert} WITHOUT READINGS` : `END OF ${alert}`,
    'sight-lost': 'NOT MEASURED',
    'still-not-seen': 'STILL NOT MEASURED',
    'sight-regained': isFirstSight(event) ? 'FIRST MEASURED' : 'MEASURED AGAIN',
    'suspect-passage': 'PLEASE CHECK',
    'zero-shift': 'CHECK THE ZERO',
    suppressed: 'GAUGE SUSPENDED',
    acknowledged: 'IN HAND',
    'handed-back': 'NO LONGER IN HAND',
    released: audience === 'public' ? alert : 'RESIDENTS TOLD',
    'passed-on': 'ALERT NOT ANSWERED',
    undecided: 'DECISION WANTED',
    'held-back': 'RESIDENTS NOT TOLD',
    corrected: audience === 'public' ? `CORRECTION OF ${alert}` : 'CORRECTION',
    reopened: `${alert} NOT OVER`,
  };
  return headings[event.kind];
}

/** It becomes a reading, and takes the place of the sensor for a while. */
const readGauge = 'If somebody can read the painted gauge in safety, enter the level on the page below.';

function steps(event: AlertEvent, audience: Audience): readonly string[] {
  if (event.reason.because === 'exercise-over') {
    if (event.reason.why === 'simulated-alert') return ['Stop the exercise. Follow the messages of the alert.'];
    if (isEndedByAlert(event)) {
      if (audience === 'staff') return ['Stop the exercise: what follows is real.'];
      const isTold = levelBehind(event, audience) !== null;
      return isTold ? [] : ['Keep away from the river and keep your phone switched on.'];
    }
    return [
      audience === 'staff' ? 'Write down what went well, and what did not.' : 'Nothing to do: this was an exercise.',
    ];
  }
  if (event.kind === 'corrected') return audience === 'public' ? en.afterMistake : [];
  if (audience === 'public') {
    return event.level === 'unknown'
      ? ['Stay careful: nobody can say whether the water is still high.']
      : en.afterAlert;
  }
  if (event.kind === 'closed') {
    return [
      event.level === 'unknown'
        ? 'Have somebody watch the river: it is not being measured.'
        : 'Lift the measures taken as soon as it is safe.',
      'Write down what happened: where the water rose, and when.',
    ];
  }
  if (event.kind === 'sight-lost' || event.kind === 'still-not-seen') {
    return [
      // What the service cannot read is no fault of the sensor.
      ...(event.reason.because === 'unreadable'
        ? en.whileUnseen.slice(0, 1)
        : [...(isNotSeenYet(event) ? en.whileNotSeenYet : en.whileUnseen), readGauge]),
      ...(event.alert === null
        ? []
        : [
            'If somebody has seen that the water is down again, and no other gauge measures it high, close the alert on the page below.',
          ]),
    ];
  }
  if (event.kind === 'suspect-passage') {
    return [
      'Have somebody look at the river right now.',
      'If the water really rises, act without waiting for the sensor.',
      readGauge,
    ];
  }
  if (event.kind === 'zero-shift') {
    return [
      'Have somebody hold the sensor against the painted gauge, where that is safe, and enter the level on the page below.',
      'If the sensor shows less than the water, its marks are too high by as much: put the gauge under maintenance and have it set right.',
    ];
  }
  return [];
}
