import { err, ok, type Result } from '../../lib/result.ts';
import { attemptsId } from '../attempts-id.ts';
import type { Channel, SendFailure, Taken } from '../channel.ts';
import { type PhoneGateway, type ReportsWanted, requestTo } from '../phone/phone-gateway.ts';
import { idIn, markOf } from '../reported/read-reports.ts';
import type { Issuer } from '../words/letterhead.ts';
import { type Answer, handOver } from './hand-over.ts';
import { hide, lineOf, noOf } from './said.ts';

const DEADLINE_MS = 30_000;

/**
 * Text messages, or calls, by the town's own gateway, over HTTP. Whatever it says no to is tried again: a wrong key, an empty account and a modem
 * without a net are mended by somebody, and the message is due until a newer one takes its place. A demonstration or an exercise
 * hands them to this machine only.
 */
export function createPhoneChannel(
  name: 'sms' | 'voice',
  gateway: PhoneGateway,
  { kind }: Pick<Issuer, 'kind'>,
  deadlineMs = DEADLINE_MS,
): Channel {
  return {
    name,
    async send({ row, address }) {
      const { text, language } = row;
      const ours = attemptsId(row);
      const { url, ...request } = requestTo(gateway, { to: address, text, language, id: ours });
      const reportSecret = gateway.reports?.secret ?? '';
      // The secret of reports also as it stands in an address. The number as it is, and as the country dials it.
      const told = (said: string): string =>
        hide(said, [
          gateway.secret,
          reportSecret,
          new URLSearchParams({ '': reportSecret }).toString().slice(1),
          address.slice(1),
          address.slice(-9),
          address.slice(-8),
        ]);
      const what = name === 'sms' ? 'text messages' : 'calls';
      const answer = await handOver(url, request, { kind, what, deadlineMs });
      if (!answer.ok) return err({ ...answer.error, message: told(answer.error.message) });
      const { said } = answer.value;
      const judged = judge(gateway, new URL(url).host, { ...answer.value, said: told(said) });
      const id = gateway.reports ? idOf(said, gateway.reports, ours) : null;
      return judged.ok && id !== null ? ok({ ...judged.value, gatewayId: markOf(id) }) : judged;
    },
  };
}

/** By which it reports: its own where it says one, or ours. */
function idOf(said: string, { idAfter }: ReportsWanted, ours: string): string | null {
  return idAfter === null ? ours : idIn(said, idAfter);
}

function judge({ taken }: PhoneGateway, host: string, { status, isYes, said }: Answer): Result<Taken, SendFailure> {
  const line = lineOf(said);
  const isTaken = taken === null ? !isPage(said) : said.includes(taken);
  return isYes && isTaken
    ? ok({ providerId: line === '' ? `HTTP ${status}` : line })
    : err({ recoverable: true, message: noOf(status, host, line) });
}

/** What an appliance shows at an address that is not quite right: its login, with status 200. */
function isPage(said: string): boolean {
  return /^\s*<(!doctype )?html/i.test(said);
}
