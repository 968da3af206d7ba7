import { html } from 'hono/html';
import type { Nth } from '../../reading/local-instant.ts';
import type { Speech } from '../speech.ts';
import { bothOf } from '../typed/typed-time.ts';
import { radio } from './form.ts';
import type { Html } from './html.ts';

export interface OneOfTwo {
  /** Of the field that it stands below. */
  name: string;
  /** As it stands in that field. */
  text: string;
  which: Nth | undefined;
  timeZone: string;
}

/** Asked where clocks showed twice what stands in the field; nothing in all the other hours of the year. */
export function whichOfTwo({ page, words }: Speech, { name, text, which, timeZone }: OneOfTwo): Html | null {
  const both = bothOf(text, timeZone);
  if (!both) return null;
  const choice = (each: Nth) =>
    radio(`${name}Which`, each, words.clockTime(both[each], timeZone), { checked: which === each, required: true });
  return html`<fieldset><legend>${page.typedTime.which}</legend>${choice('first')}${choice('second')}</fieldset>`;
}
