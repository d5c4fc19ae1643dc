// What is on the page, as a function of the state. Lit sets text as text: nothing here makes HTML of what was said.
import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import * as t from "../texts.en.json";
import { blocks, type Block, type Inline } from "./markdown.js";
import type { Choice, Copy, Exchange, Link, Outgoing, Reply, View } from "./model.js";
import { course, isEmpty, picture, plan } from "./picture.js";

export interface State {
  exchanges: Exchange[];
  earlier: boolean;
  view: View | null;
  unsent: readonly Outgoing[];
  link: Link;
  note: string;
  remembers: boolean;
  erased: boolean;
  panel: "" | "menu" | "picture" | "erase";
  working: boolean;
  size: "" | "long" | "too long";
}

export interface Acts {
  press(choice: Choice, event: MouseEvent): void;
  say(words: string): void;
  submit(event: Event): void;
  key(event: KeyboardEvent): void;
  input(event: Event): void;
  show(panel: State["panel"]): void;
  closed(): void;
  print(): void;
  remember(event: Event): void;
  copy(kind: keyof Copy): void;
  erase(): void;
  begin(): void;
  count(exchange: Exchange): number;
}

const STATUS: Partial<Record<Link, string>> = {
  connecting: t.connecting,
  reconnecting: t.reconnecting,
  offline: t.offline,
  slow: t.slow,
  trouble: t.trouble,
};

export function page(state: State, acts: Acts): TemplateResult {
  if (state.erased) {
    const last = state.exchanges.flatMap((exchange) => exchange.replies);
    return html`<div class="talk"><div class="over" tabindex="-1">
      ${last.length ? last.map((reply) => blocks(reply.text).map(block)) : html`<p>${t.erased}</p>`}
      <button class="primary" @click=${acts.begin}>${t.again}</button></div></div>`;
  }
  return html`
    <div class="talk" role="region" aria-label=${t.talk} tabindex="0">
      ${state.earlier ? html`<p class="quiet">${t.earlier}</p>` : nothing}
      <ol role="list">
        ${repeat(
          state.exchanges,
          (exchange) => exchange.id,
          (exchange) => said(exchange, state, acts),
        )}
        ${repeat(
          state.unsent,
          (message) => message.id,
          // no white space between the parts: it would show, as what a person wrote is shown as they wrote it
          (message) => html`<li class="bubble person unsent first" dir="auto"><span class="who">${t.you}: </span>${message.shown}<small
              >${state.link === "open" || state.link === "connecting" ? t.sending : t.pending}</small
            ></li>`,
        )}
        ${state.working ? html`<li class="bubble writing"><span class="who">${t.writing}</span><i></i><i></i><i></i></li>` : nothing}
      </ol>
      ${choices(state, acts)}
    </div>
    <form class="write" @submit=${acts.submit}>
      <p class="status" role="status">${STATUS[state.link] ?? state.note}</p>
      <div class="steer">
        <button type="button" class="plain" @click=${() => acts.say(t.sayBack)}>${t.back}</button>
        <button type="button" class="plain" @click=${() => acts.say(t.sayWhy)}>${t.why}</button>
        <button type="button" class="plain" @click=${() => acts.show("picture")}>${t.pictureTitle}</button>
      </div>
      <div class="line">
        <label for="box" class="who">${t.box}</label>
        <textarea id="box" rows="1" dir="auto" placeholder=${t.boxHint} autocomplete="off" enterkeyhint="send"
          aria-describedby="size" aria-invalid=${state.size === "too long" ? "true" : "false"}
          @keydown=${acts.key} @input=${acts.input}></textarea>
        <button class="primary send" type="submit">${t.send}</button>
      </div>
      <p id="size" class="quiet">${state.size === "too long" ? t.tooLong : state.size ? t.heart : nothing}</p>
    </form>
  `;
}

function said(exchange: Exchange, state: State, acts: Acts): TemplateResult {
  const replies = exchange.replies.slice(0, acts.count(exchange));
  const drawn = exchange === latestDrawn(state) ? replies.findIndex((reply) => reply.draws) : -1;
  return html`${exchange.person === null
    ? nothing
    : html`<li class="bubble person first" dir="auto"><span class="who">${t.you}: </span>${exchange.person}</li>`}
  ${replies.map((reply, place) => {
    if (drawn >= 0 && reply.draws) {
      return place === drawn ? html`<li class="bubble bot drawn"><span class="who">${t.trellis}: </span>${picture(state.view!)}</li>` : nothing;
    }
    return bubble(reply, exchange.person === null && !place, acts);
  })}`;
}

function latestDrawn(state: State): Exchange | undefined {
  if (!state.view || isEmpty(state.view)) return undefined;
  return state.exchanges.filter((exchange) => exchange.replies.some((reply) => reply.draws)).at(-1);
}

