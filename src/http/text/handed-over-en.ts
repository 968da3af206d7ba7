import type { handedOverFr } from './handed-over-fr.ts';

export const handedOverEn: typeof handedOverFr = {
  handedOver: {
    decided: (level, at, lowered) => (lowered ? `“${level}”, level lowered at ${at}` : `“${level}”, decided at ${at}`),
    share: (sent, all) => `delivered to ${sent} of ${all}`,
    nobody: 'no message to deliver, the public page shows it',
    unread: 'nobody knows to how many it was delivered',
    byMachine: (from, to) => (from === to ? `(${from})` : `(${from} → ${to})`),
    lead: (hours) => `Residents: ${hours}`,
    never: 'Residents: never told',
  },
};
