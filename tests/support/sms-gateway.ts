import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type SaidBy = (asked: Asked) => { status: number; body?: string; headers?: Record<string, string> } | 'hang';

/** A gateway for text messages on this machine, which answers as it is told and keeps what it was asked. */
export async function smsGateway(answer: SaidBy = () => ({ status: 200 })): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, reply) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const each = { method, url, headers, body };
      asked.push(each);
      const said = answer(each);
      if (said !== 'hang') reply.writeHead(said.status, said.headers).end(said.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return { url: `http://127.0.0.1:${address.port}/send`, asked };
}
