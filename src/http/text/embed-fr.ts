/** On the town's own web site. */
export const embedFr = {
  embed: {
    /** Before the instant at which residents were told the level that holds. */
    since: 'En vigueur depuis :',
    whole: 'Voir la rivière et la page complète',
    title: 'Sur le site de la commune',
    how: 'Ce code, collé dans une page du site de la commune, y montre ce que les habitants lisent ici : le niveau, depuis quand, que faire. Il se recharge de lui-même.',
    code: 'Code à copier',
    look: 'Voir ce que cela donne',
  },
};
