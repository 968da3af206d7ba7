import type { Result } from '../lib/result.ts';
import type { Answers } from '../notification/asked/answers.ts';
import type { ExerciseAnswers } from '../notification/exercise/exercise-answers.ts';
import type { Receipts } from '../notification/tried/receipts.ts';
import type { TestMessages } from '../notification/tried/test-messages.ts';
import type { TestRounds } from '../notification/tried/test-rounds.ts';
import type { RequestLimit, RequestRefusals } from '../people/request-refusals.ts';
import type { Request, Subscription } from '../people/subscription.ts';

/** What people ask for and send back. */
export interface Correspondence {
  /** Answers of contacts by the link in a message or by text message: no login. */
  answers: Answers;
  /** The same to exercises. */
  exerciseAnswers: ExerciseAnswers;
  /** What an SMS gateway must know to hand in replies; `null` where none are taken in. */
  replySecret: string | null;
  /** Writes the request and its confirmation message. Says nothing of whether the address was known. False: no more are taken today. */
  requestSubscription(commune: string, request: Request): boolean;
  /** A browser subscribes, and is told so; the limit that was reached where it cannot. */
  subscribeBrowser(commune: string, browser: Pick<Request, 'address' | 'language'>): Result<Subscription, RequestLimit>;
  /** Requests that a limit refused. */
  refusals: RequestRefusals;
  /** A named person tries whether messages reach a contact or a machine. */
  tests: TestMessages;
  /** Or all contacts of many communes, one commune after the other. */
  testRounds: TestRounds;
  /** Whether they did, as the contact says by the link in the message: no login. */
  receipts: Receipts;
  /** Says yes to the link of a confirmation message; `null` where it is dead. */
  confirmSubscription(token: string): Subscription | null;
}
