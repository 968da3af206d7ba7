import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, type Path } from '../../lib/io/mistake.ts';
import { placeholdersIn } from '../../notification/phone/phone-gateway.ts';
import type { AmontFile } from '../schema/amont-file.ts';
import { isNear, nearAllowed } from './near.ts';

/** What a schema cannot see of `sms.reports`: each report is of one message, and each word says one thing. */
export function checkReports({ file, value }: Shape<AmontFile>): Mistake[] {
  const wrong = (path: Path, found: unknown, allowed: string) => mistake(file, path, found, allowed);
  const asked = (gateway: AmontFile['voice']) =>
    new Set(placeholdersIn([gateway?.url, gateway?.headers, gateway?.body]));
  const unheard = (key: 'sms' | 'voice', allowed: string) =>
    asked(value?.[key]).has('reportUrl') ? [wrong([key], '{reportUrl}', allowed)] : [];
  const ofCalls = unheard('voice', 'no {reportUrl}: of calls nothing is reported');
  if (!value?.sms?.reports) return [...ofCalls, ...unheard('sms', 'reports beside it, or no {reportUrl}')];
  const { id, idAfter, delivered, failed } = value.sms.reports;
  const known = asked(value.sms);
  const isKnown = known.has('id') || known.has('reportUrl') || idAfter !== undefined;
  const { baseUrl } = value.instance;
  const isInClear = known.has('reportUrl') && baseUrl !== undefined && !isSafe(new URL(baseUrl));
  const lost = failed.map((each) => each.toLowerCase());
  const twice = delivered.find((each) => lost.includes(each.toLowerCase()));
  return [
    ...ofCalls,
    ...(isKnown
      ? []
      : [
          wrong(
            ['sms', 'reports'],
            id ?? 'id',
            'a way to know of which message a report is: {id} or {reportUrl} in url or body, or idAfter',
          ),
        ]),
    ...(isInClear
      ? [wrong(['instance', 'baseUrl'], baseUrl, `${nearAllowed}: {reportUrl} holds the secret of reports`)]
      : []),
    ...(twice === undefined ? [] : [wrong(['sms', 'reports', 'failed'], twice, 'other words than those of delivered')]),
  ];
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isNear(hostname);
}
