import { frCount } from '../../text/fr-numbers.ts';

/** The records of the past that were imported at a gauge, and the taking back of one: a page of staff. */
export const importFr = {
  imports: {
    title: (station: string) => `Mesures importées : ${station}`,
    link: 'Mesures importées',
    intro:
      'Un mauvais fichier (autre station, autre unité, autre fuseau horaire) fausse ce que la prévision apprend. Annulez l’import : ce qu’il a écrit disparaît, ce qu’il avait remplacé revient.',
    none: 'Rien n’a été importé à cette station. Les mesures passées s’importent en ligne de commande :',
    /** Above one of them. */
    name: (id: number) => `Import n° ${id}`,
    file: 'Fichier',
    readAs: 'Lu comme',
    importedBy: 'Importé par',
    period: 'Période',
    rows: 'Lignes',
    counts: (fresh: number, revised: number, known: number, refused: number) =>
      `${frCount(fresh, 'nouvelle')}, ${revised} en remplacement, ${known} déjà ${known < 2 ? 'connue' : 'connues'}, ${frCount(refused, 'refusée')}`,
    cutShort: 'L’import est en cours, ou il a été interrompu.',
    /** Who used the command line without naming an account. */
    machineUser: (name: string) => `${name} (ligne de commande)`,
    takeBack: 'Annuler cet import',
    consequence:
      'Les mesures envoyées par les capteurs restent, et celles d’un autre import aussi. La prévision apprend de nouveau dans l’heure. Le registre garde l’import et son annulation.',
    reason: 'Pourquoi',
    confirm: (id: number) => `Oui, annuler l’import n° ${id}`,
    sign: 'Signer et annuler l’import',
    takenBack: 'Annulé par',
    goingOn: 'L’annulation a commencé et n’est pas finie ; elle se poursuit d’elle-même, ou en signant de nouveau.',
    became: (removed: number, restored: number) =>
      `${removed} ${removed > 1 ? 'mesures retirées' : 'mesure retirée'}, ${restored} ${restored > 1 ? 'rétablies' : 'rétablie'} comme avant`,
    done: 'C’est signé : cet import est annulé. La prévision apprend de nouveau dans l’heure.',
    notConfirmed: 'Rien n’a changé : cochez la case pour confirmer.',
    alreadyTaken: 'Cet import était déjà annulé : rien n’a changé.',
    noSuch: 'Rien n’a changé : cette station n’a pas d’import de ce numéro.',
    unreachable: {
      begun: 'L’annulation a commencé mais l’historique ne répond pas ; elle se poursuivra d’elle-même dans l’heure.',
      notBegun: 'Rien n’a changé : l’historique dans InfluxDB ne répond pas. Réessayez plus tard.',
    },
  },
};
