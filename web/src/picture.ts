// The picture as a page draws it: two columns, how often as leaves, and the same as a table. No score, no sum.
import { html, nothing, type TemplateResult } from "lit/html.js";
import * as t from "../texts.en.json";
import type { Course, Entry, Plan, View } from "./model.js";

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

/** How it went over the days: a line for each entry, from "not now" at its foot to "often" at its top. */
export function course(course: Course): TemplateResult {
  const sides = [
    { side: "leans", title: t.leans },
    { side: "holds", title: t.holds },
  ].map((one) => ({ ...one, lanes: course.lanes.filter((lane) => lane.side === one.side) }));
  const drawn = sides.filter(({ lanes }) => lanes.length);
  return html`<figure class="picture">
    <figcaption>
      <strong>${course.title}</strong><span class="quiet">${course.span}</span>
    </figcaption>
    ${drawn.map(
      ({ side, title, lanes }) => html`<section class="side ${side}">
        <h2>${title}</h2>
        ${lanes.map((lane) => html`<p><strong dir="auto">${lane.label}</strong><span class="quiet">${lane.went}</span></p>${line(lane.points)}`)}
      </section>`,
    )}
    <p class="days quiet"><span>${course.first}</span><span>${course.last}</span></p>
    <details>
      <summary>${t.table}</summary>
      <div class="wide" tabindex="0" role="region" aria-label=${t.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">${t.tableWhat}</th>
              ${course.days.map((day) => html`<th scope="col">${day}</th>`)}
            </tr>
          </thead>
          ${drawn.map(
            ({ title, lanes }) => html`<tbody>
              <tr>
                <th scope="rowgroup" colspan=${course.days.length + 1}>${title}</th>
              </tr>
              ${lanes.map(
                (lane) => html`<tr>
                  <td dir="auto">${lane.label}</td>
                  ${lane.days.map((often) => html`<td>${often || "–"}</td>`)}
                </tr>`,
              )}
            </tbody>`,
          )}
        </table>
      </div>
    </details>
  </figure>`;
}

/** Drawn in 100 by 100, stretched to the room there is; strokes and dots keep their size. */
function line(points: [number, number][]): TemplateResult {
  const dots = points.map(([along, up]) => `${along * 96 + 2} ${90 - up * 26.7}`);
  // The words beside it say where it began and where it is, and the table has every day.
  return html`<div class="line-drawn" aria-hidden="true">
    <span>${t.often}</span><span>${t.notNow}</span>
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
      <path class="steps" d="M0 10H100M0 90H100" />
      <path d="M${dots.join("L")}" />
      <path class="dots" d="${dots.map((dot) => `M${dot}h0`).join("")}" />
    </svg>
  </div>`;
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
