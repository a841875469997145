import { DANGER_FIRST } from '../intents/intents.ts';
import type { Context, Understanding } from '../understanding.ts';
import { Breaker, type BreakerOptions, type BreakerState } from './breaker.ts';
import { type Parse, type RasaAddress, RasaClient } from './client.ts';
import { type FailureReason, RasaFailure } from './failure.ts';
import { merge } from './merge.ts';

/** What others may want to know of the server. */
export interface RasaWatcher {
  answered(seconds: number): void;
  /** A message that the embedded understanding read alone; `resting`: the server was not even asked. */
  fellBack(reason: FailureReason | 'resting'): void;
  opened(failure: RasaFailure): void;
  closed(): void;
}

/** Answers at once when nobody else is asked. */
export interface RemoteUnderstander {
  understand(text: string, context: Context): Understanding | Promise<Understanding>;
}

/** Rasa takes a message that begins with `/` for the name of an intent: no citizen may name one. */
const COMMAND = /^[^\p{L}\p{N}]*\//u;

/** A Rasa server behind a breaker. One for the whole process: its state outlives what the council's texts become. */
export class Rasa {
  readonly #client: RasaClient;
  readonly #breaker: Breaker;
  readonly #watcher: RasaWatcher;

  constructor(address: RasaAddress, watcher: RasaWatcher, options?: BreakerOptions) {
    this.#client = new RasaClient(address);
    this.#breaker = new Breaker(options);
    this.#watcher = watcher;
  }

  get state(): BreakerState {
    return this.#breaker.state;
  }

  /** Intents by Rasa; language, entities and danger by the embedded understanding, and everything while Rasa does not answer. Never throws for Rasa's sake. */
  around(embedded: RemoteUnderstander): RemoteUnderstander {
    return {
      understand: (text, context) => {
        const own = embedded.understand(text, context);
        return own instanceof Promise ? own.then((understood) => this.#with(understood, text)) : this.#with(own, text);
      },
    };
  }

  /** Whoever is in danger waits for nobody. */
  #with(own: Understanding, text: string): Understanding | Promise<Understanding> {
    const said = text.replace(COMMAND, '').trim();
    if (said === '' || own.intents.some(({ name, confidence }) => name === 'danger' && confidence >= DANGER_FIRST)) return own;
    return this.#ask(said)?.then((parse) => (parse ? merge(own, parse) : own)) ?? own;
  }

  /** Undefined while it rests. No citizen waits for the probe: the message it carries is answered already. */
  #ask(text: string): Promise<Parse | undefined> | undefined {
    const admitted = this.#breaker.admit();
    if (admitted !== 'rest') {
      const parse = this.#parse(text, admitted === 'ask');
      if (admitted === 'ask') return parse;
    }
    this.#watcher.fellBack('resting');
    return undefined;
  }

  async #parse(text: string, waitedFor: boolean): Promise<Parse | undefined> {
    const started = performance.now();
    try {
      const parse = await this.#client.parse(text);
      this.#succeeded();
      this.#watcher.answered((performance.now() - started) / 1000);
      return parse;
    } catch (error) {
      if (!(error instanceof RasaFailure)) throw error;
      if (waitedFor) this.#watcher.fellBack(error.reason);
      this.#failed(error);
      return undefined;
    }
  }

  #succeeded(): void {
    if (this.#breaker.succeeded()) this.#watcher.closed();
  }

  /** That a text cannot be parsed says nothing against the server: or whoever writes three such texts would switch it off for all. */
  #failed(failure: RasaFailure): void {
    if (failure.reason === 'unparsable') this.#succeeded();
    else if (this.#breaker.failed()) this.#watcher.opened(failure);
  }
}
