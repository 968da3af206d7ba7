import { html } from 'hono/html';
import type { Policy, Rule } from '../../policy/policy.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Speech } from '../speech.ts';
import { areMany } from '../views/own-communes.ts';
import { communeLinks } from './commune-links.ts';
import type { Html } from './layout.ts';
import { backToStaff, levelTag } from './pieces.ts';
import type { StaffPage } from './staff-page.ts';

interface PolicyTables extends Pick<StaffPage, 'person' | 'station'> {
  policy: Policy | null;
  own: readonly Commune[];
  /** Of these the tables are shown. */
  shown: readonly Commune[];
}

/** The policy in force, one table a commune and station; where the communes are many they are to choose from. */
export function policyTables(
  speech: Speech,
  { policy, own, shown, person, station }: PolicyTables,
  isOpen = false,
): Html {
  const { page, words } = speech;
  if (!policy) return html`<p class="bad">! ${page.staff.noPolicy}</p>`;
  const zone = own[0]?.timeZone ?? 'UTC';
  return html`<p>${page.staff.policyVersion(policy.version, person(policy.author), words.instant(policy.createdAt, zone))}</p>
${shown.flatMap((commune) =>
  commune.watches.map((watch) => {
    const rules = policy.rules.filter((each) => each.commune === commune.id && each.station === watch.station);
    return ruleTable(speech, person, `${commune.name} – ${station(watch.station)}`, rules);
  }),
)}
${areMany(own) && communeLinks(speech, own, { path: '/staff/rules', isOpen })}`;
}

export function rulesPage(speech: Speech, tables: PolicyTables): Html {
  return html`<h1>${speech.page.staff.policy}</h1>${policyTables(speech, tables, tables.shown.length === 0)}${backToStaff(speech)}`;
}

function ruleTable(speech: Speech, person: (id: string) => string, caption: string, rules: readonly Rule[]): Html {
  const heads = [speech.page.gauge.level, ...columnsOf(speech)];
  return html`<table class="stack"><caption>${caption}</caption>
<thead><tr>${heads.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${rules.map((rule) => ruleRow(speech, person, rule))}</tbody></table>`;
}

function columnsOf({ page: { staff, gauge } }: Speech): string[] {
  return [gauge.mark, staff.leadTime, staff.raiseAt, staff.lowerAt, staff.votes, staff.dwell, staff.release];
}

function ruleRow(speech: Speech, person: (id: string) => string, rule: Rule): Html {
  const { words, language, page } = speech;
  const { staff } = page;
  const { release } = rule;
  const name = words.level(rule.level).name;
  const bySigned = release.by === 'person' ? null : page.policy.signedBy(person(release.signedBy), release.signedIn);
  const values = [
    words.metres(rule.markM),
    words.hours(rule.leadTimeH),
    percent(rule.raiseAt),
    percent(rule.lowerAt),
    staff.votesOf(rule.k, rule.n),
    `${rule.minDwellMin} min`,
    release.by === 'person' ? staff.byPerson : `${staff.byTimeout(release.afterMin)} (${bySigned})`,
  ];
  const columns = columnsOf(speech);
  return html`<tr><th scope="row">${levelTag(speech, rule.level)} <a class="row" href="/${language}/staff/policy/${rule.commune}/${rule.station}/${rule.level}" aria-label="${staff.change} – ${name}">${staff.change}</a></th>${values.map((value, index) => html`<td data-label="${columns[index]!}">${value}</td>`)}</tr>`;
}

/** A threshold as people say it. @example percent(0.5) // '50 %' */
export function percent(probability: number): string {
  return `${Number((probability * 100).toFixed(2))} %`;
}
