import { within } from '../../text/fr-numbers.ts';

/** The sheet for the binder of the safeguard plan: what holds at any time, on paper. */
export const sheetFr = {
  sheet: {
    link: 'Fiche à imprimer',
    title: (commune: string) => `Fiche crue : ${commune}`,
    intro:
      'À garder avec le plan communal de sauvegarde : elle sert aussi sans électricité ni réseau. Refaites-la quand un repère, une règle, une consigne ou un contact change.',
    made: (at: string) => `Faite le ${at}`,
    withPolicy: (version: number, at: string) => `règles version ${version}, du ${at}`,
    levels: 'Les trois niveaux',
    raised: 'Le niveau monte',
    /** `k` of the last `n` assessments must say so. */
    raisedWhen: (chance: string, hours: string, k: number, n: number) =>
      `dès ${chance} de risque ${within(hours)}${k > 1 ? ` (${k} calculs sur ${n})` : ''}, ou l’eau au repère`,
    neverRaised: 'jamais : aucune règle ici',
    residents: 'Habitants prévenus',
    steps: 'À faire',
    stepsOfResidents: 'Ce qui est dit aux habitants',
    asked: 'Qui est prévenu, dans quel ordre',
    nextAfter: 'Sans réponse, la ligne suivante après',
    againAfter: 'Tout le monde de nouveau après',
    /** Of a contact whom no way that is set up reaches. */
    byNoWay: 'aucun message ne lui parvient',
    atOnce: (level: string) => `Au niveau « ${level} », l’astreinte est prévenue en même temps que la première ligne.`,
    nobodyTold: 'Aucun message ne part d’ici : ouvrez vous-même la page, et prévenez les personnes ci-dessus.',
    answer: 'Répondre',
    byLink:
      'Le message demande qui s’en occupe. Ouvrez son lien et appuyez sur le bouton : cela se fait sans mot de passe.',
    byText: 'Ou par SMS, depuis votre téléphone : OUI et le code du message.',
    answerMeans: 'Une réponse arrête les relances. Elle ne prévient pas les habitants.',
    decideOn: 'Prévenir les habitants se décide avec votre mot de passe sur',
    reaches: 'Le message aux habitants atteint qui s’est inscrit ou ouvre la page publique : pensez aux autres.',
    sense: 'Ce que disent les messages, et ce qu’ils ne disent pas',
    chance: '« 70 % » veut dire : sur dix situations pareilles, l’eau atteint le repère sept fois, et trois fois non.',
    blind:
      'Pas de message ne veut pas dire pas de danger : un ruisseau sans capteur, un embâcle ou une digue qui cède ne se voient pas d’avance.',
    unknown: (level: string) => `« ${level} » n’est pas « pas d’alerte » : la rivière n’est plus vue.`,
    ends: 'Une alerte ne finit que par une baisse mesurée ou par une personne, jamais par le silence d’un capteur.',
    down: 'Si le service ne répond plus',
    readIt: 'Lisez l’échelle toutes les quinze minutes, et notez l’heure et la hauteur : les repères sont ci-dessus.',
    byHand: (machines: string) => `À actionner à la main : ${machines}.`,
    officialOn: (service: string) => `L’État : ${service},`,
    allPhones: (authority: string) => `Tous les téléphones (FR-Alert), sur demande : ${authority}`,
  },
};
