import type { Clock } from '../../bot/clock.ts';

/** The real time until somebody names an instant; from then on it stands still and only moves forward when told. */
export class ChatClock implements Clock {
  #still: number | undefined;
  constructor(start?: number) {
    this.#still = start;
  }
  now(): number {
    return this.#still ?? Date.now();
  }
  get still(): boolean {
    return this.#still !== undefined;
  }
  moveTo(time: number): void {
    this.#still = this.#still === undefined ? time : Math.max(this.#still, time);
  }
}
