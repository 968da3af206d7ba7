import { connect } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { eventually } from './eventually.ts';

/** A sensor, as the library `mqtt` plays it; it keeps trying, and the test ends it. */
export async function connectPublisher(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const { hostname, port } = new URL(url);
  await eventually(() => answers(hostname, Number(port)), `a broker at ${url}`);
  const client = mqtt.connect(url, { reconnectPeriod: 100, ...options });
  // It tries again by itself; what matters is what the test sees arrive.
  client.on('error', () => {});
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  return client;
}

export function closed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()));
}

export function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
