import type { html } from 'hono/html';

/** What `hono/html` gives: text that is escaped already. */
export type Html = ReturnType<typeof html>;
