// The picture as a page draws it: two columns, how often as leaves, and the same as a table. No score, no sum.
import { html, nothing, type TemplateResult } from "lit/html.js";
import * as t from "../texts.en.json";
import type { Entry, Plan, View } from "./model.js";

const LEAVES: Record<string, number> = { often: 3, sometimes: 2, rarely: 1 };

export function isEmpty(view: View): boolean {
  return !view.leans.length && !view.holds.length;
}

export function picture(view: View): TemplateResult {
  if (isEmpty(view) && !view.held_back) return html`<p>${t.pictureEmpty}</p>`;
  return html`<figure class="picture">
    <div class="columns">
      ${view.held_back ? html`<p class="side leans">${t.pictureHeld}</p>` : column("leans", t.leans, view.leans)}
      ${column("holds", t.holds, view.holds)}
    </div>
    ${table([[t.tableSide, t.tableWhat, t.tableOften, t.tableWords], ...rows(t.leans, view.leans), ...rows(t.holds, view.holds)])}
  </figure>`;
}

function column(side: string, title: string, entries: Entry[]): TemplateResult {
  return html`<section class="side ${side}">
    <h2>${title}</h2>
    ${entries.length
      ? html`<ul role="list">
          ${entries.map(
            (entry) => html`<li>
              <strong dir="auto">${entry.label}</strong>
              ${often(entry)} ${entry.words ? html`<q dir="auto">${bare(entry.words)}</q>` : nothing}
            </li>`,
          )}
        </ul>`
      : html`<p class="quiet">${t.nothing}</p>`}
  </section>`;
}

function often(entry: Entry): TemplateResult | typeof nothing {
  const words = [entry.often, entry.when].filter(Boolean).join(", ");
  if (!words) return nothing;
  const leaves = LEAVES[entry.often.split(",")[0] ?? ""] ?? 0;
  return html`<span class="often"
    >${leaves ? html`<span class="leaves" data-count=${leaves} aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}<span dir="auto"
      >${words}</span
    ></span
  >`;
}

function rows(side: string, entries: Entry[]): string[][] {
  return entries.map((entry) => [side, entry.label, [entry.often, entry.when].filter(Boolean).join(", "), entry.words]);
}

/** A chart's rows; the first one are the headings. */
export function table([head, ...body]: string[][]): TemplateResult {
  return html`<details>
    <summary>${t.table}</summary>
    <div class="wide" tabindex="0" role="region" aria-label=${t.table}>
      <table>
        <tr>${head!.map((cell) => html`<th scope="col">${cell}</th>`)}</tr>
        ${body.map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${cell || "–"}</td>`)}</tr>`)}
      </table>
    </div>
  </details>`;
}

function bare(words: string): string {
  return words.replace(/^“|”$/g, "");
}

export function plan(plan: Plan): TemplateResult {
  const lines: [string, string][] = [
    [t.planWhen, plan.when],
    [t.planAction, plan.action],
    [t.planObstacle, plan.obstacle],
    [t.planSentence, plan.sentence],
    [t.planSmaller, plan.smaller],
  ];
  return html`<section class="plan">
    <h2>${t.planTitle}${plan.title ? html`: <span>${plan.title}</span>` : nothing}</h2>
    <dl>
      ${lines.filter(([, words]) => words).map(([name, words]) => html`<dt>${name}</dt><dd dir="auto">${words}</dd>`)}
    </dl>
  </section>`;
}
