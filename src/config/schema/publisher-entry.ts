import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text } from '../../lib/io/field.ts';
import { isOnCalendar } from '../../lib/units.ts';
import { legalBases } from '../../territory/publisher.ts';
import { email, url } from './field.ts';

const optional = Type.Optional;
const dialled = () => text('a phone number as people dial it, quoted: such as "04 68 00 00 00"');
const basis = () => optional(oneOf(legalBases));

const day = keeping(
  Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a day such as 2026-10-01' }),
  isOnCalendar,
  'a day of the calendar such as 2026-10-01',
);

const dataProtection = closed({
  officer: optional(text('how the data protection officer is reached: an e-mail or postal address')),
  legalBasis: optional(closed({ residents: basis(), officials: basis() })),
  processors: optional(list(text('who handles data for the publisher, and what for'), 'a list of lines of text')),
  authority: optional(closed({ name: text('the name of the authority'), url: url(['http', 'https']) })),
});

const accessibility = closed({
  audit: optional(
    closed({
      by: text('who audited the site'),
      on: day,
      percent: number('criteria met, in per cent of those that apply', 0, 100),
    }),
  ),
  notAccessible: optional(list(text('what is not accessible, and what there is instead'), 'a list of lines of text')),
  planUrl: optional(url(['http', 'https'])),
});

/** Who answers for the site before the public. */
export const PublisherEntry = closed({
  name: optional(text('the name of the town or body that publishes the site')),
  address: optional(text('a postal address')),
  phone: optional(dialled()),
  email: optional(email()),
  director: optional(text('who answers for what is published: a name, and the office')),
  host: optional(closed({ name: text('the name of the host'), address: text('a postal address'), phone: dialled() })),
  dataProtection: optional(dataProtection),
  accessibility: optional(accessibility),
});

export type PublisherEntry = Static<typeof PublisherEntry>;
