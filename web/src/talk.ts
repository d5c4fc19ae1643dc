// The page: holds the state, and lets the parts know of each other.
import { render } from "lit/html.js";
import * as t from "../texts.en.json";
import { Connection, type Listener } from "./connection.js";
import { Leaving } from "./leave.js";
import { Memory } from "./memory.js";
import type { Choice, Copy, Exchange, Outgoing } from "./model.js";
import { Pace } from "./pace.js";
import { applyTheme } from "./theme.js";
import { offered, page, panels, type Acts, type State } from "./view.js";

const LONG = 4_000; // characters; beyond, Trellis asks for the heart of it
const MOST = 15_000; // bytes; a frame has 16 kB
const SHOW_WRITING = 350; // milliseconds

const search = new URLSearchParams(location.search);
const root = document.getElementById("talk")!;
const side = document.getElementById("panels")!;
const announcer = document.getElementById("announcer")!;
const help = document.getElementById("help") as HTMLDialogElement;
const leave = document.getElementById("leave") as HTMLAnchorElement;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const touch = matchMedia("(pointer: coarse)");

const state: State = {
  exchanges: [],
  earlier: false,
  view: null,
  unsent: [],
  link: "connecting",
  note: "",
  remembers: false,
  erased: false,
  panel: "",
  working: false,
  size: "",
};

const memory = new Memory();
const pace = new Pace(
  () => search.get("pace") !== "off" && !calm.matches && !document.hidden,
  () => draw(),
);
let writing: number | undefined;
let drawn = false;

const listener: Listener = {
  link(link) {
    if (link === "open" && state.link !== "open" && state.link !== "connecting" && state.note !== t.lost) note(t.back_online);
    state.link = link;
    wait();
    draw();
  },
  talk(exchanges, earlier, view) {
    const known = new Set(state.exchanges.map((exchange) => exchange.id));
    const first = !state.exchanges.length;
    Object.assign(state, { exchanges, earlier, view });
    const fresh = exchanges.filter((exchange) => !known.has(exchange.id));
    // A talk that is seen again is not read out again; a new one, and what came while the line was down, is.
    if (!first || exchanges.length === 1) fresh.forEach(announce);
    if (exchanges.length === 1 && first) pace.begin(exchanges[0]!);
    wait();
    draw();
    toEnd();
  },
  exchange(exchange, view) {
    const at = state.exchanges.findIndex((other) => other.id === exchange.id);
    state.view = view;
    if (at >= 0) state.exchanges = state.exchanges.map((other, place) => (place === at ? exchange : other));
    else {
      state.exchanges = [...state.exchanges, exchange];
      pace.begin(exchange);
      announce(exchange);
    }
    wait();
    draw();
    toEnd();
  },
  unsent(messages) {
    state.unsent = messages;
    wait();
    draw();
  },
  refused() {
    note(t.unsent);
    draw();
  },
  lost() {
    state.exchanges = [];
    note(t.lost);
  },
  erased(last) {
    pace.finish();
    Object.assign(state, { exchanges: last ? [last] : [], view: null, unsent: [], erased: true, remembers: false, working: false });
    show("");
    announcer.replaceChildren();
    root.querySelector<HTMLElement>(".over")?.focus();
    last ? announce(last) : read(t.erased);
  },
};

const connection = new Connection(memory, listener);

const acts: Acts = {
  press(choice: Choice, event: MouseEvent) {
    send({ kind: "press", words: choice.payload, shown: choice.title });
    // The button is gone now: a keyboard goes on in the box, a finger must not be shown a keyboard.
    if (event.detail === 0) box()?.focus();
  },
  say(words: string) {
    show("");
    send({ kind: "say", words, shown: words });
  },
  submit(event: Event) {
    event.preventDefault();
    const words = box()!.value.trim();
    if (!words) return box()!.focus();
    if (state.size === "too long") return read(t.tooLong);
    box()!.value = "";
    measure();
    send({ kind: "say", words, shown: words });
    box()!.focus();
  },
  key(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return;
    acts.submit(event);
  },
  input: () => measure(),
  show,
  closed() {
    state.panel = "";
  },
  print() {
    print();
  },
  remember(event: Event) {
    memory.remember((event.target as HTMLInputElement).checked);
    state.remembers = memory.remembers;
    draw();
  },
  copy(kind) {
    connection.copy().then(
      (copy) => {
        save(copy, kind);
        note(t.copyMade);
      },
      () => note(t.failed),
    );
  },
  erase() {
    connection.erase().catch(() => note(t.failed));
  },
  begin() {
    Object.assign(state, { erased: false, exchanges: [] });
    connection.start();
    draw();
    box()?.focus();
  },
  count: (exchange) => pace.count(exchange),
};

