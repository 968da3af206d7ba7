import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import type { AmontFile } from '../schema/amont-file.ts';

const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** Pages and the embedded broker cannot listen on one port: whichever comes second keeps the service from starting. */
export function checkPorts({ file, value }: Shape<AmontFile>): Mistake[] {
  if (!value || value.mqtt?.external !== undefined) return [];
  const { host = '127.0.0.1', port = 8080 } = value.http ?? {};
  const broker = value.mqtt?.embedded;
  const hosts = [host, broker?.host ?? '127.0.0.1'];
  const isOne = hosts[0] === hosts[1] || hosts.some((each) => EVERYWHERE.includes(each));
  const standard = broker?.tls ? 8883 : 1883;
  if (!isOne || (broker?.port ?? standard) !== port) return [];
  // Where the broker's is the standard one, that of pages is what was written.
  const path = broker?.port === undefined ? ['http', 'port'] : ['mqtt', 'embedded', 'port'];
  return [mistake(file, path, port, 'one that pages (http.port) and broker (mqtt.embedded.port) do not share')];
}
