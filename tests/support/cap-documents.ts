import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'xmlbuilder2';
import { type Finished, projectRoot, runCommand } from './run-command.ts';

const fixtures = join(projectRoot, 'tests/fixtures/cap');
export const invalidSample = readFileSync(join(fixtures, 'defra-ea-INVALID-missing-areaDesc.xml'), 'utf8');

/** What xmllint finds wrong with CAP documents by the schema of OASIS: nothing where all are valid. */
export async function capFaults(documents: readonly string[]): Promise<string> {
  return xmlFaults(documents, ['--schema', join(fixtures, 'CAP-v1.2.xsd')]);
}

/** What is not well-formed. */
export async function xmlFaults(documents: readonly string[], options: readonly string[] = []): Promise<string> {
  const { code, output } = await xmllint(documents, ['--noout', ...options]);
  const lines = output.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'));
  return code === 0 && lines.length === 0 ? '' : `xmllint ${code}: ${lines.join('\n')}`;
}

/** The first element of that name, as another parser than ours reads it. */
export async function textOf(document: string, name: string): Promise<string> {
  const { stdout } = await xmllint([document], ['--xpath', `string(//*[local-name()='${name}'])`]);
  return stdout.replace(/\n$/, '');
}

async function xmllint(documents: readonly string[], options: readonly string[]): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-cap-'));
  const files = documents.map((text, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, text);
    return file;
  });
  const finished = await runCommand('xmllint', ['--nonet', ...options, ...files]);
  rmSync(folder, { recursive: true });
  return finished;
}

export interface ReadInfo {
  [element: string]: string | undefined;
}

/** What stands in a document. */
export interface ReadCap {
  alert: Record<string, string | undefined>;
  references: { sender: string; identifier: string; sent: string }[];
  infos: ReadInfo[];
  parameters: Record<string, string>;
}

export function readCap(document: string): ReadCap {
  const root = create(document).root().node;
  const own = elementsOf(root);
  const text = (name: string) => own.find(([each]) => each === name)?.[1].textContent ?? undefined;
  const infos = own.filter(([name]) => name === 'info').map(([, node]) => elementsOf(node));
  const references = (text('references') ?? '').split(' ').filter((each) => each !== '');
  const parameters = (infos[0] ?? []).filter(([name]) => name === 'parameter').map(([, node]) => elementsOf(node));
  return {
    alert: Object.fromEntries(
      own.filter(([name]) => name !== 'info').map(([name, node]) => [name, node.textContent ?? undefined]),
    ),
    references: references.map((each) => {
      const [sender = '', identifier = '', sent = ''] = each.split(',');
      return { sender, identifier, sent };
    }),
    infos: infos.map((list) =>
      Object.fromEntries(list.map(([name, node]) => [name, node.textContent?.trim() ?? undefined])),
    ),
    parameters: Object.fromEntries(
      parameters.map((pair) => [pair[0]?.[1].textContent ?? '', pair[1]?.[1].textContent ?? '']),
    ),
  };
}

type DomNode = ReturnType<ReturnType<typeof create>['root']>['node'];

function elementsOf(node: DomNode): [string, DomNode][] {
  return [...node.childNodes].filter(({ nodeName }) => nodeName !== '#text').map((each) => [each.nodeName, each]);
}
