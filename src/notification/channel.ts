import type { Result } from '../lib/result.ts';
import type { ChannelName, OutboxRow } from './outbox.ts';

/** Where one message goes: the row and the address (or phone number) looked up for its recipient. */
export interface Envelope {
  row: OutboxRow;
  address: string;
  name: string;
  /** For residents: the page that leaves in one step, and the address that a mail program posts to (RFC 8058). */
  leaveUrl: string | null;
}

/** `recoverable`: worth another try. The channel says what went wrong and never decides to retry. */
export interface SendFailure {
  recoverable: boolean;
  message: string;
}

/** PORT. Resolves after the provider's yes. */
export interface Channel {
  readonly name: ChannelName;
  send(envelope: Envelope): Promise<Result<{ providerId: string | null }, SendFailure>>;
}
