import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text, whole } from '../../lib/io/field.ts';
import { ALL_TYPED } from '../../people/account.ts';
import { ruleBounds } from '../../policy/rule-bounds.ts';
import { contactRoles, languages } from '../../territory/commune.ts';
import { email, id, languageList, phone, timeZone } from './field.ts';

const optional = Type.Optional;
const markM = () => number('a stage in metres at the gauge', ruleBounds.markM.low, ruleBounds.markM.high);

const marks = keeping(
  closed({ prepare: markM(), act: markM(), danger: markM() }),
  ({ prepare, act, danger }) => prepare < act && act < danger,
  'each stage above the one before: prepare < act < danger',
);

const contact = closed({
  id: id(),
  role: oneOf(contactRoles),
  name: text('a name'),
  email: email(),
  phone: optional(phone()),
  language: optional(oneOf(languages)),
});

const lines = (who: string) => list(text('a line of text'), `a list of what ${who} should do, at least one line`, 1);
const card = closed({ staff: lines('the mayor and staff'), residents: lines('residents') });
const cards = closed(
  { fr: optional(card), en: optional(card) },
  'the keys fr, en, and below each the keys staff, residents',
);

const minutes = (what: string) => optional(whole(`minutes without an answer before ${what}`, 1, 1_440));
const delays = closed({
  nextAfterMin: minutes('the next on the ladder is asked'),
  againAfterMin: minutes('everybody is asked again'),
});
const escalation = closed({ prepare: optional(delays), act: optional(delays), danger: optional(delays) });

/** Who decides on residents' data here. */
const controller = closed({
  name: text('the name of the commune or body that decides on the data'),
  contact: text('how it is reached: an e-mail or postal address'),
  officer: optional(text('how its data protection officer is reached')),
});

/** Who can have all phones of a place warned. */
const broadcaster = closed({
  name: text('the name of the authority that can trigger a cell broadcast (FR-Alert)'),
  phone: optional(text('the phone number of its duty desk, quoted: such as "04 68 00 00 00"')),
});

const shared = {
  timeZone: optional(timeZone()),
  languages: optional(languageList),
  escalation: optional(escalation),
  controller: optional(controller),
  broadcaster: optional(broadcaster),
};

const code = closed({
  scheme: text('what kind of code it is, such as INSEE'),
  value: text('a code, quoted: such as "11106"'),
});

const area = keeping(
  closed({
    file: optional(text('a GeoJSON file, seen from the config folder')),
    circle: optional(
      closed({
        lat: number('latitude', -90, 90),
        lon: number('longitude', -180, 180),
        radiusKm: number('kilometres', 0.1, 100),
      }),
    ),
  }),
  ({ file, circle }) => (file === undefined) !== (circle === undefined),
  'either file or circle',
);

const section = keeping(
  text('a section code of Vigicrues'),
  (value) => /^[A-Z0-9]{2,12}$/.test(value),
  "Vigicrues' code of the river section (CdEntCru of its InfoVigiCru.geojson), capital letters and digits such as CO1",
);

const floodArea = keeping(
  text('a flood area code of the Environment Agency'),
  (value) => /^[0-9]{3}(FW|WA)[A-Za-z0-9]+$/.test(value),
  "the Environment Agency's code of the flood area, such as 061FWF10Witney (FW: flood warnings) or 061WAF23 (WA: flood alerts)",
);

const officialWarning = keeping(
  closed({
    vigicrues: optional(closed({ section })),
    environmentAgency: optional(closed({ area: floodArea })),
  }),
  ({ vigicrues, environmentAgency }) => (vigicrues === undefined) !== (environmentAgency === undefined),
  'one of vigicrues and environmentAgency in each line of the list',
);

/** What most communes have in common; each may say otherwise. */
export const CommuneDefaults = closed(shared);

export const CommuneEntry = closed({
  id: keeping(
    id(),
    (typed) => typed !== ALL_TYPED,
    'an id that is not `all`: at the command line it stands for all communes',
  ),
  name: text('the name of the commune'),
  ...shared,
  codes: optional(list(code, 'a list of scheme and value')),
  area: optional(area),
  officialWarnings: optional(
    list(officialWarning, 'a list of river sections or flood areas of the State, at least one', 1),
  ),
  watches: list(closed({ station: id(), marks }), 'a list of gauges, at least one', 1),
  contacts: list(contact, 'a list of people to tell, at least one', 1),
  actionCards: closed({ prepare: cards, act: cards, danger: cards }),
});

export const CommunesFile = closed({
  defaults: optional(CommuneDefaults),
  communes: list(CommuneEntry, 'a list of communes, at least one', 1),
});

export type CommuneDefaults = Static<typeof CommuneDefaults>;
export type OfficialWarningEntry = Static<typeof officialWarning>;
export type CommuneEntry = Static<typeof CommuneEntry>;
export type CommunesFile = Static<typeof CommunesFile>;
