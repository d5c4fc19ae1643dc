// The line to the server: opens, reopens, and sends one message after the other until each is answered.
// A message keeps its id however often it is sent, and the server answers an id once.
import { Manager, type Socket } from "socket.io-client";
import type { Ack, Copy, Exchange, Link, Outgoing, View } from "./model.js";
import type { Memory } from "./memory.js";

const PATIENCE = 20_000;
const RETRY = 2_500;

export interface Listener {
  link(link: Link): void;
  /** The whole talk as the server has it. */
  talk(exchanges: Exchange[], earlier: boolean, view: View): void;
  /** One exchange, new or known. */
  exchange(exchange: Exchange, view: View): void;
  unsent(messages: readonly Outgoing[]): void;
  refused(message: Outgoing): void;
  lost(): void;
  /** All is gone; `last` is what was said to that. */
  erased(last?: Exchange): void;
}

export class Connection {
  private readonly socket: Socket;
  private queue: Outgoing[];
  private ready = false;
  private busy = false;
  private timer: number | undefined;
  private over = false;
  private talk: string | undefined;

  constructor(
    private readonly memory: Memory,
    private readonly listener: Listener,
  ) {
    this.queue = memory.unsent;
    const line = new Manager(location.origin, {
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 4_000,
      timeout: 10_000,
    });
    this.socket = line.socket("/", { auth: (send) => send(memory.token ? { token: memory.token } : {}) });
    this.socket.on("connect", () => this.hello());
    this.socket.on("disconnect", (reason) => {
      this.ready = false;
      this.away();
      if (reason === "io server disconnect") this.later(() => this.socket.connect(), 600);
    });
    this.socket.on("connect_error", (error) => this.refused((error as { data?: Ack }).data));
    this.socket.on("exchange", ({ exchange, view }: { exchange: Exchange; view: View }, shown?: (ok: boolean) => void) => {
      listener.exchange(exchange, view);
      shown?.(this.ready); // a reminder wants to know
    });
    this.socket.on("erased", () => this.end());
    addEventListener("offline", () => this.away());
    addEventListener("online", () => {
      if (!this.ready && !this.over) this.socket.disconnect().connect();
    });
  }

  start(): void {
    this.over = false;
    this.say("connecting");
    this.listener.unsent(this.queue);
    this.socket.connect();
  }

  send(message: Outgoing): void {
    this.keep([...this.queue, message]);
    this.flush();
  }

  copy(): Promise<Copy> {
    return this.ask("export").then((ack) => ack.copy!);
  }

  async erase(): Promise<void> {
    await this.ask("erase");
    this.end();
  }

  /** Hang up and forget, without a word to the server. */
  end(last?: Exchange): void {
    this.over = true;
    this.ready = false;
    this.talk = undefined;
    clearTimeout(this.timer);
    this.memory.forget();
    this.queue = [];
    this.socket.disconnect();
    this.listener.erased(last);
  }

  private hello(): void {
    this.socket.timeout(PATIENCE).emit("hello", (error: Error | null, ack?: Ack) => {
      if (error || !ack) return void (this.socket.connected && this.socket.disconnect().connect());
      if (!ack.ok) return this.tryAgain(ack, () => this.socket.connected && this.hello());
      if (this.talk && this.talk !== ack.token) this.listener.lost(); // another tab has let go of the token they shared
      this.talk = ack.token;
      this.memory.token = ack.token ?? null;
      const known = new Set(ack.exchanges!.map((exchange) => exchange.id));
      this.keep(this.queue.filter((message) => !known.has(message.id)));
      this.ready = true;
      this.busy = false;
      this.listener.talk(ack.exchanges!, ack.earlier!, ack.view!);
      this.say("open");
      this.flush();
    });
  }

  private flush(): void {
    const message = this.queue[0];
    if (!message || !this.ready || this.busy) return;
    this.busy = true;
    const frame = message.kind === "say" ? { id: message.id, text: message.words } : { id: message.id, payload: message.words };
    this.socket.timeout(PATIENCE).emit(message.kind, frame, (error: Error | null, ack?: Ack) => {
      this.busy = false;
      if (error || !ack) return this.flush(); // not connected: it goes out again after the next hello
      if (ack.erased) this.end(ack.exchange);
      else if (ack.ok) {
        this.keep(this.queue.filter((other) => other.id !== message.id));
        this.listener.exchange(ack.exchange!, ack.view!);
        this.say("open");
        this.flush();
      } else if (ack.why === "form") {
        this.keep(this.queue.filter((other) => other.id !== message.id));
        this.listener.refused(message);
        this.flush();
      } else {
        this.busy = true; // nothing overtakes it
        this.tryAgain(ack, () => {
          this.busy = false;
          this.flush();
        });
      }
    });
  }

  private tryAgain(ack: Ack, again: () => void): void {
    if (ack.why !== "closing") this.say(ack.why === "slow" ? "slow" : "trouble");
    this.later(again, (ack.after ?? 0) * 1000 || RETRY);
  }

  private refused(ack: Ack | undefined): void {
    if (!ack?.why) {
      if (!this.socket.active) this.later(() => this.socket.connect(), RETRY); // else it tries again by itself
      return this.away();
    }
    if (ack.why === "token") {
      this.memory.token = null;
      this.listener.lost();
      this.socket.connect();
    } else {
      this.tryAgain(ack, () => this.socket.connect());
    }
  }

  private async ask(event: string): Promise<Ack> {
    const ack: Ack = await this.socket.timeout(PATIENCE).emitWithAck(event);
    if (!ack.ok) throw new Error(ack.why);
    return ack;
  }

  private keep(queue: Outgoing[]): void {
    this.queue = queue;
    this.memory.unsent = queue;
    this.listener.unsent(queue);
  }

  private later(act: () => void, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.over || act(), milliseconds);
  }

  private away(): void {
    this.say(navigator.onLine ? "reconnecting" : "offline");
  }

  private say(link: Link): void {
    if (!this.over) this.listener.link(link);
  }
}
