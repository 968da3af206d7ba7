import { createServer } from './src/http/server.ts';
