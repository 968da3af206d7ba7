/** How many of those who were to be told have it. */
export const handedOverFr = {
  handedOver: {
    /** `lowered`: the river came down, and nobody had to decide it. */
    decided: (level: string, at: string, lowered: boolean) =>
      lowered ? `« ${level} », baisse du niveau à ${at}` : `« ${level} », décidé à ${at}`,
    share: (sent: number, all: number) => `remis à ${sent} sur ${all}`,
    nobody: 'aucun message à remettre, la page publique le montre',
    unread: 'on ne sait pas à combien de personnes c’est remis',
    byMachine: (from: string, to: string) => (from === to ? `(${from})` : `(${from} → ${to})`),
    lead: (hours: string) => `Habitants : ${hours}`,
    never: 'Habitants : jamais prévenus',
  },
};
