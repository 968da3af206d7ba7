import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import { certificateEnd } from '../config/certificate-end.ts';
import type { Config, MqttConfig } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import type { Sealed } from '../lib/pem-file.ts';
import { err, messageOf, ok, type Result } from '../lib/result.ts';
import { mayPublish } from '../reading/device/topic-rights.ts';
import { type Doorkeeper, startEmbeddedBroker } from '../reading/io/broker.ts';
import { connectBroker } from '../reading/io/mqtt.ts';
import type { Ingest, MessageSource } from '../reading/message-source.ts';
import { openDevicePasswords } from '../store/device-passwords.ts';
import { openKnownSession } from '../store/known-session.ts';
import type { RecentFaults } from './recent-faults.ts';
import { createRenewal, startRenewal } from './renew-certificate.ts';

type ExternalBroker = Extract<MqttConfig, { broker: 'external' }>;

interface SourceTools {
  clock: Clock;
  metrics: Pick<Metrics, 'sessionsLost' | 'brokerFailures' | 'devicePasswordFailures' | 'watchCertificate'>;
  faults: Pick<RecentFaults, 'note'>;
  log: Logger;
}

interface Source extends MessageSource {
  url: string;
  /** The certificate that is shown to sensors or to their broker, PEM text; `null` where none is. */
  cert(): string | null;
}

/** Where sensors publish: the embedded broker, or the town's own. */
export async function connectSource(
  config: Config,
  parts: AsyncDisposableStack,
  ingest: Ingest,
  tools: SourceTools,
): Promise<Result<Source, string>> {
  const source = await connect(config, parts, ingest, tools);
  if (!source.ok) return source;
  const { cert, close } = source.value;
  parts.defer(close);
  if (cert() !== null) tools.metrics.watchCertificate(() => certificateEnd(cert() ?? '') ?? 0);
  return source;
}

async function connect(
  { mqtt, devices, dataFolder }: Config,
  parts: AsyncDisposableStack,
  ingest: Ingest,
  { clock, metrics, faults, log }: SourceTools,
): Promise<Result<Source, string>> {
  const now = () => clock.now();
  if (mqtt.broker === 'external') {
    const use = (found: ExternalBroker['tls']) => void createSecureContext(ofClient(found));
    try {
      use(mqtt.tls);
    } catch (error) {
      return err(
        `The broker cannot be asked for readings: certificate and key do not go together (${messageOf(error)}). Check mqtt.external.tls in amont.yaml.`,
      );
    }
    const renewal = createRenewal(mqtt.tls, { use, log });
    parts.defer(startRenewal(renewal));
    const tls = () => {
      renewal.look();
      return ofClient(renewal.held());
    };
    const topics = ['amont/v1/+/+', ...new Set(devices.map(({ topic }) => topic))];
    const known = openKnownSession(dataFolder, mqtt, (error) =>
      log.error({ err: error }, 'if the broker forgets our session while the service is stopped, nobody will know'),
    );
    const lost = () => {
      metrics.sessionsLost.inc();
      faults.note('receiving');
    };
    const taken = () => faults.note('receiving');
    const failed = () => metrics.brokerFailures.inc();
    return ok({
      ...connectBroker({ ...mqtt, tls, topics, now, failed, session: { ...known, lost, taken } }, ingest, log),
      url: mqtt.url,
      cert: () => renewal.held().cert?.pem ?? null,
    });
  }
  const { host, port, gateways } = mqtt;
  const tls = mqtt.tls && textsOf(mqtt.tls);
  const passwords = openDevicePasswords(dataFolder);
  // Whom nobody can check stays outside and tries again; the service goes on for everybody else.
  const proofOf: Doorkeeper['proofOf'] = (user, password) => {
    try {
      return passwords.proofOf(user, password);
    } catch (error) {
      metrics.devicePasswordFailures.inc();
      log.error({ err: error, user }, 'device passwords cannot be read: nobody is let in');
      return null;
    }
  };
  const proofs: Doorkeeper['proofs'] = () => {
    try {
      return passwords.hashes();
    } catch {
      // Told when somebody comes; those inside stay.
      return null;
    }
  };
  const rights = { devices, gateways };
  const doorkeeper: Doorkeeper = { proofOf, proofs, mayPublish: (user, topic) => mayPublish(user, topic, rights) };
  const broker = await startEmbeddedBroker(
    { host, port, now, tls, ...(mqtt.passwords && { doorkeeper }) },
    ingest,
    log,
  );
  if (!broker.ok) return broker;
  const { port: taken, renew } = broker.value;
  if (mqtt.tls === null) return ok({ ...broker.value, url: `mqtt://${host}:${taken}`, cert: () => null });
  const renewal = createRenewal(mqtt.tls, { use: (found) => renew(textsOf(found)), log });
  parts.defer(startRenewal(renewal));
  return ok({ ...broker.value, url: `mqtts://${host}:${taken}`, cert: () => renewal.held().cert.pem });
}

function textsOf({ cert, key }: Sealed): { cert: string; key: string } {
  return { cert: cert.pem, key: key.pem };
}

function ofClient({ ca, cert, key }: ExternalBroker['tls']) {
  return { ...(ca && { ca: ca.pem }), ...(cert && key && textsOf({ cert, key })) };
}
