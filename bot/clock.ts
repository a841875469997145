/** Time as the house sees it; tests and `ventanilla chat --clock` stand it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that only moves when told to. */
export class StillClock implements Clock {
  #now: number;
  constructor(now: number) {
    this.#now = now;
  }
  now(): number {
    return this.#now;
  }
  /** Moves forward to `time`; a time before now is ignored, time never goes back. */
  moveTo(time: number): void {
    if (time > this.#now) this.#now = time;
  }
}
