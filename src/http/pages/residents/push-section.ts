import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { dataLink } from './subscribe-form.ts';

export interface PushSection {
  commune: string;
  /** What browsers subscribe with. */
  publicKey: string;
  isReal: boolean;
}

/** Hidden until its script has found a browser that knows what it is about: without JavaScript the page is whole without it. */
export function pushSection(speech: Speech, { commune, publicKey, isReal }: PushSection): Html {
  const {
    language,
    page: { push },
  } = speech;
  return html`<section id="push" hidden data-commune="${commune}" data-language="${language}" data-key="${publicKey}">
<h2>${push.title}</h2>
<p data-offer>${push.intro}</p>
${!isReal && html`<p class="hint">${push.notReal}</p>`}
<p role="status"></p>
${Object.entries(push.says).map(([state, text]) => html`<template data-says="${state}">${text}</template>`)}
<button type="button" class="main" hidden data-does="start">${push.start}</button>
<button type="button" hidden data-does="stop">${push.stop}</button>
<p><a hidden href="#push">${push.manage}</a></p>
<p class="hint" data-offer>${push.privacy} ${dataLink(speech)}</p>
<script src="/public/push.js" defer></script>
</section>`;
}
