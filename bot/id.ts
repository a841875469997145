import { v7 } from 'uuid';

/** A time-ordered id: index pages stay warm, and documents sort by when they were made. */
export const uuidv7 = (): string => v7();
