/** Why a Rasa server gave no answer that could be used, and what whoever runs it can do. */
export const FAILURES = {
  unreachable: { problem: 'nobody answers there', mend: 'start Rasa, or correct RASA_URL' },
  timeout: { problem: 'it did not answer in time', mend: 'look at the load of its machine, or raise RASA_TIMEOUT_MS' },
  unauthorized: { problem: 'it does not know our token', mend: 'set RASA_TOKEN to what follows --auth-token, or RASA_JWT_SECRET to what follows --jwt-secret' },
  forbidden: { problem: 'our JSON Web Token may not ask it', mend: 'give the user of RASA_JWT the role admin' },
  no_model: { problem: 'it has loaded no model', mend: 'train one from what `npm run rasa:export` writes, and start Rasa with it' },
  unparsable: { problem: 'its model fails on the text', mend: 'look at its log; train the model again with the version of Rasa that serves it' },
  bad_answer: { problem: 'its answer is none of Rasa', mend: 'correct RASA_URL: it is the address of a Rasa Open Source 3 server, without /model/parse' },
} as const;

export type FailureReason = keyof typeof FAILURES;

export class RasaFailure extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, options: { detail?: string; cause?: unknown } = {}) {
    super(options.detail === undefined ? FAILURES[reason].problem : `${FAILURES[reason].problem} (${options.detail})`, { cause: options.cause });
    this.name = new.target.name;
    this.reason = reason;
  }
}
