import { createInterface } from 'node:readline/promises';
import { renderUnicodeCompact } from 'uqr';
import { machineClock } from '../lib/clock.ts';
import { codesOnPaper, keyAddress, newSecondFactor, readCode } from '../people/second-factor.ts';
import { loadKeys } from '../store/keys.ts';
import { changeOnRecord, type Desk, unknownAccount } from './account-desk.ts';

/** Nothing is changed before a code has shown that the app has the key and that both clocks agree: nobody is locked out by it. */
export async function setSecondFactor(desk: Desk, id: string): Promise<number> {
  const { accounts, config, out } = desk;
  if (!accounts.find(id)) return unknownAccount(desk, id);
  const factor = newSecondFactor();
  const key = loadKeys(config.dataFolder).link;
  const address = keyAddress(id, factor, key, config.instance.name);
  // Not by `out`, which lets no colour through: what others wrote could command the terminal. Nothing of others' is in it.
  if (process.stdout.isTTY) process.stdout.write(`${picture(address)}\n`);
  out(address);
  const typed = await ask(`The 6 digits that the app of ${id} shows: `);
  if (readCode(typed, { account: id, factor, key, lastStep: 0 }, machineClock.now())?.kind !== 'app') {
    out(
      `These are not the digits of this key at ${new Date(machineClock.now()).toISOString()}, which this machine takes for now; nothing was changed.`,
    );
    return 1;
  }
  const set = () => accounts.setSecondFactor(id, factor);
  // Somebody may have removed it meanwhile.
  if (!changeOnRecord(desk, 'account.second-factor-set', { account: id }, set)) return unknownAccount(desk, id);
  out(`${id} is asked for a code from now on. For paper, each good once where the app is not at hand:`);
  out(codesOnPaper(id, factor, key).join('\n'));
  return 0;
}

export function endSecondFactor(desk: Desk, id: string): number {
  const { accounts, out } = desk;
  const account = accounts.find(id);
  if (!account) return unknownAccount(desk, id);
  if (!account.secondFactor) {
    out(`${id} has no second factor; nothing was changed`);
    return 0;
  }
  const remove = () => accounts.setSecondFactor(id, null);
  if (!changeOnRecord(desk, 'account.second-factor-removed', { account: id }, remove)) return unknownAccount(desk, id);
  out(`${id} logs in with the password alone`);
  return 0;
}

/** White on black whatever the colours of the terminal: many apps read no other. */
function picture(text: string): string {
  const lines = renderUnicodeCompact(text, { border: 4 }).split('\n');
  return lines.map((line) => `\u001B[97;40m${line}\u001B[0m`).join('\n');
}

/** What is typed, or piped; nothing where the input ends. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), ended]);
  } finally {
    lines.close();
  }
}
