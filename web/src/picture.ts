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
    <details>
      <summary>${t.table}</summary>
      <div class="wide" tabindex="0" role="region" aria-label=${t.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.tableWhat}</th>
              <th scope="col">${t.tableOften}</th>
              <th scope="col">${t.tableWords}</th>
            </tr>
          </thead>
          ${rows(t.leans, view.leans)}${rows(t.holds, view.holds)}
        </table>
      </div>
    </details>
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

function rows(side: string, entries: Entry[]): TemplateResult | typeof nothing {
  if (!entries.length) return nothing;
  return html`<tbody>
    <tr>
      <th scope="rowgroup" colspan="3">${side}</th>
    </tr>
    ${entries.map(
      (entry) => html`<tr>
        <td dir="auto">${entry.label}</td>
        <td dir="auto">${[entry.often, entry.when].filter(Boolean).join(", ") || "–"}</td>
        <td dir="auto">${entry.words || "–"}</td>
      </tr>`,
    )}
  </tbody>`;
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
