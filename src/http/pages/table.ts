import { html } from 'hono/html';
import type { Html } from './html.ts';
import { sideways } from './pieces.ts';

/** Its head, what stands in it of each row, and whether that is a figure. The first column of a table names its rows. */
export type Column<Row> = readonly [
  head: string,
  cell: (row: Row, index: number) => Html | string | number,
  kind?: 'figure',
];

/** On a phone each row is a card, in which every cell says its head. */
export function stackTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  caption: Html | string | null = null,
): Html {
  return table(rows, columns, { className: 'stack', caption });
}

/** Wider than a phone, and moved sideways there. */
export function wideTable<Row>(caption: string, rows: readonly Row[], columns: readonly Column<Row>[]): Html {
  return sideways(caption, table(rows, columns, { className: null, caption }));
}

function table<Row>(
  rows: readonly Row[],
  [first, ...others]: readonly Column<Row>[],
  { className, caption }: { className: 'stack' | null; caption: Html | string | null },
): Html {
  const [nameHead, nameOf] = first!;
  const cellOf = ([head, cell, kind]: Column<Row>, row: Row, index: number) =>
    html`<td${kind && html` class="${kind}"`}${className && html` data-label="${unbroken(head)}"`}>${cell(row, index)}</td>`;
  return html`<table${className && html` class="${className}"`}>${caption && html`<caption>${caption}</caption>`}
<thead><tr><th scope="col">${nameHead}</th>${others.map(([head]) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row, index) => html`<tr><th scope="row">${nameOf(row, index)}</th>${others.map((each) => cellOf(each, row, index))}</tr>`)}</tbody></table>`;
}

/** What a style sheet writes is not reached where text is punctuated: a question mark would stand on a line of its own. */
function unbroken(head: string): string {
  return head.replace(/ (?=[?:;!])/g, '\u00a0');
}
