import { collection, type Doc } from '../store/store.ts';

/** A thumbs up or down on an answer; of several on the same message the last counts. */
export interface Rating extends Doc {
  conversation: string;
  /** The id of the message that was judged. */
  message: string;
  article?: string;
  value: 'up' | 'down';
  at: number;
}

export const ratings = collection<Rating>('ratings', { conversation: 'string', message: 'string', article: 'string', value: 'string', at: 'number' }, [
  { fields: ['article', 'at'] },
  { fields: ['conversation'] },
]);
