import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { type Frame, headOf, notice } from '../layout.ts';

/** What surrounds a page that stands within another site's: no links of ours but to the whole page, no forms. */
export function embedLayout(frame: Frame, body: Html): Html {
  return html`<!doctype html>
<html lang="${frame.speech.language}">
<head>
${headOf(frame)}
</head>
<body class="embed">
<header>${notice(frame)}</header>
<main id="content">
${body}
</main>
</body>
</html>`;
}
