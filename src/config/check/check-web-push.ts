import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import { isLoopback } from '../../lib/loopback.ts';
import type { AmontFile } from '../schema/amont-file.ts';

/** What is no more than a try shows nothing on anybody's phone: the service refuses to start so. */
export function checkWebPush({ file, value }: Shape<AmontFile>): Mistake[] {
  if (!value?.webPush || value.instance.kind === 'operational') return [];
  const allowed = `a push service on this machine, or no webPush: this is kind ${value.instance.kind}`;
  return value.webPush.services.flatMap((service, index) =>
    isLoopback(service.replace(/:\d+$/, '')) ? [] : [mistake(file, ['webPush', 'services', index], service, allowed)],
  );
}
