import { resolve } from 'node:path';
import type { Sealed } from '../lib/pem-file.ts';
import type { Webhook } from '../notification/machines/webhook.ts';
import type { MailServer } from '../notification/mail-server.ts';
import type { PhoneGateway } from '../notification/phone/phone-gateway.ts';
import type { ResidentTexts } from '../notification/residents/resident-texts.ts';
import type { WebPush } from '../notification/residents/web-push.ts';
import type { Area } from '../territory/area.ts';
import { type Commune, languages } from '../territory/commune.ts';
import { createNetwork } from '../territory/network.ts';
import { gaugesBeside, type RiverCourses, type RiverLine } from '../territory/river-course.ts';
import type { Secrets } from './beside/secrets.ts';
import type { TlsFiles } from './beside/tls-files.ts';
import type { Config, MqttConfig } from './config.ts';
import { expandRules } from './expand-rules.ts';
import { publicPushKey } from './push-key.ts';
import type { AmontFile } from './schema/amont-file.ts';
import type { CommunesFile } from './schema/communes-file.ts';
import type { PolicyFile } from './schema/policy-file.ts';
import type { StationsFile } from './schema/stations-file.ts';
import { toCommune } from './to-commune.ts';
import { toDevice } from './to-device.ts';
import { toKnownFloods } from './to-known-floods.ts';
import { toPublisher } from './to-publisher.ts';
import { toNationalGauge, toStation, toStationPhones } from './to-station.ts';

export interface Files {
  amont: AmontFile;
  stations: StationsFile;
  communes: CommunesFile;
  policy: PolicyFile;
}

/** What the files name and lies beside them. */
export interface Beside {
  tls: TlsFiles;
  areas: ReadonlyMap<string, Area>;
  capSignature: Sealed | null;
  /** Of rivers. */
  courses: readonly RiverLine[];
}

/** Four checked files, what lies beside them and the secrets as one value, every default filled in. */
export function assemble(
  folder: string,
  { amont, stations, communes, policy }: Files,
  secrets: Secrets,
  { tls, areas, capSignature, courses }: Beside,
): Config {
  const { host = '127.0.0.1', port = 8080, trustProxy = false } = amont.http ?? {};
  const { name, kind, baseUrl = `http://127.0.0.1:${port}`, languages: spoken = languages } = amont.instance;
  const address = new URL(baseUrl).href.replace(/\/+$/, '');
  const list = communes.communes.map((entry) =>
    toCommune(entry, communes.defaults ?? {}, { spoken, area: areas.get(entry.id) ?? null }),
  );
  return {
    instance: { name, kind, baseUrl: address, languages: spoken },
    publisher: toPublisher(amont.publisher),
    http: { host, port, trustProxy },
    mqtt: toMqtt(amont.mqtt, secrets, tls),
    dataFolder: resolve(folder, amont.dataFolder ?? '../data'),
    store: toStore(amont.influx, secrets),
    keepDays: amont.keepDays ?? null,
    mail: toMail(amont.mail, secrets),
    sms: toSms(amont.sms, secrets, address),
    reports: toReports(amont.sms?.reports, secrets),
    voice: toPhone(amont.voice, secrets.voiceSecret),
    residentTexts: toResidentTexts(amont.sms, list.length),
    webhooks: toWebhooks(amont.webhooks, secrets, list),
    webPush: toWebPush(amont.webPush, secrets),
    heartbeat: toHeartbeat(amont.heartbeat, secrets),
    metricsToken: secrets.metricsToken,
    capSignature,
    replies: toReplies(amont.replies, secrets),
    rivers: toRivers(stations, courses),
    network: createNetwork(stations.stations.map((entry) => toStation(entry, stations.defaults ?? {}))),
    knownFloods: toKnownFloods(stations.stations),
    stationPhones: toStationPhones(stations.stations),
    devices: stations.stations.flatMap(({ id, device }) => (device && toDevice(id, device)) ?? []),
    keepRawFramesDays: amont.keepRawFramesDays ?? 7,
    national: {
      gauges: toNationalGauges(stations),
      hubeauUrl: amont.hubeau?.url ?? null,
      environmentAgencyUrl: amont.environmentAgency?.url ?? null,
    },
    vigicruesUrl: amont.vigicrues?.url ?? null,
    communes: new Map(list.map((commune) => [commune.id, commune])),
    policySeed: {
      author: policy.author,
      reason: policy.reason,
      rules: expandRules(policy, list).map(({ rule }) => rule),
    },
  };
}

function toRivers({ rivers, stations }: StationsFile, lines: Beside['courses']): RiverCourses | null {
  if (rivers === undefined) return null;
  const gauges = stations.map(({ id, position = null }) => ({ id, position }));
  return { lines, attribution: rivers.attribution, gauges: gaugesBeside(gauges, lines) };
}

