/** How residents subscribe by text message, where the town lets them. */
export interface ResidentTexts {
  /** The country of a number that is typed as it is dialled there, such as `+33`. */
  country: string;
  /** How a number must begin: whoever types numbers of far countries into a form spends the town's money on them. */
  prefixes: readonly string[];
  /** So many text messages to residents a minute: a modem has none left for those who decide where it was handed a thousand. */
  perMinute: number;
  /** So many requests a day in all. */
  requestsPerDay: number;
}
