import { html } from 'hono/html';
import type { Policy, Rule } from '../../../policy/policy.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import { inPercentText } from '../../typed/rule-change.ts';
import { areMany, zoneOf } from '../../views/own-communes.ts';
import { communeLinks } from '../commune-links.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { backToStaff } from '../pieces.ts';
import { stackTable } from '../table.ts';

interface PolicyTables {
  person: (id: string) => string;
  station: (id: string) => string;
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
  return html`<p>${page.staff.policyVersion(policy.version, person(policy.author), words.instant(policy.createdAt, zoneOf(own)))}</p>
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
  const { words, language, page } = speech;
  const { staff, gauge, policy } = page;
  const level = ({ commune, station, level: each }: Rule) =>
    html`${levelTag(speech, each)} <a class="row no-print" href="/${language}/staff/policy/${commune}/${station}/${each}" aria-label="${staff.change} – ${words.level(each).name}, ${caption}">${staff.change}</a>`;
  const released = ({ release }: Rule) =>
    release.by === 'person'
      ? staff.byPerson
      : `${staff.byTimeout(release.afterMin)} (${policy.signedBy(person(release.signedBy), release.signedIn)})`;
  return stackTable(
    rules,
    [
      [gauge.level, level],
      [gauge.mark, (rule) => words.metres(rule.markM)],
      [staff.leadTime, (rule) => words.hours(rule.leadTimeH)],
      [staff.raiseAt, (rule) => percent(speech, rule.raiseAt)],
      [staff.lowerAt, (rule) => percent(speech, rule.lowerAt)],
      [staff.votes, (rule) => staff.votesOf(rule.k, rule.n)],
      [staff.dwell, (rule) => `${rule.minDwellMin} min`],
      [staff.release, released],
    ],
    caption,
  );
}

/** A threshold as people say it, to its last digit. @example percent(speech, 0.625) // '62.5%', in French '62,5 %' */
export function percent({ language }: Pick<Speech, 'language'>, probability: number): string {
  const digits = inPercentText(probability);
  return language === 'fr' ? `${digits.replace('.', ',')} %` : `${digits}%`;
}
