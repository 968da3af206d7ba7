import webPush from 'web-push';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont push-key

Makes a key that signs notifications of residents' browsers (webPush in amont.yaml), and prints it, this once: set it as AMONT_WEB_PUSH_KEY, or
AMONT_WEB_PUSH_KEY_FILE to a file that holds it. Keep it: with another key every browser must subscribe again.`;

/** `amont push-key`: the one secret of web push; what browsers are given follows from it. */
export async function pushKey(args: readonly string[], out: (line: string) => void): Promise<number> {
  if (args.length > 0) {
    out(mistyped('amont push-key', args, 'is nothing', usage));
    return 2;
  }
  out(webPush.generateVAPIDKeys().privateKey);
  return 0;
}
