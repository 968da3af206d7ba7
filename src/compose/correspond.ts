import type { Config } from '../config/config.ts';
import type { Correspondence } from '../http/correspondence.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { type AnswersParts, createAnswers } from '../notification/asked/answers.ts';
import { createExerciseAnswers } from '../notification/exercise/exercise-answers.ts';
import type { Mailroom } from '../notification/mailroom.ts';
import { askOnce } from '../notification/residents/ask-once.ts';
import { createResidentReplies } from '../notification/residents/resident-replies.ts';
import { createReceipts } from '../notification/tried/receipts.ts';
import { alertIn } from '../notification/tried/test-in-turn.ts';
import { createTestMessages } from '../notification/tried/test-messages.ts';
import { createTestRounds, type RoundParts } from '../notification/tried/test-rounds.ts';
import type { Ways } from '../notification/ways.ts';
import { createRequestRefusals } from '../people/request-refusals.ts';
import type { OpenStores } from './open-stores.ts';
import type { Grounds } from './what-can-be-read.ts';

export interface CorrespondenceParts extends Pick<OpenStores, 'stores'>, Pick<AnswersParts, 'act' | 'linkKey'> {
  grounds: Grounds;
  mailroom: Mailroom;
  ways: Ways;
  clock: Clock;
  atomically(work: () => void): void;
  /** Sends what waits. */
  deliver(): void;
  /** Ends with an error where the service stops. */
  pause: RoundParts['pause'];
  failed: RoundParts['failed'];
  metrics: Pick<Metrics, 'requestsRefused'>;
}

/** What people ask for and send back; what is to be written to them in turn goes out at once. */
export function correspond(
  { communes, instance, webhooks, replies }: Pick<Config, 'communes' | 'instance' | 'webhooks' | 'replies'>,
  {
    stores,
    grounds,
    mailroom,
    ways,
    clock,
    linkKey,
    act,
    atomically,
    deliver,
    pause,
    failed,
    metrics,
  }: CorrespondenceParts,
): Correspondence {
  const known = { ...stores, communes, clock, linkKey };
  const testing = { ...known, issuer: instance, ways, webhooks, atomically };
  const tests = createTestMessages(testing);
  const refusals = createRequestRefusals(machineClock, (limit) => metrics.requestsRefused.inc({ limit }));
  const thenDeliver =
    <Asked extends unknown[], Done>(write: (...asked: Asked) => Done) =>
    (...asked: Asked): Done => {
      const done = write(...asked);
      deliver();
      return done;
    };
  const sendAll = thenDeliver(tests.sendAll);
  const ask = askOnce(mailroom.requestSubscription, { ...stores, clock });
  const ofResident = createResidentReplies({ ...stores, clock, confirm: thenDeliver(mailroom.confirmRequest) });
  return {
    answers: createAnswers({ ...known, ...grounds, wallClock: machineClock, act, ofResident }),
    exerciseAnswers: createExerciseAnswers(known),
    replySecret: replies?.secret ?? null,
    requestSubscription: thenDeliver((commune, request) => {
      const reached = ask(commune, request);
      if (reached !== null) refusals.note(reached);
      return reached !== 'day';
    }),
    subscribeBrowser: thenDeliver((commune, browser) => {
      const asked = mailroom.subscribeBrowser(commune, browser);
      if (!asked.ok) refusals.note(asked.error);
      return asked;
    }),
    confirmSubscription: thenDeliver(mailroom.confirmSubscription),
    refusals,
    tests: {
      outcomes: tests.outcomes,
      send: thenDeliver(tests.send),
      sendAll,
      sendToWebhook: thenDeliver(tests.sendToWebhook),
    },
    testRounds: createTestRounds({
      communes,
      tests: { ...tests, sendAll },
      record: stores.record,
      isInAlert: alertIn(stores.journal),
      clock,
      pause,
      failed,
    }),
    receipts: createReceipts(testing),
  };
}
