// Leave this page, as GOV.UK does it: a link that works without JavaScript, and Shift three times. The page is blank
// at once, its place in the history is taken by the other site, and what is stored here is cleared. Every other tab
// with a talk leaves, too: who has to go at once cannot look for it.

import { onShiftThrice } from "./thrice.js";

export class Leaving {
  private readonly tabs = new BroadcastChannel("trellis.leave");
  private gone = false;

  /** `tell` gets how many presses are left, 3 when the count began anew. */
  constructor(
    private readonly href: string,
    private readonly forget: () => void,
    tell: (left: number) => void,
  ) {
    onShiftThrice(() => this.go(), tell);
    this.tabs.onmessage = () => this.go();
    // Coming back by the back button must not bring the talk back on screen.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  go(): void {
    if (this.gone) return;
    this.gone = true;
    document.documentElement.classList.add("left");
    document.title = " ";
    this.forget();
    this.tabs.postMessage("");
    if (window.top && window.top !== window) {
      window.parent.postMessage({ trellis: "leave", to: this.href }, "*"); // whoever shows the frame hears no more than this
      try {
        window.top.location.replace(this.href);
        return;
      } catch {
        // the loader on the host page does it
      }
    }
    location.replace(this.href);
  }
}
