import type { Words } from './words.ts';

export const en: Words = {
  level: (level) =>
    ({
      normal: { name: 'Normal', meaning: 'No flooding expected.', symbol: '○' },
      prepare: { name: 'Be prepared', meaning: 'Flooding is possible.', symbol: '▲' },
      act: { name: 'Act now', meaning: 'Flooding is expected.', symbol: '▲▲' },
      danger: { name: 'Danger to life', meaning: 'Lives are at risk.', symbol: '▲▲▲' },
      unknown: { name: 'Unknown', meaning: 'We cannot see the river. This is not an all-clear.', symbol: '?' },
    })[level],
  reason: (reason) => `Reason: ${reason.because}.`,
  event: (event, commune) => `${commune} : ${event.kind} (${event.level}).`,
  chance: (p) => (p < 0.01 ? 'less than 1 %' : p > 0.99 ? 'more than 99 %' : `${Math.round(p * 100)} %`),
  metres: (m) => `${m.toFixed(2)} m`,
  hours: (h) => `${Math.floor(h + 1e-9)} h${h % 1 ? ` ${String(Math.round((h % 1) * 60)).padStart(2, '0')}` : ''}`,
  instant: (at, timeZone) =>
    `${new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(at)} (${timeZone})`,
  clockTime: (at, timeZone) => new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'short' }).format(at),
  window: ({ p10At, p90At }, timeZone) =>
    `between ${en.clockTime(p10At, timeZone)} and ${en.clockTime(p90At, timeZone)}`,
  age: (ms) => `${Math.round(ms / 60_000)} minutes ago`,
};
