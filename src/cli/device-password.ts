import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { type DevicePasswords, newPassword, openDevicePasswords } from '../store/device-passwords.ts';
import { createSqliteRecordBook } from '../store/sqlite/record.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { noteAct } from './note-act.ts';
import { dataOf } from './shown/data-of.ts';
import { whyUnseen } from './shown/why-unseen.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont device-password new NAME      a new password, shown this once; an earlier one is void
       amont device-password new --all     for each that has none yet: stations but those that a gateway speaks for or a national
                                           service is asked for, and gateways; into a file (>> FILE)
       amont device-password remove NAME
       amont device-password list
  --config DIR  (default config)
NAME is a station of stations.yaml or a gateway of amont.yaml (mqtt.embedded.gateways): the user name at the embedded broker.
A running service knows it at the next connection, and within ten seconds closes those that came in with an earlier one.
Where --all broke off, do it again: those go on who have none yet. Of two lines of one name the later is good; a name of
the list without a line has a password that nobody has seen: make it anew.`;

/** `amont device-password`: with which password a device comes in to the embedded broker. */
export async function devicePassword(args: readonly string[], out: (line: string) => void): Promise<number> {
  const options = { config: { type: 'string', default: 'config' }, all: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const config = configIn(values.config, out);
  if (config === null) return 1;
  const where = dataOf(values.config, config);
  const passwords = openDevicePasswords(config.dataFolder);
  const unseen = whyUnseen(config.dataFolder) ?? passwords.fault();
  if (unseen !== null) {
    out(unseen);
    return 1;
  }
  const [verb, name, ...rest] = positionals;
  if (verb === 'list' && name === undefined && !values.all) {
    const names = passwords.names();
    // Beside the list, which a program may read: there none is no line.
    if (names.length === 0) process.stderr.write(`No device has a password yet in ${where}.\n`);
    for (const each of names) out(each);
    return 0;
  }
  if (verb === 'new' && values.all && name === undefined) {
    const kept = passwords.names();
    const without = speakersIn(config).filter((each) => !kept.includes(each));
    if (without.length === 0) out(`All have a password already in ${where}; nothing was changed.`);
    return await renew(config, passwords, without, out);
  }
  if ((verb !== 'new' && verb !== 'remove') || name === undefined || rest.length > 0 || values.all) {
    out(
      mistyped(
        'amont device-password',
        [...positionals, ...(values.all ? ['--all'] : [])],
        'are new NAME, new --all, remove NAME and list',
        usage,
      ),
    );
    return 2;
  }
  if (verb === 'remove') {
    if (!passwords.remove(name)) {
      out(`${name} has no password in ${where}; nothing was changed.`);
      return 1;
    }
    out(`${name} comes in no more; a connection that stands ends within ten seconds`);
    return await inDatabase(config.dataFolder, out, (db) => {
      noteAct(createSqliteRecordBook(db), 'device-password.removed', { device: name });
      return 0;
    });
  }
  const known = namesIn(config);
  if (!known.includes(name)) {
    out(
      `NAME: found ${name}; allowed are ${nearestOf(name, known)} (${join(values.config, 'stations.yaml')}, and gateways of ${join(values.config, 'amont.yaml')})`,
    );
    return 2;
  }
  return await renew(config, passwords, [name], out);
}

async function renew(
  config: Config,
  passwords: DevicePasswords,
  names: readonly string[],
  out: (line: string) => void,
): Promise<number> {
  const code = await inDatabase(config.dataFolder, out, async (db) => {
    const record = createSqliteRecordBook(db);
    for (const [index, each] of names.entries()) {
      const password = newPassword();
      out(`${each}, password ${password} (shown this once)`);
      if (!(await isPrinted())) {
        process.stderr.write(`The output was closed: ${index} of ${names.length} passwords were made.\n`);
        return 1;
      }
      db.transaction(() => {
        noteAct(record, 'device-password.renewed', { device: each });
        passwords.renew(each, password);
      })();
    }
    return 0;
  });
  const idle = whyIdle(config.mqtt);
  if (code === 0 && idle !== null) process.stderr.write(`${idle}\n`);
  return code;
}

/** A password that nobody has seen is not kept. That a pipe is closed is known a moment after the writing; a full disk ends the command in it. */
function isPrinted(): Promise<boolean> {
  return new Promise((resolve) => {
    const close = () => resolve(false);
    process.stdout.once('error', close);
    setImmediate(() => {
      process.stdout.off('error', close);
      resolve(true);
    });
  });
}

function namesIn({ network, mqtt }: Config): string[] {
  return [...network.stations.keys(), ...(mqtt.broker === 'embedded' ? mqtt.gateways.keys() : [])];
}

/** Who comes in by a name of their own: a password that no device uses is a door that nobody watches. */
function speakersIn(config: Config): string[] {
  const { mqtt, national } = config;
  const gateways = mqtt.broker === 'embedded' ? mqtt.gateways : new Map<string, readonly string[]>();
  const spokenFor = new Set([...[...gateways.values()].flat(), ...national.gauges.keys()]);
  return namesIn(config).filter((each) => !spokenFor.has(each));
}

/** Where no broker asks for the password, what to do; `null` where the embedded one does. */
function whyIdle(mqtt: Config['mqtt']): string | null {
  if (mqtt.broker === 'external')
    return 'mqtt in amont.yaml: found external; nobody asks for this password there. Make one at that broker (Mosquitto: mosquitto_passwd), or write embedded.';
  return mqtt.passwords
    ? null
    : 'mqtt.embedded.passwords in amont.yaml: found false; nobody is asked for this password. To ask for it write true and start the service again.';
}
