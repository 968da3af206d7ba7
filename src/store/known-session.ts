import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a broker has kept a session for us before, be it for an earlier run of the service: where it is gone, so is what waited in it. */
export interface KnownSession {
  isKnown(): boolean;
  remember(): void;
}

/** Of another broker, or under another name there, nothing is known. */
export function openKnownSession(
  dataFolder: string,
  { url, clientId }: { url: string; clientId: string },
  failed: (error: unknown) => void,
): KnownSession {
  const file = join(dataFolder, 'broker-session.json');
  const own = JSON.stringify({ url, clientId });
  let known = readText(file) === own;
  return {
    isKnown: () => known,
    remember() {
      if (known) return;
      known = true;
      try {
        writeFileSync(file, own, { mode: 0o600 });
      } catch (error) {
        failed(error);
      }
    },
  };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
