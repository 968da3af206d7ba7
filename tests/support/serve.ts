import type { Server } from 'node:http';
import { onTestFinished } from 'vitest';

/** Opens a server on a free port of this machine for one test, and closes it after it. Gives the port. */
export async function serve(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
