import { type Static, Type } from 'typebox';
import { closed, email, flag, isLoopback, languageList, oneOf, text, url, whole } from './field.ts';

const optional = Type.Optional;

const instanceKinds = ['operational', 'exercise', 'demonstration'] as const;
const port = () => whole('a port', 0, 65_535);

const http = Type.Refine(
  closed(
    {
      host: optional(text('a host name or address')),
      port: optional(port()),
      trustProxy: optional(flag('trustProxy')),
    },
    'host, port and trustProxy; a host that other machines can reach needs trustProxy: true (a proxy with HTTPS in front)',
  ),
  ({ host, trustProxy }) => host === undefined || isLoopback(host) || trustProxy === true,
);

const embeddedHost = Type.Refine(
  text(
    'an address of this machine only (127.0.0.1, ::1, localhost): the embedded broker knows no device passwords; ' +
      'for sensors on the network use Mosquitto and mqtt.external',
  ),
  isLoopback,
);

const mqtt = Type.Refine(
  closed(
    {
      embedded: optional(closed({ host: optional(embeddedHost), port: optional(port()) }, 'host and port')),
      external: optional(
        closed(
          {
            url: url(['mqtt', 'mqtts']),
            clientId: optional(text('a name that no other client of the broker has')),
            username: optional(text('the user name at the broker')),
          },
          'url, clientId and username',
        ),
      ),
    },
    'one of embedded and external, not both',
  ),
  ({ embedded, external }) => embedded === undefined || external === undefined,
);

export const AmontFile = closed({
  instance: closed(
    {
      name: text('the name of this installation, as people know it'),
      kind: oneOf(instanceKinds),
      baseUrl: optional(url(['http', 'https'])),
      languages: optional(languageList),
    },
    'name, kind, baseUrl and languages',
  ),
  http: optional(http),
  mqtt: optional(mqtt),
  dataFolder: optional(text('a folder, seen from the config folder')),
  influx: optional(
    closed(
      {
        url: url(['http', 'https']),
        database: text('the name of the database (InfluxDB 1) or bucket (InfluxDB 2)'),
        org: optional(text('the organisation (InfluxDB 2)')),
      },
      'url, database and org',
    ),
  ),
  mail: optional(
    closed(
      {
        host: text('the name or address of the mail server'),
        port: optional(port()),
        secure: optional(flag('secure')),
        username: optional(text('the user name at the mail server')),
        from: email(),
      },
      'host, port, secure, username and from',
    ),
  ),
});

export type AmontFile = Static<typeof AmontFile>;
