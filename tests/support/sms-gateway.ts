import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from './serve.ts';

export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

interface Said {
  status: number;
  body?: string;
  headers?: Record<string, string>;
  /** What follows the body, in place of the end of the answer: a space again and again, or a broken line. */
  ends?: 'drip' | 'break';
}

export type SaidBy = (asked: Asked) => Said | 'hang' | Promise<Said>;

interface SmsStandIn {
  url: string;
  asked: Asked[];
  /** Breaks off what hangs. */
  release(): void;
}

/** A gateway for text messages on this machine, which answers as it is told and keeps what it was asked. */
export async function smsGateway(answer: SaidBy = () => ({ status: 200 })): Promise<SmsStandIn> {
  const asked: Asked[] = [];
  const server = createServer((request, reply) => {
    void text(request).then(async (body) => {
      const { method = '', url = '', headers } = request;
      const each = { method, url, headers, body };
      asked.push(each);
      const said = await answer(each);
      if (said !== 'hang') say(reply, said);
    });
  });
  const url = `http://127.0.0.1:${await serve(server)}/send`;
  return { url, asked, release: () => server.closeAllConnections() };
}

function say(reply: ServerResponse, { status, headers, body = '', ends }: Said): void {
  reply.writeHead(status, headers);
  if (ends === undefined) return void reply.end(body);
  reply.write(body, () => {
    if (ends === 'break') return setImmediate(() => reply.destroy());
    const drip = setInterval(() => reply.write(' '), 20);
    return reply.on('close', () => clearInterval(drip));
  });
}
