import { html } from 'hono/html';
import type { Instance } from '../../config/config.ts';
import type { Account } from '../../people/account.ts';
import type { Conformity } from '../../territory/publisher.ts';
import type { Speech } from '../speech.ts';
import { speeches } from '../speech.ts';
import { token } from './form.ts';
import type { Html } from './html.ts';
import type { Live } from './live-link.ts';

/** What surrounds every page. */
export interface Frame {
  speech: Speech;
  instance: Instance;
  conformity: Conformity;
  title: string;
  /** The page's path without its language: the language switch leads to the same page. `null`: no switch. */
  path: string | null;
  /** What stood behind it in the address, with its question mark: the same page is the same commune, moment or form. */
  query: string;
  /** Zone of the times on the page, said at its foot. */
  timeZone: string | null;
  /** Who is logged in, and the token that their forms carry. */
  visitor: { account: Account; csrf: string } | null;
  /** Whether it reloads by itself; `null`: never, as where something is being typed. */
  live: Live | null;
  hasMailbox: boolean;
  /** Where a program reads what this page tells. */
  feed: string | null;
  /** Where a phone reads how the page stands on its home screen. */
  manifest: string | null;
  /** For pages that are mostly tables. */
  wide: boolean;
}

export function layout(frame: Frame, body: Html): Html {
  const { speech, instance, timeZone } = frame;
  const words = speech.page.frame;
  return html`<!doctype html>
<html lang="${speech.language}">
<head>
${headOf(frame)}
</head>
<body${frame.wide && html` class="wide"`}>
<a class="skip" href="#content">${words.skip}</a>
<header>
${notice(frame)}
<div class="top">
<a class="brand" href="/${speech.language}/">${instance.name}</a>
${languageSwitch(frame)}
${visitorLinks(frame)}
</div>
</header>
<main id="content">
${body}
</main>
<footer>
${whoIsIn(frame)}
${timeZone !== null && html`<p>${words.localTime(timeZone)}</p>`}
<p>${words.footer}</p>
${aboutLinks(frame)}
</footer>
</body>
</html>`;
}

function aboutLinks({ speech: { language, page }, conformity }: Frame): Html {
  const { link, dataLink, accessibilityLink } = page.about;
  const at = `/${language}/about`;
  return html`<nav class="about" aria-label="${page.about.title}"><a href="${at}#publisher">${link}</a> <a href="${at}#data">${dataLink}</a> <a href="${at}#accessibility">${accessibilityLink[conformity]}</a></nav>`;
}

/** What a browser is told before it shows anything. */
export function headOf(frame: Frame): Html {
  const { instance, title, live } = frame;
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${live?.isLive && reload(frame, live)}
<title>${title} – ${instance.name}</title>
${alternates(frame)}
${frame.feed !== null && html`<link rel="alternate" type="application/atom+xml" title="CAP 1.2" href="${frame.feed}">`}
${
  frame.manifest !== null &&
  html`<link rel="manifest" href="${frame.manifest}">
<link rel="apple-touch-icon" href="/public/icon-192.png">`
}
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/public/amont.css">`;
}

/** A test never looks like the real thing: said first, on every page. */
export function notice({ speech, instance: { kind } }: Frame): Html | null {
  if (kind === 'operational') return null;
  const { demonstration, exercise } = speech.page.frame;
  return html`<p class="notice" role="note">${kind === 'exercise' ? exercise : demonstration}</p>`;
}

function alternates({ instance, path }: Frame): readonly Html[] {
  if (path === null) return [];
  return instance.languages.map(
    (each) => html`<link rel="alternate" hreflang="${each}" href="${instance.baseUrl}/${each}${path}">`,
  );
}

/** Named in full: where a part of the page was asked for its own address has a `#`, and going there again loads nothing. */
function reload({ speech, path, query }: Frame, { everySec }: Live): Html {
  return html`<meta http-equiv="refresh" content="${everySec}; url=/${speech.language}${path}${query}">`;
}

function languageSwitch({ speech, instance, path, query }: Frame): Html | null {
  const others = instance.languages.filter((each) => each !== speech.language);
  if (path === null || others.length === 0) return null;
  return html`<nav class="languages" aria-label="${speech.page.frame.languages}">
${others.map((each) => html`<a href="/${each}${path}${query}" lang="${each}" hreflang="${each}">${speeches[each].page.languageName}</a>`)}
</nav>`;
}

function visitorLinks(frame: Frame): Html {
  const { speech, visitor } = frame;
  const { language, page } = speech;
  if (!visitor) {
    return html`<nav class="visitor">${mailLink(frame)} <a href="/${language}/login">${page.frame.logIn}</a></nav>`;
  }
  return html`<nav class="visitor"><a href="/${language}/mayor">${page.frame.mayorPages}</a>${
    visitor.account.role === 'staff' && html` <a href="/${language}/staff">${page.frame.staffPage}</a>`
  }</nav>`;
}

/** Below the content: at three in the morning the level comes first. */
function whoIsIn(frame: Frame): Html | null {
  const { speech, visitor } = frame;
  if (!visitor) return null;
  const words = speech.page.frame;
  return html`<form method="post" action="/${speech.language}/logout">${token(visitor.csrf)}
<span>${words.loggedInAs(visitor.account.name)}</span> <button class="plain">${words.logOut}</button> ${mailLink(frame)}</form>`;
}

function mailLink({ speech, hasMailbox }: Frame): Html | null {
  return hasMailbox ? html`<a href="/demo/mail?lang=${speech.language}">${speech.page.frame.caughtMail}</a>` : null;
}
