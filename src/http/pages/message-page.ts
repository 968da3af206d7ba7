import { html } from 'hono/html';
import type { Html } from './html.ts';

/** A page that says one thing and leads on. */
export interface MessagePage {
  title: string;
  text: string;
  /** What the reader may do, or should see at once. */
  more?: Html | undefined;
  link?: { href: string; text: string };
}

export function messagePage({ title, text, more, link }: MessagePage): Html {
  return html`<h1>${title}</h1><p class="lead">${text}</p>${more}${link && html`<p><a class="button" href="${link.href}">${link.text}</a></p>`}`;
}

/** The button of a signed link: no session, the link itself is the key. */
export function linkForm(action: string, button: string, className = 'main', fields: Html | null = null): Html {
  return html`<form method="post" action="${action}">${fields}<button class="${className}">${button}</button></form>`;
}
