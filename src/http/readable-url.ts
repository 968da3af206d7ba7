/**
 * An address as the router can read it: where its escapes are no UTF-8, as from an old browser or in a link cut short, they stand for
 * themselves.
 * @example readableUrl('/communes/Tr%E8bes?follow=1') // '/communes/Tr%25E8bes?follow=1'
 */
export function readableUrl(url: string): string {
  const [path = ''] = url.split('?', 1);
  return canBeRead(path) ? url : path.replaceAll('%', '%25') + url.slice(path.length);
}

function canBeRead(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false; // URIError is how it says so.
  }
}
