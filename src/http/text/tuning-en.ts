import { enCount, enYears } from '../../text/en-numbers.ts';
import type { tuningFr } from './tuning-fr.ts';

export const tuningEn: typeof tuningFr = {
  tuning: {
    title: 'Tune the thresholds on the river’s own past',
    link: 'Tune the thresholds on the past',
    untold: (count) => (count === 1 ? '1 gauge not replayed yet' : `${count} gauges not replayed yet`),
    intro:
      'Amont replays 200 possible rules over every flood recorded here: how many would have been announced, missed, announced wrongly, and how long before. No forecast comes from a model that knew what came after. Nothing changes without you.',
    start: 'Replay the past of this gauge',
    startHint:
      'A few minutes the first time each day; the record is used up to last midnight (UTC). The service goes on running.',
    running: (done) => `Working: ${done}%. You may leave this page.`,
    busy: 'A run is already under way. Please wait until it is done.',
    done: (when, person) => `Run on ${when}, asked for by ${person}.`,
    failure: {
      'record-too-short':
        'This needs at least two months of readings at this gauge. Try again later, or import past readings.',
      'past-unread':
        'The past could not be read whole (InfluxDB or the disk does not answer): nothing was worked out. Try again later.',
      stopped: 'The run was cut short when the service stopped. Start it again.',
      error: 'The run failed. The cause is in the service’s log; please tell whoever looks after the service.',
    },
    never: 'Not run yet.',
    outdated: {
      rules: 'The rules have changed since this was run: run it again before you decide.',
      readings:
        'Readings of this past were imported, taken back, excluded or restored since this was run: run it again before you decide.',
    },
    pageTitle: (level, commune, station) => `Thresholds of “${level}”: ${commune} – ${station}`,
    split: (fitUntil, chooseUntil, until) =>
      `The past is cut in three: until ${fitUntil} to learn, until ${chooseUntil} to choose the rule, until ${until} to judge it. No flood is in two parts.`,
    borrowed: (marks, floods) =>
      `Few floods at this mark: the choice rests on lower marks as well (${marks}), ${enCount(floods, 'flood')} in all. One storm counts once in the intervals.`,
    ofStorms: (storms) =>
      `These floods come from ${enCount(storms, 'storm')}: that number says how much can be learned from them.`,
    goalLegend: 'What you are looking for',
    goal: {
      'fewer-false-alarms':
        'Fewer false alarms without missing more floods, or more floods announced without more false alarms',
      'false-alarm-budget': 'Miss as few as possible, with at most this many false alarms a year',
      'cost-loss': 'Act as soon as the chance exceeds the cost of acting divided by the damage avoided',
    },
    perYear: 'False alarms a year, at most',
    costLoss: 'Cost of acting ÷ damage avoided (between 0 and 1)',
    apply: 'Search',
    proposed: 'Proposed rule',
    noChange: {
      'too-few-floods': 'No change can be recommended: there are too few storms to learn from.',
      'nothing-better': 'No change can be recommended: no rule is certain to be better than the one in force.',
      'budget-too-small': 'No change can be recommended: every rule gives more false alarms than that.',
    },
    column: {
      policy: 'Rule',
      raiseAt: 'Raise from',
      lowerAt: 'Lower below',
      votes: 'Confirmations',
      lead: 'Within',
      floods: 'Floods',
      hits: 'Announced',
      misses: 'Missed',
      falseAlarms: 'False alarms',
      medianLead: 'Median lead',
      worstLead: 'Shortest lead (floods announced)',
      pod: 'Probability of detection (POD)',
      far: 'False alarm ratio (FAR)',
      csi: 'Critical success index (CSI)',
      alertsPerYear: 'Alerts a year',
      idlePerYear: 'Hours of alert below the mark, a year',
    },
    row: {
      current: 'in force',
      fixed: 'rule to compare with: 50%, 2 of 3',
      observed: 'observed passage alone',
      proposed: 'proposed',
      chosen: 'looked at',
    },
    look: 'See what it would have cost',
    lookShort: 'Look at it',
    candidatesTitle: 'The rules that were tried',
    chooseCaption: (floods, years) => `To choose by, the floods of all marks together: ${floods} in ${enYears(years)}`,
    reportCaption: (floods, years) =>
      `To judge, at this mark, by the floods that were not used to choose: ${floods} in ${enYears(years)}`,
    pooledCaption: (floods, years) => `To judge, with the floods of the lower marks: ${floods} in ${enYears(years)}`,
    intervalNote:
      'In brackets: 90% interval, by resampling whole storms, and no surer than so many storms allow. A missed flood counts as 0 h of lead. POD: announced ÷ floods. FAR: false alarms ÷ (announced + false alarms). CSI: announced ÷ (floods + false alarms).',
    allCandidates: 'See all 200 rules',
    bestCandidates: 'See the best only',
    unknownMisses: (storms, most) =>
      `No flood missed in ${enCount(storms, 'storm')} does not mean that none will be: in up to ${most}% of storms one still may be (95% confidence).`,
    costTitle: 'What the change would have cost or spared',
    cost: { falseAlarms: 'False alarms', misses: 'Floods missed', lead: 'Median lead' },
    late: 'The replay takes each reading as received at once: take the delay of your telemetry off the lead.',
    lookedAt:
      'This is not the proposed rule: the more of them you look at on these same floods, the better the best looks by luck.',
    before: 'Rule in force',
    after: 'Rule looked at',
    acceptTitle: 'Adopt this rule',
    acceptHint:
      'Your name, your reason and the predicted effect are kept with the version, and later compared with what happens.',
    accept: 'Adopt, in my name',
    unchanged: 'This is the rule in force.',
    reliabilityTitle: 'Did the stated chances come true?',
    reliabilityDescription:
      'On the diagonal a chance of 30% comes true 30 times in 100. One flood is in it at every moment. The table says the same.',
    reliability: { stated: 'Chance stated', count: 'Times', cameTrue: 'Came true', share: 'Share that came true' },
    valueTitle: 'What the forecast is worth, by what acting costs',
    valueDescription:
      '1: a perfect forecast; 0: no better than always or never acting. Solid: threshold equal to cost ÷ damage; dashed: threshold in force. Each moment counts as a decision of its own: it compares thresholds and is no budget. The table says the same.',
    valueAxis: 'Value of the forecast',
    value: { costLoss: 'Cost ÷ damage', tuned: 'Value, threshold = that ratio', inForce: 'Value, threshold in force' },
    table: 'The figures as a table',
    tooSure: (days, stated, cameTrue) =>
      `The stated chances no longer come true: ${stated} on average on ${enCount(days, 'day')}, but ${cameTrue} came true (we say too much).`,
    tooCautious: (days, stated, cameTrue) =>
      `The stated chances no longer come true: ${stated} on average on ${enCount(days, 'day')}, but ${cameTrue} came true (we say too little).`,
    budgetSpent: (falseAlarms, days, promisedAYear) =>
      `False alarms: ${falseAlarms} in ${enCount(days, 'day')}, where ${promisedAYear} a year were predicted.`,
    tuneAgain: 'Replay the past and look for a better rule',
    effectTitle: 'Predicted and observed effect',
    effect: (falseAlarmsAYear, pod, lead) =>
      `Predicted: ${enCount(Math.round(falseAlarmsAYear * 10) / 10, 'false alarm')} a year, ${pod} of floods announced, median lead ${lead}.`,
    soFar: (days, hits, misses, falseAlarms) =>
      `Observed in ${enCount(days, 'day')}: ${enCount(hits, 'flood')} announced, ${misses} missed, ${enCount(falseAlarms, 'false alarm')}.`,
  },
};
