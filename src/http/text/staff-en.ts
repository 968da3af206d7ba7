import { enCount } from '../../text/en-numbers.ts';
import type { staffFr } from './staff-fr.ts';

export const staffEn: typeof staffFr = {
  staff: {
    title: 'Staff: overview',
    communes: 'Communes by urgency',
    commune: 'Commune',
    level: 'Level',
    forecast: 'Forecast',
    likely: (level, mark, hours, frequency) => `“${level}” (${mark}) within ${hours}: ${frequency}`,
    toldLevel: 'Told to residents',
    waiting: 'waiting for a decision',
    acknowledged: 'Dealing with it',
    nobody: 'nobody yet',
    askedNext: (names, at) => `next: ${names}, at ${at}`,
    awaited: (count) => `${count} waiting for an answer or a decision`,
    calm: (count) =>
      `${count === 1 ? '1 quiet commune' : `${count} quiet communes`}: no alert, no mark with more than 10 chances in 100`,
    allCommunes: 'All communes in full',
    stations: 'Gauges',
    allStations: 'All gauges in full',
    quietStations: (count) =>
      count === 1 ? '1 gauge that reports and does not rise' : `${count} gauges that report and do not rise`,
    watchers: (count) => enCount(count, 'commune'),
    chooseCommune: (count) => `Choose a commune (${count})`,
    watchedBy: 'Watched by',
    learning: (gauges, of) =>
      gauges < of
        ? `The forecast is learning from past readings: ${gauges} of ${enCount(of, 'gauge')} so far.`
        : 'The forecast is learning from past readings: all gauges have been read, what they teach together is being worked out.',
    learningFailed:
      'The forecast could not learn from past readings; it tries again by itself, within a day at the latest.',
    outgrown: (station, times) =>
      `${station} has risen to ${enCount(times, 'time')} its bankfull rise: bankfullRiseM is too small in stations.yaml, and the forecast suffers.`,
    batteryLow: (percent, count, gauges) =>
      `Battery below ${percent}%: ${gauges}. ${count > 1 ? 'Have them replaced before those gauges fall silent' : 'Have it replaced before the gauge falls silent'}.`,
    batteriesLow: (percent, count, lowest) =>
      `Battery below ${percent}% at ${enCount(count, 'gauge')}. The lowest: ${lowest}. Have them replaced before those gauges fall silent.`,
    batteryAt: (gauge, percent) => `${gauge} (${percent}%)`,
    lowBatteries: 'All low batteries',
    diskLow: (freeMB) =>
      `Only ${freeMB} MB are left on the service’s disk. Once it is full, nothing is stored and nobody is alerted: tell whoever looks after the service.`,
    certificateEnds: {
      broker: (at, isOver) =>
        isOver
          ? `The certificate of the connection with the sensors ended on ${at}: their readings no longer come in, or soon will not. Tell whoever looks after the service now.`
          : `The certificate of the connection with the sensors ends on ${at}: from then on their readings do not come in. Tell whoever looks after the service.`,
      cap: (at, isOver) =>
        isOver
          ? `The certificate that signs CAP messages ended on ${at}: systems that check the signature refuse them. Tell whoever looks after the service.`
          : `The certificate that signs CAP messages ends on ${at}: from then on systems that check the signature refuse them. Tell whoever looks after the service.`,
      mail: (at, isOver) =>
        isOver
          ? `The certificate of the mail server ended on ${at}: no mail goes out any more. Have whoever looks after that server told now.`
          : `The certificate of the mail server ends on ${at}: from then on no mail goes out. Have whoever looks after that server told.`,
    },
    brokerAway: (at, why) =>
      `The connection with the MQTT broker, which passes on the sensors’ readings, has been down since ${at}${why === null ? '' : ` (${why})`}: they do not come in. The service keeps trying by itself. Tell whoever looks after it now.`,
    brokerShared: (at) =>
      `Since ${at} another program has been coming in at the MQTT broker under this service’s name: the sensors’ readings are split between the two, and each misses some. Most likely a second Amont is running, on an old machine or a spare one, and both write to everybody. Tell whoever looks after the service now: one of the two must be stopped.`,
    wayFails: {
      email: (at, why) =>
        `The mail server has not let us in since ${at} (${why}): no message would go out by mail. Tell whoever looks after the service now.`,
    },
    notStored: (time) =>
      `Readings that came in could not be stored, the last time at ${time}: what these pages show may be out of date. Tell whoever looks after the service.`,
    influxFails: (waiting, refused) =>
      `InfluxDB, which the readings go to as well, does not work as it should (readings that wait: ${waiting.toLocaleString('en')}, refused: ${refused.toLocaleString('en')}). All are kept here, and no alert depends on it. Tell whoever looks after the service.`,
    clockBehind: (now, said) =>
      `The clock of the service is behind: it says ${now}, yet by a sensor with a clock of its own it is already ${said}. Until it is set right, readings are refused, the water that pages show may be that of before, and the times on pages and in messages are wrong. Tell whoever looks after the service.`,
    clocksAlike: (by, isBehind) =>
      `By the clock of the service those of all sensors that speak are about ${by} ${isBehind ? 'behind: their readings count as old' : 'ahead: what they say is refused'}. It is most likely the clock of the service that is wrong, or that of the network server that they come by. Have both looked at now.`,
    clockSetBack: (at, minutes) =>
      `The clock of the service was set back by ${minutes} min, to ${at}: what sensors without a clock of their own had reported in that time no longer counts. If the clock was right before, have it set right again: those readings then count again. Tell whoever looks after the service.`,
    unlearned:
      'Until then the forecast is simpler for new or changed gauges and those below them; the very first time, for all of them.',
    device: 'Sensor',
    seenBefore: (age) => `heard ${age}`,
    reportsOftener: (every, written, noticed) =>
      `reports every ${every} min, but stations.yaml says ${written} (intervalMin): its silence is noticed only after ${noticed} min`,
    tilt: (degrees) => `tilt ${degrees}°`,
    lostFrames: (lost, of) => `${lost} of ${enCount(of, 'frame')} lost`,
    deliveries: 'Messages',
    pendingCount: 'waiting',
    sentCount: 'delivered',
    droppedCount: 'not delivered',
    needlessCount: 'no longer needed, not sent',
    ofAll: '(all communes of this service together)',
    residents: (count) => (count === 1 ? 'a resident' : `${count} residents`),
    neverArrived: 'Messages not delivered',
    neverArrivedHint:
      'These messages were not delivered; the newest comes first. Have whoever runs the service correct the address or the way it is sent, then send a test message.',
    replacedNotListed:
      'A message that a newer one replaced, or that nobody needed any more, counts as not delivered but was missed by nobody: it is not in this list.',
    allArrived: 'No delivery has failed.',
    messagesUnread: 'What became of messages cannot be read: the database is damaged.',
    machine: (name) => `machine “${name}”`,
    untold: (machine, at, why) =>
      `The machine “${machine}” has not been told since ${at} (${why}): have it looked at. If it is there no more, ask whoever runs the service to take it out.`,
    contactsBy: {
      email: 'to the contacts of your communes by e-mail',
      sms: 'to the contacts of your communes by text message',
      voice: 'to the contacts of your communes by call',
    },
    toMachine: (name) => `to the machine “${name}”`,
    quietWay: (to, since) =>
      `${since === null ? `Nothing has gone out ${to} yet` : `Nothing has gone out ${to} since ${since}`}: only a test message shows whether that works.`,
    outdatedBrowsers: (count, at, erasedAt) =>
      `${count === 1 ? 'One resident’s browser' : `${count} browsers of residents`} subscribed for a key that was exchanged on ${at}: no notification reaches ${count === 1 ? 'it' : 'them'}. Ask whoever runs the service to put the earlier key back. If it is lost, call on residents by other means to subscribe again: ${count === 1 ? 'this subscription is' : 'these subscriptions are'} erased on ${erasedAt}.`,
    unarrived: 'Messages to people who decide have not arrived:',
    lateMessages: 'Messages waiting or failing',
    requestsRefused: (visitor, address, day) =>
      `Requests to subscribe refused in the last 24 h – too many by one visitor: ${visitor}; too many to one address: ${address}; the day’s limit reached: ${day}`,
    noLate: 'No message is waiting.',
    rejections: 'Sensor messages refused',
    rejectionsUnread: 'How many messages were refused cannot be read: the database is damaged.',
    rejectionsListUnread: 'The messages that were refused cannot be read: the database is damaged.',
    noRejection: 'No message was refused.',
    lastOfTopic: 'Of an MQTT topic that is refused often only the last messages are shown.',
    lastRejections: 'Show the last refusals',
    reason: 'Reason',
    count: 'Count',
    topic: 'MQTT topic',
    payload: 'As received',
    detail: 'Detail',
    receivedAt: 'Received',
    rejectionReason: {
      'wrong-topic': 'unknown topic',
      'too-large': 'too large',
      malformed: 'unreadable',
      'foreign-topic': 'another sensor’s topic',
      'unknown-station': 'unknown gauge',
      'wrong-quantity': 'wrong quantity',
      'no-value': 'no value',
      future: 'dated in the future',
      'too-old': 'too old',
      'too-many': 'too many readings',
      simulated: 'simulated',
    },
    policy: 'Policy in force',
    policyVersion: (version, author, at) => `Version ${version}, by ${author}, ${at}.`,
    policyHistory: 'Policy history',
    record: 'Record',
    allLines: 'all',
    showLines: 'Show these lines',
    noLine: 'There is no such line.',
    recordNote: 'A line of the record can be neither edited nor erased.',
    noPolicy: 'No policy is in force: no alert can be raised.',
    raiseAt: 'Raise from',
    lowerAt: 'Lower below',
    leadTime: 'Within',
    votes: 'Confirmations',
    votesOf: (k, n) => `${k} of ${n}`,
    dwell: 'Stays at least',
    release: 'Residents',
    byPerson: 'a person decides',
    byTimeout: (minutes) => `a person decides, or after ${minutes} min`,
    change: 'Change',
    version: 'Version',
    author: 'Author',
    createdAt: 'Date',
    difference: 'Changes',
    changes: (count) => enCount(count, 'change'),
    firstVersion: 'First known version.',
    olderLines: 'Older lines',
    olderVersions: 'Older versions',
    backToNewest: 'Back to the newest',
    ruleAdded: 'new',
    action: 'Action',
    who: 'Who',
    service: 'the service',
    back: 'Back to the overview',
  },
};