function toNationalGauges({ stations }: StationsFile): Config['national']['gauges'] {
  return new Map(
    stations.flatMap((entry) => {
      const gauge = toNationalGauge(entry);
      return gauge === null ? [] : [[entry.id, gauge] as const];
    }),
  );
}

function toMqtt(mqtt: AmontFile['mqtt'], { mqttPassword }: Secrets, tls: TlsFiles): MqttConfig {
  if (mqtt?.external === undefined) {
    const { host = '127.0.0.1', passwords = false, gateways = [] } = mqtt?.embedded ?? {};
    const { cert, key } = tls;
    const sealed = cert && key && { cert, key };
    return {
      broker: 'embedded',
      host,
      port: mqtt?.embedded?.port ?? (sealed ? 8883 : 1883),
      passwords,
      tls: sealed,
      gateways: new Map(gateways.map(({ user, stations }) => [user, stations])),
    };
  }
  const { url, clientId = 'amont', username = null, protocolVersion = 5, inFlight = 1 } = mqtt.external;
  const password = username === null ? null : mqttPassword;
  const level = protocolVersion === 4 ? 4 : 5;
  return { broker: 'external', url, clientId, username, password, protocolVersion: level, inFlight, tls };
}

function toStore(influx: AmontFile['influx'], { influxToken }: Secrets): Config['store'] {
  if (influx === undefined) return { readings: 'sqlite' };
  const { url, database, org = null } = influx;
  return { readings: 'influx', influx: { url, database, org, token: influxToken } };
}

function toPhone(gateway: AmontFile['voice'], secret: string | null): PhoneGateway | null {
  if (gateway === undefined) return null;
  const { url, headers = {}, body = null, taken = null } = gateway;
  return { url, headers, body, taken, secret };
}

function toSms(sms: AmontFile['sms'], { smsSecret, reportSecret }: Secrets, baseUrl: string): PhoneGateway | null {
  const gateway = toPhone(sms, smsSecret);
  if (!gateway || !sms?.reports || reportSecret === null) return gateway;
  const { idAfter = null } = sms.reports;
  return { ...gateway, reports: { url: `${baseUrl}/api/v1/reports`, secret: reportSecret, idAfter } };
}

function toReports(reports: Reports | undefined, { reportSecret }: Secrets): Config['reports'] {
  if (reports === undefined || reportSecret === null) return null;
  const { id = 'id', state, delivered, failed } = reports;
  return { id, state, delivered, failed, secret: reportSecret };
}

type Reports = NonNullable<AmontFile['sms']>['reports'];

function toResidentTexts(sms: AmontFile['sms'], communes: number): ResidentTexts | null {
  if (sms?.residents === undefined) return null;
  const {
    country,
    prefixes = [country],
    perMinute = 30,
    requestsPerDay = Math.max(100, 10 * communes),
  } = sms.residents;
  return { country, prefixes, perMinute, requestsPerDay };
}

function toWebhooks(
  webhooks: AmontFile['webhooks'] = [],
  { webhookSecrets }: Secrets,
  all: readonly Commune[],
): Webhook[] {
  return webhooks.map(({ name, url, tells, communes = all.map(({ id }) => id) }) => {
    const secrets = webhookSecrets.get(name)?.split(' ') ?? [];
    return { id: name, url, tells, communes, secrets };
  });
}

/** Of a command that has no secrets nobody subscribes. */
function toWebPush(webPush: AmontFile['webPush'], { pushKey }: Secrets): WebPush | null {
  const publicKey = pushKey && publicPushKey(pushKey);
  return webPush === undefined || pushKey === null || publicKey === null
    ? null
    : { ...webPush, publicKey, privateKey: pushKey };
}

function toHeartbeat(heartbeat: AmontFile['heartbeat'], { heartbeatSecret }: Secrets): Config['heartbeat'] {
  if (heartbeat === undefined) return null;
  const { url, everyMin = 1 } = heartbeat;
  return { url: url.replaceAll('{secret}', encodeURIComponent(heartbeatSecret ?? '')), everyMin };
}

function toReplies(replies: AmontFile['replies'], { replySecret }: Secrets): Config['replies'] {
  return replies === undefined || replySecret === null ? null : { number: replies.number, secret: replySecret };
}

function toMail(mail: AmontFile['mail'], { smtpPassword }: Secrets): MailServer | null {
  if (mail === undefined) return null;
  // 465 is the port where TLS comes first (RFC 8314); on others it is asked for by STARTTLS.
  const { host, port = 587, secure = port === 465, username = null, from, connections = 3 } = mail;
  return { host, port, secure, username, password: username === null ? null : smtpPassword, from, connections };
}
