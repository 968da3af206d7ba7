import type { ChannelName } from '../../notification/outbox.ts';
import type { Language } from '../../territory/commune.ts';
import type { AlertOutcome } from '../../verification/judge-alert.ts';

/** The report of one alert, and the replay of a past moment. */
export interface ReportWords {
  report: {
    title(commune: string): string;
    asOf(at: string): string;
    exercise: string;
    summary: string;
    raised: string;
    closed: string;
    highest: string;
    whatCame: string;
    level: string;
    raisedAt: string;
    passedAt: string;
    lead: string;
    outcome: string;
    outcomes: Record<AlertOutcome['outcome'], string>;
    after(hours: string): string;
    byAnswer: string;
    gauge(station: string): string;
    peak(stage: string, at: string): string;
    chart(station: string): string;
    chartText: string;
    /** Where lines of floods are in the picture. */
    floodsDotted: string;
    chances(station: string): string;
    chancesText: string;
    table(station: string): string;
    time: string;
    stage: string;
    marks: string;
    mark: string;
    never: string;
    /** The water stood there before anybody looked. */
    before: string;
    decisions: string;
    decisionsIntro: string;
    verdict: Record<'raise' | 'hold' | 'lower', string>;
    station: string;
    judgement: string;
    ground: string;
    more(count: number): string;
    events: string;
    event: string;
    why: string;
    told: string;
    person: string;
    channel: string;
    channels: Record<ChannelName, string>;
    message: string;
    delivered: string;
    residents(channel: string, count: number, status: string): string;
    answers: string;
    noAnswer: string;
    log: string;
    /** What the State said of the commune's places, as seen here. */
    official: string;
    officialSeen(level: string, from: string, to: string): string;
    officialUnread: string;
    /** Where the disk has spoiled some of what became of messages. */
    toldUnread: string;
    officialNotSeen(from: string, to: string): string;
    versions: string;
    policyVersion(version: number, author: string, at: string): string;
    model: string;
    noModel: string;
    gaps: string;
    noGap: string;
    /** Where the disk has spoiled some of what was judged of a gauge. */
    unread(station: string): string;
    silent(from: string, to: string, missing: number): string;
    suspect(count: number): string;
    forecastWithout(station: string, from: string, to: string, decisions: number): string;
    truth: string;
    csv: string;
    /** Heads of its columns, and what its lines are of. */
    kind: string;
    who: string;
    whyOrText: string;
    chance: string;
    kinds: Record<'alert' | 'river' | 'judgement' | 'message' | 'official', string>;
    residentsIn: Record<Language, string>;
    json: string;
    replayAt: string;
    none: string;
  };
  replay: {
    title(commune: string): string;
    choose: string;
    link: string;
    intro: string;
    commune: string;
    at(timeZone: string): string;
    show: string;
    badTime: string;
    asKnown(at: string): string;
    standing: string;
    staffLevel: string;
    toldLevel: string;
    nothing: string;
    acknowledgedBy(name: string, at: string): string;
    nobody: string;
    known: string;
    notKnown: string;
    allSeen: string;
    lastSeen(station: string, at: string): string;
    neverSeen(station: string): string;
    suspect(station: string): string;
    withoutIn(station: string): string;
    saidPolicy(version: number): string;
    noPolicy: string;
    noDecision: string;
    same: string;
    differs: string;
    officialUnread: string;
    told: string;
    sent: string;
    notSent: string;
    nobodyTold: string;
    earlier: string;
    later: string;
  };
}
