import { html } from 'hono/html';
import type { Instance } from '../../../config/config.ts';
import type { Instant } from '../../../lib/clock.ts';
import { isRaisedLevel } from '../../../territory/alert-level.ts';
import type { Speech } from '../../speech.ts';
import { type CommuneView, isUntold, publicExercise } from '../../views/commune-view.ts';
import { sinceLowered } from '../../views/since-lowered.ts';
import { exerciseNotice, titleUnder } from '../exercise-notice.ts';
import type { Html } from '../html.ts';
import { noInstruction } from '../level-tags.ts';
import { list } from '../pieces.ts';
import { madeAt } from '../time-tags.ts';

type Told = Pick<
  CommuneView,
  'commune' | 'publicLevel' | 'townHall' | 'cameDown' | 'overSince' | 'corrected' | 'gauges'
>;

/**
 * The level that residents were told, large. While nothing was told and the river is up it does not say « normal »: it says
 * what the town hall has decided so far.
 */
export function publicLevel(speech: Speech, view: Told): Html {
  const { page, words } = speech;
  const untold = isUntold(view);
  const { corrected } = view;
  const { meaning, symbol } = words.level(view.publicLevel, sinceLowered(view, 'public'));
  const sentence = townHallSentence(page, view);
  return html`<section class="banner ${untold ? 'level-waiting' : `level-${view.publicLevel}`}" aria-label="${page.commune.levelNow}">
<p class="level-name"><span class="symbol" aria-hidden="true">${untold ? '…' : symbol}</span> ${publicLevelName(speech, view)}</p>
${!untold && html`<p>${meaning}</p>`}
${sentence !== null && html`<p>${sentence}</p>`}
${corrected && html`<p>${page.commune.corrected(words.level(corrected.released).name, words.instant(corrected.at, view.commune.timeZone))}</p>`}
${isOver(view) && html`<p>${page.commune.overSince(words.instant(view.overSince, view.commune.timeZone))}</p>`}
</section>`;
}

/** What the page of residents begins with, and what stands of it in other sites' frames. */
export function publicHead(speech: Speech, view: CommuneView): Html {
  const { commune, now } = view;
  const exercise = publicExercise(view);
  return html`${exercise && exerciseNotice(speech, exercise, now, commune.timeZone)}<h1>${speech.page.commune.title(commune.name)}</h1>
${madeAt(speech, now, [view])}
${publicLevel(speech, view)}`;
}

/** The title of both: the level is what a screen reader says first, and a tab shows. */
export function publicTitle(speech: Speech, instance: Instance, view: CommuneView): string {
  const title = `${publicLevelName(speech, view)} – ${speech.page.commune.title(view.commune.name)}`;
  return titleUnder(speech, instance, publicExercise(view), title);
}

/** In a word or two. */
function publicLevelName({ page, words }: Speech, view: Told): string {
  return isUntold(view) ? noInstruction({ page }, view.corrected) : words.level(view.publicLevel).name;
}

/** What to do at the level that was told: the residents' part of the commune's own action card, but not while the water goes down. */
export function publicAdvice({ language, page, words }: Speech, view: Told): Html {
  const level = view.publicLevel;
  const advice = isRaisedLevel(level)
    ? view.cameDown.public
      ? words.whileFalling.residents
      : view.commune.actionCards[level][language].residents
    : isUntold(view)
      ? page.commune.whileDeciding
      : level === 'unknown'
        ? page.commune.ifUnknown
        : isOver(view)
          ? words.afterAlert
          : page.commune.ifNormal;
  return html`<section class="advice"><h2>${page.commune.whatToDo}</h2>${list(advice)}
<p class="emergency">${page.commune.emergency}</p></section>`;
}

function isOver(view: Told): view is Told & { overSince: Instant } {
  return view.publicLevel === 'normal' && view.overSince !== null;
}

function townHallSentence({ commune }: Speech['page'], view: Told): string | null {
  if (view.townHall === 'nothing-pending') return null;
  if (isUntold(view)) return view.townHall === 'deciding' ? commune.deciding : commune.heldBack;
  return view.townHall === 'deciding' ? commune.decidingFurther : commune.heldBackFurther;
}
