/** On the town's own web site. */
export interface EmbedWords {
  embed: {
    /** Before the instant at which residents were told the level that holds. */
    since: string;
    whole: string;
    title: string;
    how: string;
    code: string;
    look: string;
  };
}
