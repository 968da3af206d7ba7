import type { Environment } from '../config/beside/secrets.ts';
import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';

/** The config of a folder, for a command; `null` where there is something wrong with it, which is said. */
export function configIn(folder: string, out: (line: string) => void, env: Environment | null = null): Config | null {
  const config = loadConfig(folder, env);
  if (config.ok) return config.value;
  out(formatConfigErrors(config.error));
  return null;
}
