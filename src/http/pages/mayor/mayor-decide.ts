import { html } from 'hono/html';
import { type Acknowledgement, type Alert, answerTo } from '../../../alert/alert.ts';
import { sooner } from '../../../alert/release.ts';
import type { reopenable } from '../../../alert/undo.ts';
import type { Instant } from '../../../lib/clock.ts';
import { iso } from '../../../lib/units.ts';
import { voices } from '../../../notification/words/letterhead.ts';
import type { RaisedLevel } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Names } from '../../../text/words.ts';
import { clockOf } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import { isReachedByFew, type Reached } from '../../views/reached.ts';
import { actForm } from '../form.ts';
import type { Html } from '../html.ts';
import { list, machinesNamed } from '../pieces.ts';
import { reachedText } from './reached-text.ts';
import { answeredBy } from './told-section.ts';
import { whenTold } from './when-told.ts';

export interface DecideView {
  commune: Commune;
  alert: Alert;
  now: Instant;
  corrected: CommuneView['corrected'];
  /** How many residents have what they were told; `null` where no level holds for them. */
  reached: Reached | null;
  names: Names;
  csrf: string;
  /** Residents who are told, and how many of them by text message; `null`: they have the public page alone. */
  subscribers: { all: number; texted: number; notified: number } | null;
  /** What is told with residents: a siren may sound. */
  machines: readonly string[];
  mayAcknowledge: boolean;
  /** Whether messages go out to contacts. */
  hasWays: boolean;
  mayRelease: boolean;
  /** No gauge that is up is seen: only then may it be closed by hand. */
  mayClose: boolean;
}

/** The acts, each its own form. What residents would get stands above the button that sends it. */
export function mayorDecide(speech: Speech, view: DecideView): Html {
  const { page } = speech;
  return html`<section aria-labelledby="decide"><h2 id="decide">${page.mayor.decide}</h2>
${acknowledge(speech, view)}
<h3>${page.mayor.residents}</h3>
${residents(speech, view)}
${view.mayClose && closeForm(speech, view)}
</section>`;
}

function closeForm(speech: Speech, view: DecideView): Html {
  const { close, closeHint } = speech.page.mayor;
  const isPublic = view.alert.telling.told !== 'normal';
  const hint = withMachines(speech, closeHint(isPublic), isPublic ? view.machines : []);
  return actForm(pathOf(speech, view, 'close'), view.csrf, seen(view), { text: close, className: 'big', hint });
}

/** Whoever acts at night knows before that a siren hears of it. */
function withMachines({ page }: Speech, hint: string, machines: readonly string[]): string {
  return machines.length === 0 ? hint : `${hint} ${page.mayor.machinesLikewise(machinesNamed(page, machines))}`;
}

function acknowledge(speech: Speech, view: DecideView): Html | null {
  const { page } = speech;
  const first = answerTo(view.alert);
  if (first) {
    return html`${answeredBy(speech, first, view.names)}${view.mayAcknowledge && handBackForm(speech, view, first)}`;
  }
  if (!view.mayAcknowledge) return null;
  const button = { text: page.mayor.acknowledge, className: 'big main', hint: page.mayor.acknowledgeHint };
  return actForm(pathOf(speech, view, 'acknowledge'), view.csrf, seen(view), button);
}

/** Behind a question too: whoever was woken for nothing believes the next message less. */
function handBackForm(speech: Speech, view: DecideView, { at }: Acknowledgement): Html {
  const { question, button, ...hints } = speech.page.mayor.handBack;
  const hint = view.hasWays ? hints.hint : hints.alone;
  const fields = { ...seen(view), answeredAt: iso(at) };
  return html`<details class="no-print"><summary>${question}</summary>
${actForm(pathOf(speech, view, 'hand-back'), view.csrf, fields, { text: button, className: 'big', hint })}</details>`;
}

function residents(speech: Speech, view: DecideView): Html {
  const { page, words } = speech;
  const { told, pending, heldBack } = view.alert.telling;
  const { corrected } = view;
  const waiting = pending?.level ?? (heldBack === view.alert.level ? heldBack : null);
  return html`${corrected && html`<p>${page.mayor.corrected(words.level(corrected.released).name, words.instant(corrected.at, view.names.timeZone))}</p>`}
<p>${told === 'normal' ? !corrected && page.mayor.toldNothing : toldText(speech, view, words.level(told).name)}
${pending ? html`<strong>${page.mayor.waiting(words.level(pending.level).name)}</strong>` : heldBack && page.mayor.heldBackBy(words.level(heldBack).name)}</p>
${pending && html`<p>${whenTold(speech, pending, view.names, view.now)}</p>`}
${view.mayRelease && correctForm(speech, view)}
${waiting && (view.mayRelease ? releaseForms(speech, view, waiting, pending !== null) : html`<p class="hint">${page.mayor.onlyMayor}</p>`)}`;
}

