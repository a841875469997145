import { type CountryCode, findPhoneNumbersInText, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Tokens } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity } from './entity.ts';
import { numeralAt } from './numerals.ts';
import { vocabularyOf } from './vocabulary.ts';

const LEAST_DIGITS = 6;
/** Around a number that may be one: what is far from any digits is not searched. */
const STRETCH = /[+(]?\d[\d\s().\-/]{5,40}/g;
/** Nobody gives more numbers than this in one message. */
const MOST_SEARCHED = 6;
/** "Double three". */
const TWICE: ReadonlySet<string> = new Set(['double', 'doble']);
const SPOKEN_LEAST = 9;
const SPOKEN_MOST = 12;

/** Telephone numbers as they are written or said digit by digit ("seis cero cero, doce, …"); in E.164. */
export const findPhones: Finder = (tokens, { country, language }) => {
  const home = isSupportedCountry(country) ? country : 'ES';
  const { text } = tokens;
  const written = !/\d/.test(text) ? [] : [...text.matchAll(STRETCH)].filter(([stretch]) => stretch.replace(/\D/g, '').length >= LEAST_DIGITS).slice(0, MOST_SEARCHED).flatMap((stretch) => {
    return findPhoneNumbersInText(stretch[0], home).map(({ number, startsAt, endsAt }): FoundEntity => {
      const start = stretch.index + startsAt;
      const end = stretch.index + endsAt;
      return { type: 'phone', text: text.slice(start, end), start, end, value: number.number };
    });
  });
  return written.length > 0 ? written : findSpoken(tokens, home, language);
};

function findSpoken(tokens: Tokens, country: CountryCode, language: string): FoundEntity[] {
  const vocabulary = vocabularyOf(language);
  const found: FoundEntity[] = [];
  let tries = 0;
  for (let from = 0; from < tokens.tokens.length && tries < MOST_SEARCHED; from += 1) {
    let digits = '';
    let to = from - 1;
    let words = 0;
    for (let at = from; digits.length < SPOKEN_MOST; at = to + 1) {
      const twice = TWICE.has(tokens.tokens[at]?.word ?? '');
      const numeral = ohAt(tokens, at, language) ?? numeralAt(tokens, twice ? at + 1 : at, vocabulary);
      if (!numeral) break;
      digits += String(numeral.value).repeat(twice ? 2 : 1);
      to = numeral.to;
      words += 1;
    }
    if (words < 3 || digits.length < SPOKEN_LEAST) continue;
    tries += 1;
    const phone = parsePhoneNumberFromString(digits, country);
    if (phone?.isValid()) found.push(entityAt(tokens, 'phone', from, to, phone.number));
    from = to;
  }
  return found;
}

/** The zero of those who dictate in English. */
function ohAt({ tokens }: Tokens, at: number, language: string): { to: number; value: number } | undefined {
  return language === 'en' && /^(?:oh|o)$/.test(tokens[at]?.word ?? '') ? { to: at, value: 0 } : undefined;
}
