/** A text in each of the council's languages. */
export type ByLanguage = Readonly<Record<string, string>>;

export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Opening ranges of each day, such as `08:30-14:30`; none when closed. */
export type Week = Readonly<Record<Day, readonly string[]>>;

/** Something people often ask, under the topic it belongs to. */
export interface Question {
  topic: string;
  question: ByLanguage;
}

/** What the citizens' page shows of a council. */
export interface PageCouncil {
  /** True for a town that does not exist: every page says so. */
  sample: boolean;
  name: ByLanguage;
  assistant: ByLanguage;
  town: string;
  timeZone: string;
  /** The first is the page's own. */
  languages: readonly string[];
  address: string;
  phone: string;
  /** How to call from outside the town. */
  phoneOutside: string;
  email: string;
  sede: string;
  emergency: string;
  privacy: string;
  look?: { accent: string };
  hours: Week;
  /** Parts of the year with other hours, `MM-DD`. */
  seasons: readonly { from: string; until: string; hours: Week }[];
  topics: Readonly<Record<string, ByLanguage>>;
  questions?: readonly Question[];
}

/** What the chat knows of the council before anybody has written: `GET /webchat/council.json`. */
export interface ChatCouncil {
  name: ByLanguage;
  assistant: ByLanguage;
  timeZone: string;
  languages: readonly string[];
  phone: string;
  privacy: string;
  accent?: string;
  /** Questions for the empty chat, by language. */
  questions: Readonly<Record<string, readonly string[]>>;
}