function send(message: Omit<Outgoing, "id">): void {
  pace.finish();
  state.note = "";
  connection.send({ id: crypto.randomUUID?.() ?? fresh(), ...message });
  toEnd();
}

/** An id where randomUUID is not to be had: a page on plain http that is not on this machine. */
function fresh(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function box(): HTMLTextAreaElement | null {
  return document.getElementById("box") as HTMLTextAreaElement | null;
}

function measure(): void {
  const field = box()!;
  const size = field.value.length > LONG / 4 ? new TextEncoder().encode(field.value).length : 0;
  state.size = size > MOST ? "too long" : field.value.length > LONG ? "long" : "";
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  draw();
}

/** Show that an answer is on its way, once it takes a moment. */
function wait(): void {
  const waiting = state.link === "open" && (state.unsent.length > 0 || pace.going);
  if (!waiting) {
    clearTimeout(writing);
    writing = undefined;
    state.working = false;
  } else if (!state.working && writing === undefined) {
    writing = setTimeout(() => {
      writing = undefined;
      state.working = state.link === "open" && (state.unsent.length > 0 || pace.going);
      draw();
      toEnd();
    }, SHOW_WRITING);
  }
}

function note(words: string): void {
  state.note = words;
  draw();
}

/** Read an exchange out where a screen reader listens, with the choices, which are no part of the bubbles. */
function announce(exchange: Exchange): void {
  const words = exchange.replies.map((reply) => reply.text);
  const titles = offered(exchange).map((choice) => choice.title);
  if (titles.length) words.push(`${t.choices}: ${titles.join("; ")}.`);
  read(...words);
}

function read(...lines: string[]): void {
  const said = lines.filter(Boolean).map((line) => {
    const part = document.createElement("p");
    part.textContent = line;
    return part;
  });
  announcer.append(...said);
  setTimeout(() => said.forEach((part) => part.remove()), 15_000); // who reads on finds each thing once
}

/** Go to the end, but never past the beginning of what is new. */
function toEnd(): void {
  const log = root.querySelector<HTMLElement>(".talk");
  const newest = [...root.querySelectorAll<HTMLElement>(".first")].at(-1);
  if (!log) return;
  if (newest && getComputedStyle(log).overflowY === "visible") return newest.scrollIntoView(); // a very low window
  log.scrollTop = newest ? Math.min(newest.offsetTop - 12, log.scrollHeight) : log.scrollHeight;
}

function show(panel: State["panel"]): void {
  for (const dialog of document.querySelectorAll("dialog[open]")) (dialog as HTMLDialogElement).close();
  state.panel = panel;
  state.note = "";
  draw();
  if (panel) open(document.getElementById(`${panel}-panel`) as HTMLDialogElement);
}

function open(dialog: HTMLDialogElement): void {
  dialog.showModal();
  dialog.querySelector("h2")!.focus(); // not the way out, which comes first: Enter would take it
}

function save(copy: Copy, kind: keyof Copy): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([copy[kind]]));
  link.download = kind === "page" ? "trellis.html" : "trellis.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function draw(): void {
  wait(); // bubbles come and end without a word from the line
  if (!drawn) root.replaceChildren();
  drawn = true;
  render(page(state, acts), root);
  render(panels(state, acts), side);
}

applyTheme(search);
document.documentElement.classList.add("js");
state.remembers = memory.remembers;
const leaving = new Leaving(
  leave.href,
  () => connection.end(),
  (left) => read(left === 3 ? t.leaveOff : left === 2 ? t.leavePress2 : t.leavePress1),
);
document.addEventListener("click", (event) => {
  if (!(event.target as Element).closest(".leave")) return;
  event.preventDefault();
  leaving.go();
});
document.getElementById("menu")!.addEventListener("click", () => show("menu"));
document.querySelector("a[href='#help']")!.addEventListener("click", (event) => {
  event.preventDefault();
  open(help);
});
document.querySelector("a.skip")!.addEventListener("click", (event) => {
  event.preventDefault();
  box()?.focus();
});
for (const name of ["keydown", "pointerdown"]) addEventListener(name, () => pace.finish());
if (window.parent !== window) {
  window.parent.postMessage({ trellis: "ready", to: leave.href }, "*");
  addEventListener("message", (event) => {
    if (event.source !== window.parent) return;
    if (event.data?.trellis === "opened" && !touch.matches) box()?.focus();
    if (event.data?.trellis === "leave") leaving.go(); // Shift was pressed in the page around the frame
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) window.parent.postMessage({ trellis: "shut" }, "*");
  });
}
connection.start();
draw();
