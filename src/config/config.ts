import type { PemFile, Sealed } from '../lib/pem-file.ts';
import type { Webhook } from '../notification/machines/webhook.ts';
import type { MailServer } from '../notification/mail-server.ts';
import type { PhoneGateway } from '../notification/phone/phone-gateway.ts';
import type { ReportForm } from '../notification/reported/read-reports.ts';
import type { ResidentTexts } from '../notification/residents/resident-texts.ts';
import type { WebPush } from '../notification/residents/web-push.ts';
import type { Rule } from '../policy/policy.ts';
import type { DeviceMapping } from '../reading/decode/device-mapping.ts';
import type { NationalGauge } from '../reading/national/national-gauge.ts';
import type { Commune, Language } from '../territory/commune.ts';
import type { KnownFloods } from '../territory/known-flood.ts';
import type { Network } from '../territory/network.ts';
import type { Publisher } from '../territory/publisher.ts';
import type { RiverCourses } from '../territory/river-course.ts';
import type { StationPhones } from '../territory/station-phone.ts';

/** What a town has written in `config/`, checked, with every default filled in. Frozen. */
export interface Config {
  instance: Instance;
  /** Who answers for the site. */
  publisher: Publisher;
  http: { host: string; port: number; trustProxy: boolean };
  mqtt: MqttConfig;
  /** Folder of the database, keys and raw data. */
  dataFolder: string;
  store: { readings: 'sqlite' } | { readings: 'influx'; influx: InfluxConfig };
  /** Older readings are thinned out, but for floods; `null` keeps every reading. */
  keepDays: number | null;
  /** `null`: no mail is sent. */
  mail: MailServer | null;
  /** Where text messages are handed over; `null`: none are sent. */
  sms: PhoneGateway | null;
  /** How the gateway reports what became of text messages, and what it must show; `null`: it does not. */
  reports: (ReportForm & { secret: string }) | null;
  /** What calls contacts and reads a text aloud; `null`: nobody is called. */
  voice: PhoneGateway | null;
  /** Residents subscribe by text message too; `null`: by mail alone. */
  residentTexts: ResidentTexts | null;
  /** Machines that are told at once. */
  webhooks: readonly Webhook[];
  /** What signs CAP documents; `null`: nothing does. */
  capSignature: Sealed | null;
  /** Residents subscribe with their browser; `null`: none do. */
  webPush: WebPush | null;
  /** Text messages that contacts send back, taken in through a gateway; `null`: none are. */
  replies: { number: string; secret: string } | null;
  /** Called while the service lives, by the url's owner taken for dead when the calls end; `null`: nobody is. The url may hold a secret. */
  heartbeat: { url: string; everyMin: number } | null;
  /** What a collector of figures on another machine shows; `null`: they are given on this machine alone. */
  metricsToken: string | null;
  network: Network;
  /** How rivers run, for the map; `null`: straight from gauge to gauge. */
  rivers: RiverCourses | null;
  /** Floods that people remember, shown beside the water of now. */
  knownFloods: KnownFloods;
  /** Whom to ring about a gauge. */
  stationPhones: StationPhones;
  /** Sensors that do not speak Amont's own JSON, one a station at most. */
  devices: readonly DeviceMapping[];
  /** For so many days their messages are kept as they came. */
  keepRawFramesDays: number;
  /** Gauges whose readings are fetched from a national service, by station; where none is set nothing is ever asked. */
  national: {
    gauges: ReadonlyMap<string, NationalGauge>;
    hubeauUrl: string | null;
    environmentAgencyUrl: string | null;
  };
  /** Where Vigicrues is asked for its map; `null`: the service's own address. */
  vigicruesUrl: string | null;
  communes: ReadonlyMap<string, Commune>;
  /** The first policy version; only used while the database holds none. */
  policySeed: { author: string; reason: string; rules: readonly Rule[] };
}

export interface Instance {
  name: string;
  /** A demonstration or an exercise says so on every page and in every message, and refuses external mail. */
  kind: 'operational' | 'exercise' | 'demonstration';
  /** Where people reach the pages: the beginning of every link in a message. */
  baseUrl: string;
  languages: readonly Language[];
}

export type MqttConfig =
  | {
      broker: 'embedded';
      host: string;
      port: number;
      /** Whoever comes in shows one (`amont device-password`). */
      passwords: boolean;
      /** `null` where nothing is encrypted. */
      tls: Sealed | null;
      /** Names that speak for several stations. */
      gateways: ReadonlyMap<string, readonly string[]>;
    }
  | {
      broker: 'external';
      url: string;
      clientId: string;
      username: string | null;
      password: string | null;
      /** 4 is MQTT 3.1.1. */
      protocolVersion: 4 | 5;
      /** Messages that the broker may send before the first is stored. */
      inFlight: number;
      /** The authority that signed the broker's certificate, and our own certificate and key. */
      tls: { ca: PemFile | null; cert: PemFile | null; key: PemFile | null };
    };

export interface InfluxConfig {
  url: string;
  /** InfluxDB 1.x: database. 2.x: organisation, bucket and token. */
  database: string;
  org: string | null;
  token: string | null;
}
