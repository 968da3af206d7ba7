import type { AlertLevel } from '../territory/alert-level.ts';
import type { LevelWords, SinceLowered } from './words.ts';

export const levelsFr: Readonly<Record<AlertLevel, LevelWords>> = {
  normal: {
    name: "Pas d'alerte",
    meaning: "Aucune alerte n'est en cours.",
    symbol: '○',
  },
  prepare: { name: 'Se préparer', meaning: 'Une crue est possible : préparez-vous.', symbol: '◐' },
  act: { name: 'Agir', meaning: 'Une crue est attendue ou en cours : agissez maintenant.', symbol: '▲' },
  danger: { name: 'Danger pour la vie', meaning: "L'eau menace des vies : mettez-vous à l'abri.", symbol: '◆' },
  unknown: {
    name: 'On ne sait pas',
    meaning:
      "Les mesures manquent ou sont douteuses : on ne peut pas dire si l'eau monte. Ce n'est pas un signe de calme.",
    symbol: '?',
  },
};

const notOver = { meaning: "Ce n'est pas fini : le danger peut de nouveau augmenter." };
const rising = { meaning: "L'eau remonte : le danger peut de nouveau augmenter." };

/** Where it was lowered to: nobody reads that the danger is less while it grows. */
export const loweredFr: Readonly<
  Record<SinceLowered, Readonly<Partial<Record<AlertLevel, Pick<LevelWords, 'meaning'>>>>>
> = {
  calm: {
    prepare: { meaning: "Le danger est moindre, mais ce n'est pas fini : l'eau peut encore être haute." },
    act: { meaning: "Le danger est moindre, mais ce n'est pas fini : l'eau peut encore être très haute." },
  },
  above: { prepare: notOver, act: notOver },
  rising: { prepare: rising, act: rising },
};
