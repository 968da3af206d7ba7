import { X509Certificate } from 'node:crypto';
import type { Instant } from '../../lib/clock.ts';
import { isLoopback } from '../../lib/loopback.ts';
import { DAY_MS } from '../../lib/units.ts';
import { isMisdialled } from '../../people/phone-number.ts';
import { kmFrom } from '../../territory/area.ts';
import type { Commune } from '../../territory/commune.ts';
import { conformityOf, notFilledIn } from '../../territory/publisher.ts';
import type { Config } from '../config.ts';
import { expandRules } from '../expand-rules.ts';
import type { PolicyFile } from '../schema/policy-file.ts';
import { someOf } from './some-of.ts';
import { ofStations } from './station-warnings.ts';
import { swappedPositions } from './swapped-positions.ts';

/**
 * What is allowed and yet deserves a second look before people rely on it. `takesReplies`, `isPushed`: as the file says, for whoever checks it has
 * seldom the secrets that `config.replies` and `config.webPush` need. `withHoles`: communes whose outline leaves something out. `emptyCourses`: of the file of rivers.
 */
export function findWarnings(
  config: Config,
  policy: PolicyFile,
  {
    takesReplies,
    isPushed,
    withHoles,
    emptyCourses,
    now,
  }: { takesReplies: boolean; isPushed: boolean; withHoles: readonly string[]; emptyCourses: number; now: Instant },
): string[] {
  const { instance, http, mail, mqtt, communes } = config;
  const warnings: string[] = [];
  const links = new URL(instance.baseUrl);
  if (instance.kind !== 'operational') {
    warnings.push(
      `this is ${instance.kind === 'exercise' ? 'an exercise' : 'a demonstration'}: every page and message says so, and mail goes to a mail server on this machine only`,
    );
  }
  const all = [...communes.values()];
  if (mail === null) warnings.push(...withoutMail(config, isPushed));
  const unphoned = all.filter((each) => !isPhoned(each)).map(({ id }) => id);
  if ((config.sms ?? config.voice) !== null && unphoned.length > 0)
    warnings.push(
      `no contact in ${someOf(unphoned)} has a phone: nobody is told by text message or call there (communes.yaml, contacts, phone)`,
    );
  // No mistake: nobody's service stays down for it.
  const misdialled = all.flatMap(({ id, contacts }) =>
    contacts.filter(({ phone }) => phone !== null && isMisdialled(phone)).map((each) => `${each.id} in ${id}`),
  );
  if (misdialled.length > 0)
    warnings.push(
      `the phone of ${misdialled.join(', ')} is shorter or longer than the numbers of its country, or has the nought that is dialled within it: see that messages and calls arrive (communes.yaml, contacts, phone)`,
    );
  if (config.sms === null && all.some(isPhoned) && instance.kind === 'operational')
    warnings.push(
      'contacts have phones, but no gateway for text messages is set: nobody is told by text message (amont.yaml, sms)',
    );
  if (config.residentTexts !== null && !takesReplies)
    warnings.push(
      'residents leave text messages by their link alone: no replies are taken in, so STOP does nothing here; see that your gateway takes it (amont.yaml, replies)',
    );
  if (isPushed && links.protocol === 'http:' && !isLoopback(links.hostname))
    warnings.push(
      `no browser takes notifications from ${instance.baseUrl}: they need https (amont.yaml, webPush and instance.baseUrl)`,
    );
  if (config.heartbeat === null && instance.kind === 'operational')
    warnings.push('nobody is told when this service is down: no watch elsewhere is set (amont.yaml, heartbeat)');
  const undecided = new Set(
    expandRules(policy, communes.values())
      .filter(({ rule, releaseDecided }) => rule.level === 'danger' && !releaseDecided)
      .map(({ rule }) => rule.commune),
  );
  if (undecided.size > 0) {
    warnings.push(
      `danger is undecided in ${someOf([...undecided])}: nobody has written what happens when no person answers; ` +
        'until then residents are told only by a person (policy.yaml, release)',
    );
  }
  warnings.push(
    ...ofAreas(config, withHoles),
    ...(emptyCourses === 0
      ? []
      : [
          `the file of rivers has ${emptyCourses} lines or features without a place, which are passed over (stations.yaml, rivers)`,
        ]),
    ...ofCertificate(config, now),
    ...ofPublisher(config, now),
    ...ofStations(config, now),
  );
  for (const { id, contacts } of communes.values()) {
    if (new Set(contacts.map(({ role }) => role)).size > 1) continue;
    warnings.push(`nobody else is asked in ${id} when its only contacts do not answer (communes.yaml, contacts)`);
  }
  if (instance.kind === 'operational') {
    const { protocol, hostname } = links;
    if (isLoopback(hostname)) {
      warnings.push(
        `links in messages lead to ${instance.baseUrl}, which nobody else can open (amont.yaml, instance.baseUrl)`,
      );
    } else if (protocol === 'http:') {
      warnings.push(
        `${instance.baseUrl} is not encrypted: passwords can be read on the way (amont.yaml, instance.baseUrl)`,
      );
    }
  }
  if (isLoopback(links.hostname) && !http.trustProxy && portOf(links) !== http.port) {
    warnings.push(
      `links lead to ${instance.baseUrl}, but the pages are on port ${http.port} (amont.yaml, instance.baseUrl and http.port)`,
    );
  }
  if (instance.baseUrl.startsWith('https:') && !http.trustProxy) {
    warnings.push(
      'a proxy ends HTTPS and is not trusted: limits take all visitors for one, so that a single stranger can lock everybody out (amont.yaml, http.trustProxy: true)',
    );
  }
  if (mqtt.broker === 'embedded' && mqtt.tls === null && !isLoopback(mqtt.host)) {
    warnings.push(
      "the embedded broker is not encrypted: devices' passwords can be read on the way (amont.yaml, mqtt.embedded.tls)",
    );
  }
  if (mqtt.broker === 'external' && mqtt.url.startsWith('mqtt:') && !isLoopback(new URL(mqtt.url).hostname)) {
    warnings.push(
      `${mqtt.url} is not encrypted: readings can be read and forged on the way (amont.yaml, mqtt.external.url)`,
    );
  }
  return warnings;
}

