import type { Speech } from '../speech.ts';

/**
 * What has just been done stands before what a page is: a screen reader says the title of a page that has loaded, and of the page itself nothing
 * unasked. Of what is said at length the first sentence.
 * @example titleAfter('Message retenu. Vous pouvez encore prévenir les habitants.', 'Coursan : alerte') // 'Message retenu – Coursan : alerte'
 */
export function titleAfter(done: string | null, title: string): string {
  return done === null ? title : `${done.replace(/[.!](?: .*)?$/s, '')} – ${title}`;
}

/** The same where nothing was done, and the page gives the form back. That it is done already, or has changed since, is nobody's mistake. */
export function titleOfRefused({ page }: Pick<Speech, 'page'>, status: number, title: string): string {
  return `${status === 409 ? page.mayor.refused.title : page.frame.error} – ${title}`;
}
