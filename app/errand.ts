/** A job that never runs twice at once: asked for while it runs, it runs exactly once more. */
export class Errand {
  readonly #job: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;

  /** The job must not throw. */
  constructor(job: () => Promise<void>) {
    this.#job = job;
  }

  /** Resolves when the job ran to its end after this was called. */
  ask(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#job();
    }
    this.#running = undefined;
  }
}