function ofPublisher({ instance, publisher }: Config, now: Instant): string[] {
  const missing = notFilledIn(publisher);
  const isOld = conformityOf(publisher.accessibility.audit, now) === 'outdated';
  return [
    ...(instance.kind === 'operational' && missing.length > 0
      ? [
          `the page /about does not say who publishes this site, who hosts it or who answers for people's data, which the law asks for${publisher.name === null ? '' : `: ${missing.join(', ')} not filled in`} (amont.yaml, publisher)`,
        ]
      : []),
    ...(isOld
      ? [
          'the audit of accessibility is more than three years old, so the site counts as not compliant (amont.yaml, publisher.accessibility.audit)',
        ]
      : []),
  ];
}

/** Time to make another and to give it to whoever checks signatures. */
const ENDS_SOON_MS = 30 * DAY_MS;

function ofCertificate({ capSignature }: Config, now: Instant): string[] {
  if (capSignature === null) return [];
  const endsAt = new X509Certificate(capSignature.cert).validToDate.getTime();
  if (endsAt - now > ENDS_SOON_MS) return [];
  const end = `${endsAt > now ? 'ends' : 'ended'} on ${new Date(endsAt).toISOString().slice(0, 10)}`;
  return [
    `the certificate that signs CAP documents ${end}: whoever checks a signature refuses it then; make another and give it to them (amont.yaml, cap.signature.certFile)`,
  ];
}

/** Farther from a commune is no gauge of it: longitude and latitude have changed places, or another commune's outline was taken. */
const FAR_KM = 100;

function ofAreas({ communes, network, rivers }: Config, withHoles: readonly string[]): string[] {
  const holes = withHoles.map(
    (id) =>
      `the outline of ${id} has holes, which CAP cannot say: they count as part of the area (communes.yaml, area)`,
  );
  const far = [...communes.values()].flatMap(({ id, area, watches }) => {
    const positions = watches.flatMap(({ station }) => network.stations.get(station)?.position ?? []);
    const km = area && positions.length > 0 ? Math.min(...positions.map((each) => kmFrom(each, area))) : 0;
    return km > FAR_KM ? [`the area of ${id} lies ${km} km from its gauges (communes.yaml, area)`] : [];
  });
  const swapped = swappedPositions(network).map(
    ({ station, from, km }) =>
      `${station} lies ${km} km from ${from}, which is just above it, and near it with lat and lon the other way round in one of the two (stations.yaml, position)`,
  );
  const isElsewhere = rivers !== null && rivers.gauges.size === 0;
  const noRiver =
    'no gauge stands within 500 m of a river of the file: see that it is of this region (stations.yaml, rivers)';
  return [...holes, ...far, ...swapped, ...(isElsewhere ? [noRiver] : [])];
}

function isPhoned({ contacts }: Commune): boolean {
  return contacts.some(({ phone }) => phone !== null);
}

function withoutMail({ sms, voice, residentTexts, communes }: Config, isPushed: boolean): string[] {
  const nobody = `no mail server is set: residents cannot subscribe${residentTexts === null && !isPushed ? '' : ' by mail'}, and those who have are not told`;
  if (sms === null) return [`${nobody}; nobody is told by e-mail (amont.yaml, mail)`];
  const unreached = [...communes.values()]
    .filter(isPhoned)
    .flatMap(({ id, contacts }) => contacts.filter(({ phone }) => phone === null).map((each) => `${each.id} in ${id}`));
  return [
    `${nobody}; contacts are told by text message ${voice === null ? '' : 'and call '}alone (amont.yaml, mail)`,
    ...(unreached.length === 0
      ? []
      : [`without mail and without a phone nothing reaches ${unreached.join(', ')} (communes.yaml, contacts, phone)`]),
  ];
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
