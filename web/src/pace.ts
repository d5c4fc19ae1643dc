// Bubbles come one after the other, at the pace of reading, and never hold anybody up: a key, a tap or the wish
// for less motion shows them all at once.
import type { Exchange } from "./model.js";

const A_WORD = 90; // milliseconds; a third of what careful reading takes
const LEAST = 350;
const MOST = 1_500;

export class Pace {
  private readonly shown = new Map<string, number>();
  private timer: number | undefined;

  constructor(
    private readonly wanted: () => boolean,
    private readonly changed: () => void,
  ) {}

  /** Tell how many bubbles of an exchange can be seen. */
  count(exchange: Exchange): number {
    return this.shown.get(exchange.id) ?? exchange.replies.length;
  }

  get going(): boolean {
    return this.shown.size > 0;
  }

  /** Let the bubbles of a fresh exchange come. */
  begin(exchange: Exchange): void {
    this.finish();
    if (!this.wanted() || exchange.replies.length < 2) return;
    this.shown.set(exchange.id, 1);
    this.next(exchange);
  }

  /** Show everything. */
  finish(): void {
    clearTimeout(this.timer);
    if (!this.going) return;
    this.shown.clear();
    this.changed();
  }

  private next(exchange: Exchange): void {
    const count = this.shown.get(exchange.id)!;
    const words = exchange.replies[count - 1]!.text.split(/\s+/).length;
    this.timer = setTimeout(
      () => {
        if (count + 1 >= exchange.replies.length) return this.finish();
        this.shown.set(exchange.id, count + 1);
        this.changed();
        this.next(exchange);
      },
      Math.min(MOST, Math.max(LEAST, words * A_WORD)),
    );
  }
}
