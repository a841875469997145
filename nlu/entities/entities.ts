import type { Tokens } from '../text/tokens.ts';
import { findCorrections } from './correction.ts';
import { findDocuments } from './document.ts';
import { findEmails } from './email.ts';
import type { FoundEntity, Named, Reading } from './entity.ts';
import { findMoments } from './moments.ts';
import { findNames, holdsName } from './names.ts';
import { findNumbers, findOrdinals } from './numbers.ts';
import { findPhones } from './phone.ts';
import { findPlaces, isPlaceWord } from './place.ts';
import { findPlates } from './plate.ts';

/** Of kinds that want the same words the first one here gets them. */
const FINDERS = [findEmails, findDocuments, findPlates, findPhones, findNames, findPlaces, findMoments, findOrdinals, findNumbers] as const;

/** More of one kind than this is no message of a citizen. */
const MOST_OF_A_KIND = 40;

const NAMED = /@|arroba| at |\d{3}/i;

/** False when a text has no name for sure: no street, no address, no service of the council, no plate, no document. */
export function mayHoldNames(tokens: Tokens, names: readonly Named[]): boolean {
  return NAMED.test(tokens.text) || tokens.tokens.some(({ word }) => isPlaceWord(word)) || holdsName(tokens, names);
}

/** All entities of a text, in their order; none overlap but a correction, and a number that may be a day as well ("el 3"). */
export function findEntities(tokens: Tokens, reading: Reading): FoundEntity[] {
  const taken: FoundEntity[] = [];
  const found: FoundEntity[] = [];
  for (const find of FINDERS) {
    for (const one of find(tokens, reading).slice(0, MOST_OF_A_KIND)) {
      if (taken.some((other) => one.start < other.end && one.end > other.start)) continue;
      const { weak, ...entity } = one as FoundEntity & { weak?: boolean };
      found.push(entity);
      if (!weak) taken.push(entity);
    }
  }
  return [...found, ...findCorrections(tokens, reading)].sort((a, b) => a.start - b.start || b.end - a.end);
}