function bubble(reply: Reply, first: boolean, acts: Acts): TemplateResult {
  return html`<li class="bubble bot${first ? " first" : ""}${reply.course ? " drawn" : ""}" dir="auto">
    <span class="who">${t.trellis}: </span>${blocks(reply.text).map(block)}
    ${own(reply.image) ? html`<img src=${reply.image!} alt=${reply.text || t.image} loading="lazy" />` : nothing}
    ${reply.course ? course(reply.course) : nothing} ${reply.copy ? copies(acts) : nothing}
    ${reply.sources?.length
      ? html`<details class="source">
          <summary>${t.source}</summary>
          ${reply.sources.map((line) => html`<p>${line}</p>`)}
        </details>`
      : nothing}
  </li>`;
}

function copies(acts: Acts): TemplateResult {
  return html`<p class="pair">
    <button type="button" @click=${() => acts.copy("page")}>${t.copyPage}</button>
    <button type="button" @click=${() => acts.copy("file")}>${t.copyFile}</button>
  </p>`;
}

/** A picture comes from this server, or not at all. */
function own(image: string | undefined): boolean {
  return !!image && /^\/[^/\\]/.test(image);
}

function block(part: Block): TemplateResult {
  if (part.kind === "list") return html`<ul>${part.items.map((item) => html`<li>${item.map(piece)}</li>`)}</ul>`;
  return html`<p>${part.lines.map((line, place) => html`${place ? html`<br />` : nothing}${line.map(piece)}`)}</p>`;
}

function piece(part: Inline): TemplateResult | string {
  if (typeof part === "string") return part;
  if (part.kind === "strong") return html`<strong>${part.text}</strong>`;
  if (part.kind === "em") return html`<em>${part.text}</em>`;
  return html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`;
}

export function offered(exchange: Exchange | undefined): Choice[] {
  return exchange?.replies.flatMap((reply) => reply.buttons ?? []) ?? [];
}

function choices(state: State, acts: Acts): TemplateResult | typeof nothing {
  const last = state.exchanges.at(-1);
  const buttons = offered(last);
  if (!buttons.length || state.unsent.length || acts.count(last!) < last!.replies.length) return nothing;
  return html`<div class="choices" role="group" aria-label="${t.choices}, ${t.orWrite}">
    ${repeat(
      buttons,
      (button) => last!.id + button.payload + button.title,
      (button) => html`<button type="button" @click=${(event: MouseEvent) => acts.press(button, event)} dir="auto">${button.title}</button>`,
    )}
  </div>`;
}

export function panels(state: State, acts: Acts): TemplateResult {
  const view = state.view;
  return html`
    <dialog id="menu-panel" aria-labelledby="menu-title" @close=${acts.closed}>
      ${head("menu-title", t.menu)}
      <ul role="list" class="menu">
        <li><button type="button" @click=${() => acts.show("picture")}>${t.picture}</button></li>
        <li><button type="button" @click=${() => acts.say(t.sayRestart)}>${t.restart}</button></li>
        <li><button type="button" class="danger" @click=${() => acts.show("erase")}>${t.erase}</button></li>
      </ul>
      <label class="check"><input type="checkbox" .checked=${state.remembers} @change=${acts.remember} aria-describedby="remember-note" />${t.remember}</label>
      <p class="quiet" id="remember-note">${t.rememberNote}</p>
      <h3>${t.copy}</h3>
      ${copies(acts)}
      <h3>${t.aboutTitle}</h3>
      <p>${t.aboutBot}</p>
      <p>${t.aboutKept}</p>
      <p>${t.aboutLeave}</p>
      <p class="status" role="status">${state.note}</p>
    </dialog>
    <dialog id="picture-panel" aria-labelledby="picture-title" @close=${acts.closed}>
      ${head("picture-title", t.pictureTitle)} ${view ? picture(view) : nothing} ${view?.plan ? plan(view.plan) : nothing}
      ${view && (!isEmpty(view) || view.plan) ? html`<p><button type="button" class="primary" @click=${acts.print}>${t.print}</button></p>` : nothing}
    </dialog>
    <dialog id="erase-panel" role="alertdialog" aria-labelledby="erase-title" aria-describedby="erase-note" @close=${acts.closed}>
      ${head("erase-title", t.eraseTitle)}
      <p id="erase-note">${t.eraseNote}</p>
      <p class="pair">
        <button type="button" class="danger" @click=${acts.erase}>${t.eraseYes}</button>
        <button type="button" class="primary" @click=${() => acts.show("")}>${t.eraseNo}</button>
      </p>
      <p class="status" role="status">${state.note}</p>
    </dialog>
    <section class="sheet">
      <h2>${t.pictureTitle}</h2>
      ${view ? picture(view) : nothing} ${view?.plan ? plan(view.plan) : nothing}
      <p class="quiet">${t.printNote}</p>
    </section>
  `;
}

function head(id: string, title: string): TemplateResult {
  // The page below cannot be reached while this is open, so the way out is here, too; the title gets the focus.
  return html`<form method="dialog" class="head">
    <a class="leave button" href=${exit()} rel="noreferrer nofollow">${t.leave}</a><button>${t.close}</button><h2 id=${id} tabindex="-1">${title}</h2>
  </form>`;
}

function exit(): string {
  return (document.getElementById("leave") as HTMLAnchorElement).href;
}