/** When it was decided, and how many have it: what no server takes reaches nobody. */
function toldText(speech: Speech, { reached, now, names }: DecideView, level: string): Html {
  if (reached === null) return html`${level}.`;
  const { page, language } = speech;
  const decided = page.handedOver.decided(level, clockOf(speech, reached.at, now, names.timeZone), reached.isLowered);
  const text = `${voices[language].around.labelled(decided, reachedText(speech, reached))}.`;
  return isReachedByFew(reached) ? html`<strong class="bad">${text}</strong>` : html`${text}`;
}

/** Beside what was told, and behind a question: a slip at three in the morning is put right where it was made, and not made by one. */
function correctForm(speech: Speech, view: DecideView): Html | null {
  const { page, words } = speech;
  const { told, before } = view.alert.telling;
  if (told === 'normal' || before === undefined) return null;
  const { name } = words.level(told);
  const learned = page.mayor.correctHint(before === 'normal' ? null : words.level(before).name);
  const hint = withMachines(speech, learned, view.machines);
  const button = { text: page.mayor.correct(name), className: 'big', hint };
  return html`<details class="no-print"><summary>${page.mayor.wasMistake(name)}</summary>
${actForm(pathOf(speech, view, 'correct'), view.csrf, seen(view, told), button)}</details>`;
}

function releaseForms(speech: Speech, view: DecideView, level: RaisedLevel, mayHoldBack: boolean): Html {
  const { page, words, language } = speech;
  const { name, meaning, symbol } = words.level(level);
  const { holdBack, holdBackHint, holdBackLower } = page.mayor;
  const { pending } = view.alert.telling;
  const holdHint = pending && sooner(pending).length > 0 ? `${holdBackLower} ${holdBackHint}` : holdBackHint;
  const hold = { text: holdBack, className: 'big', hint: holdHint };
  const { subscribers, machines } = view;
  const hint = subscribers ? page.mayor.releaseHint : page.mayor.releaseHintUnmailed;
  return html`<p>${subscribers ? page.mayor.wouldGet(subscribers.all, subscribers.texted, subscribers.notified) : page.mayor.wouldShow}</p>
<div class="preview"><p><strong>${symbol} ${name}.</strong> ${meaning}</p>${list(view.commune.actionCards[level][language].residents)}</div>
${machines.length > 0 && html`<p>${page.mayor.machinesToo(machinesNamed(page, machines))}</p>`}
${actForm(pathOf(speech, view, 'release'), view.csrf, seen(view, level), { text: page.mayor.release(name), className: 'big alarm', hint })}
${mayHoldBack && actForm(pathOf(speech, view, 'hold-back'), view.csrf, seen(view, level), hold)}`;
}

export interface ReopenView {
  commune: Commune;
  closed: NonNullable<ReturnType<typeof reopenable>>;
  machines: readonly string[];
  csrf: string;
}

/** An alert that somebody closed by hand, while that can be undone. */
export function mayorReopen(speech: Speech, view: ReopenView): Html {
  const { closedBy } = speech.page.mayor;
  const { closed, commune, machines } = view;
  const instant = (at: number) => speech.words.instant(at, commune.timeZone);
  const isPublic = closed.alert.telling.told !== 'normal';
  const hint = withMachines(speech, closedBy.hint(isPublic, instant(closed.until)), isPublic ? machines : []);
  const button = { text: closedBy.reopen, className: 'big', hint };
  return html`<section aria-labelledby="reopen"><h2 id="reopen">${closedBy.title}</h2>
<p>${closedBy.text(speech.words.level(closed.alert.level).name, instant(closed.at))}</p>
${actForm(pathOf(speech, view, 'reopen'), view.csrf, { alert: closed.alert.id }, button)}</section>`;
}

/** What the person was looking at. */
function seen({ alert }: DecideView, level = alert.level): Record<string, string> {
  return { level, alert: alert.id };
}

function pathOf({ language }: Speech, { commune }: Pick<DecideView, 'commune'>, deed: string): string {
  return `/${language}/mayor/${commune.id}/${deed}`;
}
