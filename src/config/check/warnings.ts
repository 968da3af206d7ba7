import { sep } from 'node:path';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { kmFrom } from '../../territory/area.ts';
import { conformityOf, notFilledIn } from '../../territory/publisher.ts';
import { certificateEnd } from '../certificate-end.ts';
import type { Config } from '../config.ts';
import { expandRules } from '../expand-rules.ts';
import type { PolicyFile } from '../schema/policy-file.ts';
import { ofClocks } from './clock-warnings.ts';
import { ofAddress, ofBroker } from './door-warnings.ts';
import { ofShipped } from './left-as-shipped.ts';
import { ofNamesakes } from './namesakes.ts';
import { ofContacts, ofLadders, ofOneMailbox, ofResidents } from './people-warnings.ts';
import { ofRiver } from './river-warnings.ts';
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
  return [
    ...ofKind(config),
    ...ofDataFolder(config),
    ...ofShipped(config),
    ...ofContacts(config, isPushed),
    ...ofResidents(config, { takesReplies, isPushed }),
    ...ofHeartbeat(config),
    ...ofReleases(config, policy),
    ...ofAreas(config, withHoles),
    ...ofCourses(emptyCourses),
    ...ofCertificates(config, now),
    ...ofPublisher(config, now),
    ...ofStations(config, now),
    ...ofRiver(config),
    ...ofClocks(config),
    ...ofNamesakes(config),
    ...ofLadders(config),
    ...ofOneMailbox(config),
    ...ofAddress(config),
    ...ofBroker(config),
  ];
}

function ofKind({ instance: { kind }, mail }: Config): string[] {
  if (kind === 'operational') return [];
  const mailed = mail === null ? '' : ', and mail goes to a mail server on this machine only';
  return [
    `this is ${kind === 'exercise' ? 'an exercise' : 'a demonstration'}: every page and message says so${mailed}`,
  ];
}

/** A shell would read them; here a folder of that very name is made, with a past that begins anew. */
function ofDataFolder({ dataFolder }: Config): string[] {
  return dataFolder.split(sep).some((each) => each === '~' || each.startsWith('$'))
    ? [
        `the data lie in ${dataFolder}: ~ and $ stand for nothing in these files, write the whole path (amont.yaml, dataFolder)`,
      ]
    : [];
}

function ofHeartbeat({ heartbeat, instance }: Config): string[] {
  return heartbeat === null && instance.kind === 'operational'
    ? ['nobody is told when this service is down: no watch elsewhere is set (amont.yaml, heartbeat)']
    : [];
}

function ofReleases({ communes }: Config, policy: PolicyFile): string[] {
  const undecided = new Set(
    expandRules(policy, communes.values())
      .filter(({ rule, releaseDecided }) => rule.level === 'danger' && !releaseDecided)
      .map(({ rule }) => rule.commune),
  );
  if (undecided.size === 0) return [];
  return [
    `danger is undecided in ${someOf([...undecided])}: nobody has written what happens when no person answers; ` +
      'until then residents are told only by a person (policy.yaml, release)',
  ];
}

function ofCourses(empty: number): string[] {
  if (empty === 0) return [];
  return [
    `the file of rivers has ${empty} lines or features without a place, which are passed over (stations.yaml, rivers)`,
  ];
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

function ofCertificates({ mqtt, capSignature }: Config, now: Instant): string[] {
  return [
    ...ofCertificate(
      mqtt.tls?.cert?.pem ?? null,
      (end) =>
        `the certificate of mqtt.${mqtt.broker} ${end}: without another no reading comes in from then on; renew it (amont.yaml, mqtt.${mqtt.broker}.tls.certFile)`,
      now,
    ),
    ...ofCertificate(
      capSignature?.cert.pem ?? null,
      (end) =>
        `the certificate that signs CAP documents ${end}: whoever checks a signature refuses it then; make another and give it to them (amont.yaml, cap.signature.certFile)`,
      now,
    ),
  ];
}

function ofCertificate(cert: string | null, says: (end: string) => string, now: Instant): string[] {
  const endsAt = cert === null ? null : certificateEnd(cert);
  if (endsAt === null || endsAt - now > ENDS_SOON_MS) return [];
  return [says(`${endsAt > now ? 'ends' : 'ended'} on ${new Date(endsAt).toISOString().slice(0, 10)}`)];
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
