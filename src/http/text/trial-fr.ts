import { frCount, frYears } from '../../text/fr-numbers.ts';

/** A rule as it was typed, on the past of the river: part of the page on which it is changed. */
export const trialFr = {
  trial: {
    tryIt: 'Voir ce que cela aurait donné sur les crues passées',
    tryHint:
      'Rien n’est enregistré. Quelques secondes ; quelques minutes la première fois de la journée, ou pour un autre repère ou délai.',
    title: 'Ce que ces valeurs auraient donné',
    running: (percent: number) => `Calcul en cours : ${percent} %. Rien n’est enregistré.`,
    same: 'Avec ces valeurs, les mêmes alertes auraient été données qu’avec la règle en vigueur : il n’y a rien à comparer.',
    notYet:
      'Ces valeurs n’ont pas été rejouées avec les règles et les mesures d’aujourd’hui, ou le service a redémarré entre-temps : appuyez sur le bouton au-dessous.',
    changedMeanwhile: (author: string) =>
      `${author} a changé cette règle entre-temps : vos valeurs sont comparées ici à celles en vigueur maintenant. Vérifiez-les avant d’enregistrer.`,
    /** What it comes to in one sentence: each number is typed less in force. */
    sum: (falseAlarms: number, misses: number) => {
      if (falseAlarms === 0 && misses === 0)
        return 'Autant de fausses alertes et autant de crues manquées qu’avec la règle en vigueur.';
      return `Par rapport à la règle en vigueur : ${count(falseAlarms, 'fausse alerte', 'fausses alertes')}, ${count(misses, 'crue manquée', 'crues manquées')}.`;
    },
    lead: (inForce: string, typed: string) => `Préavis médian : ${typed} au lieu de ${inForce}.`,
    caption: (from: string, to: string, years: number) => `Du ${from} au ${to} : ${frYears(years)} de prévisions`,
    /** Of each rule by itself, where they are of different marks. */
    atMark: (mark: string, floods: number, misses: number, falseAlarms: number) => {
      const missed = floods === 0 ? '' : misses === 0 ? ', aucune manquée' : `, dont ${frCount(misses, 'manquée')}`;
      const came = floods === 0 ? 'aucune crue' : frCount(floods, 'crue');
      const wrong =
        falseAlarms === 0 ? 'aucune fausse alerte' : frCount(falseAlarms, 'fausse alerte', 'fausses alertes');
      return `Au repère de ${mark} : ${came}${missed}, et ${wrong}.`;
    },
    marksDiffer: 'Les repères diffèrent : chaque règle est jugée sur les crues qui ont atteint le sien.',
    inForce: 'Règle en vigueur',
    typed: 'Vos valeurs',
    falseAlarmsAYear: 'Fausses alertes par an',
    casesTitle: (cases: number) => `Crue par crue, et chaque fausse alerte (${cases})`,
    when: 'Quand',
    crest: 'Hauteur d’eau maximale',
    hit: (lead: string) => `${lead} avant`,
    miss: 'manquée',
    falseAlarm: 'fausse alerte',
    nothing: 'rien',
    noCase: 'Aucune crue n’a atteint le repère pendant ces années, et rien n’a été annoncé.',
    few: (floods: number) => {
      if (floods === 0) return 'Aucune crue n’a atteint le repère : cela ne dit rien des crues.';
      return `Avec ${floods === 1 ? 'une seule crue' : `${floods} crues`}, cela dit peu de chose.`;
    },
    honest:
      'Aucune prévision ne vient ici d’un modèle qui connaissait la suite. Mais plus vous essayez de valeurs sur les mêmes crues, plus la meilleure paraît bonne par chance.',
    saveTitle: 'Les valeurs, et leur enregistrement',
  },
};

function count(difference: number, one: string, many: string): string {
  const size = Math.abs(difference);
  if (difference === 0) return `autant de ${many}`;
  return `${size} ${size === 1 ? one : many} de ${difference > 0 ? 'plus' : 'moins'}`;
}
