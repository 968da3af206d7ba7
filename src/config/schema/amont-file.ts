import { type Static, Type } from 'typebox';
import { closed, flag, keeping, list, oneOf, text, whole } from '../../lib/io/field.ts';
import { isLoopback } from '../../lib/loopback.ts';
import { email, id, languageList, phone, phonePrefix, pushService, siteAddress, url } from './field.ts';
import { PublisherEntry } from './publisher-entry.ts';

const optional = Type.Optional;

const instanceKinds = ['operational', 'exercise', 'demonstration'] as const;
const port = () => whole('a port', 0, 65_535);

/** Where we listen. */
const host = () =>
  keeping(
    text('a host name or address'),
    (value) => !value.startsWith('['),
    'a host name or address, that of IPv6 without the brackets of a URL',
  );

const pem = () => text('a PEM file, seen from the config folder');

const http = keeping(
  closed({ host: optional(host()), port: optional(port()), trustProxy: optional(flag()) }),
  ({ host, trustProxy }) => host === undefined || isLoopback(host) || trustProxy === true,
  'a host that only this machine can reach, or trustProxy: true (a proxy with HTTPS stands in front)',
);

const gateway = closed({
  user: id(),
  stations: list(id(), 'a list of station ids, at least one', 1),
});

const embedded = keeping(
  closed({
    host: optional(host()),
    port: optional(port()),
    passwords: optional(flag()),
    tls: optional(closed({ certFile: pem(), keyFile: pem() })),
    gateways: optional(list(gateway, 'a list of user and stations')),
  }),
  ({ host, passwords }) => host === undefined || isLoopback(host) || passwords === true,
  'a host of this machine only (127.0.0.1, ::1, localhost), or passwords: true, so that nobody can make readings up',
);

const mqtt = keeping(
  closed({
    embedded: optional(embedded),
    external: optional(
      closed({
        url: url(['mqtt', 'mqtts']),
        clientId: optional(text('a name that no other client of the broker has')),
        username: optional(text('the user name at the broker')),
        protocolVersion: optional(Type.Integer({ minimum: 4, maximum: 5, description: '4 (MQTT 3.1.1) or 5' })),
        inFlight: optional(whole('messages on their way from the broker and not yet stored', 1, 4_000)),
        tls: optional(
          keeping(
            closed({ caFile: optional(pem()), certFile: optional(pem()), keyFile: optional(pem()) }),
            ({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined),
            'certFile together with keyFile, or neither',
          ),
        ),
      }),
    ),
  }),
  ({ embedded, external }) => embedded === undefined || external === undefined,
  'one of embedded and external, not both',
);

const phoneGateway = {
  url: url(['http', 'https']),
  headers: optional(Type.Record(Type.String(), text('a header, as text'), { description: 'headers, as name: value' })),
  body: optional(Type.Record(Type.String(), Type.Unknown(), { description: 'what is sent as JSON: keys and values' })),
  taken: optional(text('what the answer holds where the gateway has taken the message')),
};

const words = (meaning: string) =>
  list(text('a word of the gateway, quoted where it is a number'), `a list of the words that say: ${meaning}`, 1);

const reports = closed({
  id: optional(text('where the id stands in a report: a field, or keys parted by dots')),
  idAfter: optional(text("what stands in the gateway's answer before its own id")),
  state: text('where the state stands in a report: a field, or keys parted by dots'),
  delivered: words('the phone has it'),
  failed: words('the phone will not get it'),
});

const residents = closed({
  country: phonePrefix(3, 'the country of the town as numbers begin with it, quoted: such as "+33"'),
  prefixes: optional(
    list(
      phonePrefix(7, 'how a number may begin, quoted: such as "+336"'),
      'a list of how numbers may begin, at least one',
      1,
    ),
  ),
  perMinute: optional(whole('text messages to residents a minute', 1, 600)),
  requestsPerDay: optional(whole('requests to subscribe a day', 1, 100_000)),
});

const audiences = ['residents', 'staff'] as const;

const webhook = closed({
  name: id(),
  url: url(['http', 'https']),
  tells: oneOf(audiences),
  communes: optional(list(id(), 'a list of commune ids, at least one', 1)),
});

export const AmontFile = closed({
  instance: closed({
    name: text('the name of this installation, as people know it'),
    kind: oneOf(instanceKinds),
    baseUrl: optional(siteAddress()),
    languages: optional(languageList),
  }),
  publisher: optional(PublisherEntry),
  http: optional(http),
  mqtt: optional(mqtt),
  dataFolder: optional(text('a folder, seen from the config folder')),
  keepRawFramesDays: optional(whole('days', 1, 3_650)),
  influx: optional(
    closed({
      url: url(['http', 'https']),
      database: text('the name of the database (InfluxDB 1) or bucket (InfluxDB 2)'),
      org: optional(text('the organisation (InfluxDB 2)')),
    }),
  ),
  keepDays: optional(whole('days for which every reading is kept', 90, 36_500)),
  hubeau: optional(closed({ url: url(['http', 'https']) })),
  vigicrues: optional(closed({ url: url(['http', 'https']) })),
  environmentAgency: optional(closed({ url: url(['http', 'https']) })),
  replies: optional(closed({ number: phone() })),
  sms: optional(closed({ ...phoneGateway, residents: optional(residents), reports: optional(reports) })),
  voice: optional(closed(phoneGateway)),
  cap: optional(closed({ signature: closed({ certFile: pem(), keyFile: pem() }) })),
  webhooks: optional(list(webhook, 'a list of name, url and tells')),
  webPush: optional(
    closed({
      subject: keeping(
        text('mailto:… or https://…'),
        (value) => /^mailto:\S+@\S+$/.test(value) || (value.startsWith('https://') && URL.canParse(value)),
        'where a push service writes to the town: mailto: with an address, or an address that begins with https://',
      ),
      services: list(pushService(), 'a list of hosts of push services, at least one', 1),
    }),
  ),
  heartbeat: optional(
    closed({ url: url(['http', 'https']), everyMin: optional(whole('minutes between two signs of life', 1, 60)) }),
  ),
  mail: optional(
    closed({
      host: text('the name or address of the mail server'),
      port: optional(port()),
      secure: optional(flag()),
      username: optional(text('the user name at the mail server')),
      from: email(),
      connections: optional(whole('connections to the mail server at once', 1, 50)),
    }),
  ),
});

export type AmontFile = Static<typeof AmontFile>;
