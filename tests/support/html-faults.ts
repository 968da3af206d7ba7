const voidTags = new Set([
  'meta',
  'link',
  'input',
  'br',
  'wbr',
  'line',
  'rect',
  'polygon',
  'polyline',
  'path',
  'hr',
  'img',
]);

/** What is wrong with a page, in words; empty for a sound one. Checks what a screen reader and an old browser rest on. */
export function htmlFaults(page: string): string[] {
  const faults: string[] = [];
  const all = (pattern: RegExp) => [...page.matchAll(pattern)];
  if (all(/<h1[\s>]/g).length !== 1) faults.push('not exactly one h1');
  if (!/<html lang="(fr|en)">/.test(page)) faults.push('no language');
  if (!/<title>[^<]+<\/title>/.test(page)) faults.push('no title');
  if (!/<main id="content">/.test(page)) faults.push('no main');
  for (const [tag] of all(/<th(?=[\s>])[^>]*>/g)) if (!/scope="(col|row)"/.test(tag)) faults.push(`no scope: ${tag}`);
  for (const [tag] of all(/<(?:input|textarea)[^>]*>/g)) {
    if (tag.includes('type="hidden"')) continue;
    const id = /id="([^"]+)"/.exec(tag)?.[1];
    if (!id || !page.includes(`<label for="${id}">`)) faults.push(`no label: ${tag}`);
  }
  for (const [tag] of all(/<div class="scroll"[^>]*>/g))
    if (!/tabindex="0" role="region" aria-label="[^"]+"/.test(tag)) faults.push(`no keyboard can scroll: ${tag}`);
  for (const [, name = '', text = ''] of all(/<a [^>]*aria-label="([^"]*)"[^>]*>([^<]*)</g))
    if (!name.includes(text.trim())) faults.push(`is read as ${name}: ${text}`);
  const first = /<body[^>]*>\s*<a class="skip"[^>]*>[^<]*<\/a>\s*<(\w+)/.exec(page)?.[1];
  if (first !== 'header') faults.push(`before the header: ${first}`);
  const ids = all(/\sid="([^"]*)"/g).map((each) => each[1] ?? '');
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id twice: ${id}`);
  for (const [, reference = ''] of all(/aria-(?:labelledby|describedby)="([^"]*)"/g)) {
    for (const id of reference.split(' ')) if (!ids.includes(id)) faults.push(`points nowhere: ${id}`);
  }
  // Quoted values are emptied first: what a stranger wrote may stand in one, as text.
  const bare = page.replace(/"[^"]*"/g, '""');
  if (/<script|<[a-z][^>]*\s(?:on\w+|style)=/i.test(bare)) faults.push('script or inline style');
  if (/(?:href|src|action)="\s*(?:javascript|data):/i.test(page)) faults.push('script in a link');
  const words = page.replace(/<[^>]+>/g, ' ');
  for (const leak of ['undefined', 'NaN', '[object', 'null']) if (words.includes(leak)) faults.push(`says ${leak}`);
  return [...faults, ...unbalanced(page)];
}

function unbalanced(page: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = '', rest = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (voidTags.has(name) || rest.endsWith('/')) continue;
    if (!closing) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else return [`</${name}> closes <${open.at(-1) ?? 'nothing'}>`];
  }
  return open.map((name) => `<${name}> is never closed`);
}
