import type { embedFr } from './embed-fr.ts';

export const embedEn: typeof embedFr = {
  embed: {
    since: 'In force since:',
    whole: 'See the river and the whole page',
    title: 'On the town’s own web site',
    how: 'Pasted into a page of the town’s own site, this code shows there what residents read here: the level, since when, what to do. It reloads by itself.',
    code: 'Code to copy',
    look: 'See what it looks like',
  },
};
