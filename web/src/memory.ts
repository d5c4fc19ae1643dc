// What this browser keeps: the token and unsent messages, for the tab only unless the person asks for more.
// A browser may refuse storage altogether (a frame with third-party storage blocked): then the page remembers alone.
import type { Outgoing } from "./model.js";

const TOKEN = "trellis.token";
const UNSENT = "trellis.unsent";
const REMEMBER = "trellis.remember";

function storage(kind: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

export class Memory {
  private readonly inTab = storage("sessionStorage");
  private readonly onDevice = storage("localStorage");
  private readonly here = new Map<string, string>();

  get remembers(): boolean {
    return this.get(this.onDevice, REMEMBER) === "yes";
  }

  /** Keep what is kept on the device from now on, or in the tab only. */
  remember(yes: boolean): void {
    const token = this.token;
    const unsent = this.unsent;
    this.forget();
    if (yes) this.set(this.onDevice, REMEMBER, "yes");
    this.token = token;
    this.unsent = unsent;
  }

  get token(): string | null {
    return this.get(this.place, TOKEN);
  }

  set token(token: string | null) {
    this.set(this.place, TOKEN, token);
  }

  get unsent(): Outgoing[] {
    try {
      const found: unknown = JSON.parse(this.get(this.inTab, UNSENT) ?? "[]");
      return Array.isArray(found) ? (found as Outgoing[]).filter((m) => typeof m?.id === "string") : [];
    } catch {
      return [];
    }
  }

  // In the tab even where the device remembers: two tabs would send each other's messages.
  set unsent(messages: Outgoing[]) {
    this.set(this.inTab, UNSENT, messages.length ? JSON.stringify(messages) : null);
  }

  /** Clear everything of ours. */
  forget(): void {
    for (const key of [TOKEN, UNSENT, REMEMBER]) {
      this.set(this.inTab, key, null);
      this.set(this.onDevice, key, null);
    }
  }

  private get place(): Storage | null {
    return this.remembers ? this.onDevice : this.inTab;
  }

  private get(place: Storage | null, key: string): string | null {
    try {
      return place ? place.getItem(key) : (this.here.get(key) ?? null);
    } catch {
      return this.here.get(key) ?? null;
    }
  }

  private set(place: Storage | null, key: string, value: string | null): void {
    try {
      if (!place) throw new Error();
      if (value === null) place.removeItem(key);
      else place.setItem(key, value);
    } catch {
      if (value === null) this.here.delete(key);
      else this.here.set(key, value);
    }
  }
}
