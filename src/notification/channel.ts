import type { Result } from '../lib/result.ts';
import type { AlertLevel } from '../territory/alert-level.ts';
import type { ChannelName, OutboxRow } from './outbox.ts';

/** Where one message goes: the row and the address (or phone number) looked up for its recipient. */
export interface Envelope {
  row: OutboxRow;
  address: string;
  name: string;
  /** For residents: the page that leaves in one step, and the address that a mail program posts to (RFC 8058). */
  leaveUrl: string | null;
  /** For a notification of a browser. */
  notice?: Notice;
}

/** What a browser is told beside the words of a notification. */
export interface Notice {
  /** Where it leads, without the host: a browser opens nothing of another one. */
  path: string;
  /** The newest of what bears the same takes the place of what came before, seen or not. */
  about: string;
  /** `null`: not real, or no alert. */
  level: AlertLevel | null;
}

/** A provider's yes: what it said, and the mark of the id that it reports by, where it says one. */
export interface Taken {
  providerId: string | null;
  gatewayId?: string;
}

/** `recoverable`: worth another try. The channel says what went wrong and never decides to retry. */
export interface SendFailure {
  recoverable: boolean;
  message: string;
  /** The provider asks not to be asked again before so long. */
  retryAfterMs?: number;
  /** Nobody is reached at this address any more, nor will be. */
  isGone?: true;
}

/** PORT. Resolves after the provider's yes. */
export interface Channel {
  readonly name: ChannelName;
  send(envelope: Envelope): Promise<Result<Taken, SendFailure>>;
}
