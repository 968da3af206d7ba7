import type { MqttConfig } from './config.ts';

/** The embedded broker for this machine only, where nobody is asked for a password. */
export function localBroker(port: number): MqttConfig {
  return { broker: 'embedded', host: '127.0.0.1', port, passwords: false, tls: null, gateways: new Map() };
}
