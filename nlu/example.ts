/** What an intent sounds like, in one language. */
export interface IntentExample {
  intent: string;
  language: string;
  text: string;
}

/** A sentence of the council's own, a question of its articles for instance: no small talk, no form, no danger. */
export interface Sentence {
  language: string;
  text: string;
  /** The form that its article starts: it does not teach what that form is not. */
  form?: string;
}
