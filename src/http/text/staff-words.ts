import type { RejectionReason } from '../../reading/reading.ts';

/** The pages of staff. */
export interface StaffWords {
  staff: {
    title: string;
    communes: string;
    commune: string;
    level: string;
    forecast: string;
    likely(level: string, mark: string, hours: string, frequency: string): string;
    toldLevel: string;
    waiting: string;
    acknowledged: string;
    nobody: string;
    askedNext(names: string, at: string): string;
    /** How many communes wait for an answer or a decision. */
    awaited(count: number): string;
    /** How many communes are folded: nothing in force, nothing likely. */
    calm(count: number): string;
    stations: string;
    /** How many are folded: in order, and not rising. */
    quietStations(count: number): string;
    /** Of one gauge, where they are many, and folded. */
    watchers(count: number): string;
    /** Above the links to one of so many communes. */
    chooseCommune(count: number): string;
    watchedBy: string;
    /** What the forecast learns from the record of its gauges. */
    learning(gauges: number, of: number): string;
    learningFailed: string;
    unlearned: string;
    diskLow(freeMB: number): string;
    outgrown(station: string, times: number): string;
    device: string;
    /** `age` as `words.age` says it. */
    seenBefore(age: string): string;
    tilt(degrees: string): string;
    lostFrames(lost: number, of: number): string;
    deliveries: string;
    pendingCount: string;
    sentCount: string;
    droppedCount: string;
    /** Where the disk has spoiled what became of messages. */
    messagesUnread: string;
    lateMessages: string;
    /** Whom a message goes to, where it is no contact. */
    resident: string;
    machine(name: string): string;
    /** Since when a machine has not been told, with its day, and why not. */
    untold(machine: string, at: string, why: string): string;
    /** When the key was exchanged for which they subscribed, and when they are erased. */
    outdatedBrowsers(count: number, at: string, erasedAt: string): string;
    noLate: string;
    /** By one visitor, to one address, and beyond what a day allows. */
    requestsRefused(visitor: number, address: number, day: number): string;
    rejections: string;
    noRejection: string;
    /** Where the disk has spoiled how many there were. */
    rejectionsUnread: string;
    rejectionsListUnread: string;
    lastRejections: string;
    reason: string;
    count: string;
    topic: string;
    payload: string;
    detail: string;
    receivedAt: string;
    rejectionReason: Record<RejectionReason, string>;
    policy: string;
    policyVersion(version: number, author: string, at: string): string;
    policyHistory: string;
    record: string;
    recordNote: string;
    noPolicy: string;
    raiseAt: string;
    lowerAt: string;
    leadTime: string;
    votes: string;
    votesOf(k: number, n: number): string;
    dwell: string;
    release: string;
    byPerson: string;
    byTimeout(minutes: number): string;
    change: string;
    version: string;
    author: string;
    createdAt: string;
    difference: string;
    /** Where they are many, and folded. */
    changes(count: number): string;
    firstVersion: string;
    ruleAdded: string;
    action: string;
    who: string;
    service: string;
    back: string;
  };
}
