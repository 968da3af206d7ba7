import type { RuleFault } from '../../policy/find-faults.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import { frNumbers, within } from '../../text/fr-numbers.ts';

const { metres, hours, chance } = frNumbers;
const typed = (number: number) => String(number).replace('.', ',');
const share = (probability: number) => `${Number((probability * 100).toFixed(2)).toLocaleString('fr')} %`;

export const policyFr = {
  policy: {
    changeTitle: (level: string, commune: string, station: string) =>
      `Modifier la règle « ${level} » : ${commune} – ${station}`,
    /** The way to the candidates, beside what was typed. */
    tryAll: 'Ou faire essayer 200 règles et regarder les meilleures.',
    changeIntro: 'La nouvelle version vaut dès la prochaine évaluation. L’ancienne reste consultable.',
    why: 'Pourquoi ce changement',
    whyHint: 'Obligatoire. Vos collègues le liront ; il est gardé au registre.',
    save: 'Enregistrer la nouvelle version',
    saved: (version: number) => `Enregistré : version ${version} en vigueur.`,
    /** Above what is asked about before it is in force. */
    notSavedYet: 'Rien n’est encore enregistré. Vérifiez le repère :',
    meant: 'C’est bien ce repère (puis enregistrer, plus bas)',
    movedFar: (from: string, to: string) => `Il passe de ${from} à ${to}.`,
    waterAbove: (stage: string) =>
      `L’eau est déjà au-dessus, à ${stage} : ce niveau serait donné dans les minutes qui suivent, et les responsables prévenus.`,
    waterBelow: (stage: string) =>
      `L’eau est au-dessus du repère en vigueur, à ${stage}, et serait au-dessous du nouveau : ce niveau d’alerte peut descendre sans qu’elle baisse, et les personnes prévenues apprendraient alors qu’il ne vaut plus.`,
    unchanged: 'Aucune valeur n’a changé : rien à enregistrer.',
    changedMeanwhile: (author: string) =>
      `${author} a changé les règles entre-temps. Voici les valeurs en vigueur : vérifiez avant de recommencer.`,
    /** To the form as it was filled in, once somebody else has changed the rule. */
    asFilled: 'Reprendre ce que vous aviez saisi',
    fixFirst: 'Rien n’a été enregistré. À corriger :',
    /** From the history back to the form, with the numbers of then. */
    takeAgain: (version: number) => `Reprendre la version ${version}`,
    valuesOf: (version: number) => `Voici les valeurs de la version ${version}. Rien ne change avant l’enregistrement.`,
    field: {
      markM: 'Repère',
      leadTimeH: 'Délai',
      raiseAt: 'Monter à partir de',
      lowerAt: 'Redescendre sous',
      k: 'Confirmations demandées (nombre d’évaluations)',
      n: 'Sur combien d’évaluations récentes',
      minDwellMin: 'Durée minimale',
      releaseAfterMin: 'Sans décision, prévenir les habitants après',
    },
    unit: {
      markM: 'mètres à l’échelle',
      leadTimeH: 'heures',
      raiseAt: '% de risque',
      lowerAt: '% de risque',
      k: '',
      n: '',
      minDwellMin: 'minutes',
      releaseAfterMin: 'minutes',
    },
    hint: {
      markM: 'Plus bas : l’alerte vient plus tôt et plus souvent.',
      leadTimeH:
        'On regarde le risque que l’eau atteigne le repère dans ce délai. Plus long : l’alerte vient plus tôt, mais plus de fausses alertes.',
      raiseAt: 'Plus bas : moins de crues manquées, mais plus de fausses alertes.',
      lowerAt: 'Nettement sous le seuil de montée, sinon le niveau monte et descend sans cesse.',
      k: 'Plus il en faut, moins il y a de fausses alertes, mais plus l’alerte vient tard.',
      n: '2 sur 3 : deux des trois dernières évaluations doivent atteindre le seuil.',
      minDwellMin: 'Un niveau ne redescend pas avant.',
      releaseAfterMin:
        'Laissez vide pour que seule une personne décide. La personne qui écrit ces minutes les signe de son nom.',
    },
    /** What else goes out once the minutes are over: nothing of it can be taken back. */
    machinesByItself: (machines: string) =>
      `Une fois ces minutes passées, le message part aussi, sans qu’une personne décide, à : ${machines}.`,
    invalid: (field: string, found: string, allowed: string) => `${field} : trouvé « ${found} », permis : ${allowed}.`,
    invalidReason: 'Pourquoi ce changement : trouvé vide ou trop court, permis : de 5 à 1 000 caractères.',
    allowed: {
      between: (low: number, high: number) => `un nombre de ${typed(low)} à ${typed(high)}`,
      whole: (low: number, high: number) => `un nombre entier de ${low} à ${high}`,
    },
    orEmpty: 'ou rien',
    /** Which level of which gauge a fault stands in. */
    faultOf: (level: string, fault: string) => `${level} : ${fault}`,
    fault,
    /** Who signed that a level goes out by itself. */
    signedBy: (person: string, version: number) => `signé par ${person}, version ${version}`,
  },
};

function fault(found: RuleFault, levelName: (level: RaisedLevel) => string): string {
  switch (found.kind) {
    case 'raise-above-one':
      return `ne monterait jamais : aucun risque ne dépasse 100 %, et il faudrait ${share(found.raiseAt)}.`;
    case 'k-above-n':
      return `ne monterait jamais : ${found.k} confirmations demandées sur ${found.n} évaluations.`;
    case 'mark-above-gauge':
      return `ne serait jamais atteint : le repère de ${metres(found.markM)} est hors de portée de l’échelle, qui s’arrête à ${metres(found.maxM)}.`;
    case 'raise-at-zero':
      return `monterait toujours : il suffirait d’un risque de ${share(found.raiseAt)}.`;
    case 'raise-below-usual':
      return `monterait toujours : un jour ordinaire, le risque d’atteindre ${metres(found.markM)} ${within(hours(found.leadTimeH))} est déjà de ${chance(found.usual)}, et le seuil est de ${share(found.raiseAt)}.`;
    case 'mark-below-gauge':
      return `monterait toujours : le repère de ${metres(found.markM)} est sous le bas de l’échelle (${metres(found.minM)}).`;
    case 'mark-below-normal':
      return `monterait toujours : la rivière est à ${metres(found.normalM)} un jour ordinaire, au-dessus du repère de ${metres(found.markM)}.`;
    case 'never-lowers':
      return `ne redescendrait jamais : aucun risque n’est sous ${share(found.lowerAt)}.`;
    case 'lower-not-below-raise':
      return `« Redescendre sous » (${share(found.lowerAt)}) doit être plus bas que « Monter à partir de » (${share(found.raiseAt)}) : le niveau monterait et descendrait sans cesse.`;
    case 'marks-out-of-order':
      return `le repère de ${metres(found.markM)} doit être plus haut que celui de « ${levelName(found.milder)} » (${metres(found.milderM)}).`;
  }
  return found satisfies never;
}
