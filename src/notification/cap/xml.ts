import { create } from 'xmlbuilder2';

export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

/** An XML document of text alone; characters that XML cannot hold are left out. */
export function xmlDocument(root: XmlNode): string {
  const declaration = { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' } as const;
  return create(declaration, withAmpersands(root)).end({ prettyPrint: true });
}

/**
 * xmlbuilder2 takes text for markup twice: it decodes entities on the way in, and on the way out leaves alone what looks like one (`&b;`),
 * which no parser reads. Escaped twice, every & arrives as it was written.
 */
function withAmpersands(node: XmlNode): XmlNode {
  if (typeof node === 'string') return node.replaceAll('&', '&amp;amp;');
  const entries = Object.entries(node).map(([name, each]) => [
    name,
    isList(each) ? each.map(withAmpersands) : withAmpersands(each),
  ]);
  return Object.fromEntries(entries);
}

function isList(node: XmlNode | readonly XmlNode[]): node is readonly XmlNode[] {
  return Array.isArray(node);
}
