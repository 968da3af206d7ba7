import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import { isLoopback } from '../../lib/loopback.ts';
import type { AmontFile } from '../schema/amont-file.ts';

/** What is no more than a try writes to nobody out there: the service refuses to start so. */
export function checkMail({ file, value }: Shape<AmontFile>): Mistake[] {
  if (!value?.mail || value.instance.kind === 'operational' || isLoopback(value.mail.host)) return [];
  const allowed = `a mail server on this machine, or no mail: this is kind ${value.instance.kind}`;
  return [mistake(file, ['mail', 'host'], value.mail.host, allowed)];
}
