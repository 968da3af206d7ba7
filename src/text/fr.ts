import type { Words } from './words.ts';

export const fr: Words = {
  level: (level) =>
    ({
      normal: { name: 'Situation normale', meaning: 'Aucun débordement attendu.', symbol: '○' },
      prepare: { name: 'Se préparer', meaning: 'Un débordement est possible.', symbol: '▲' },
      act: { name: 'Agir maintenant', meaning: 'Un débordement est attendu.', symbol: '▲▲' },
      danger: { name: 'Danger de mort', meaning: 'Des vies sont menacées.', symbol: '▲▲▲' },
      unknown: {
        name: 'Situation inconnue',
        meaning: 'Nous ne voyons pas la rivière. Ce n’est pas un feu vert.',
        symbol: '?',
      },
    })[level],
  reason: (reason) => `Motif : ${reason.because}.`,
  event: (event, commune) => `${commune} : ${event.kind} (${event.level}).`,
  chance: (p) => (p < 0.01 ? 'moins de 1 %' : p > 0.99 ? 'plus de 99 %' : `${Math.round(p * 100)} %`),
  metres: (m) => `${m.toFixed(2).replace('.', ',')} m`,
  hours: (h) => `${Math.floor(h + 1e-9)} h${h % 1 ? ` ${String(Math.round((h % 1) * 60)).padStart(2, '0')}` : ''}`,
  instant: (at, timeZone) =>
    `${new Intl.DateTimeFormat('fr', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(at)} (${timeZone})`,
  clockTime: (at, timeZone) => new Intl.DateTimeFormat('fr', { timeZone, timeStyle: 'short' }).format(at),
  window: ({ p10At, p90At }, timeZone) => `entre ${fr.clockTime(p10At, timeZone)} et ${fr.clockTime(p90At, timeZone)}`,
  age: (ms) => `il y a ${Math.round(ms / 60_000)} minutes`,
};
