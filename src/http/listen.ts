import type { Config } from '../config/config.ts';
import type { createServer } from './server.ts';

/** Opens the pages; where that fails, a paragraph that says what to do. */
export async function listen(
  server: ReturnType<typeof createServer>,
  { host, port }: Config['http'],
): Promise<string | null> {
  try {
    await server.listen({ host, port });
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `The pages cannot be opened on ${host}, port ${port}: ${error.message}. Stop what uses the port, or choose another under http.port, and in instance.baseUrl, in amont.yaml.`;
  }
}
