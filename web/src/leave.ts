// Leave this page, as GOV.UK does it: a link that works without JavaScript, and Shift three times. The page is blank
// at once, its place in the history is taken by the other site, and what is stored here is cleared.

const WITHIN = 5_000; // milliseconds between two presses

export class Leaving {
  private presses = 0;
  private alone = false;
  private timer: number | undefined;

  /** `tell` gets how many presses are left, 3 when the count began anew. */
  constructor(
    private readonly href: string,
    private readonly forget: () => void,
    private readonly tell: (left: number) => void,
  ) {
    // Shift counts when it went down and up with nothing in between, so that capitals do not.
    addEventListener("keydown", (event) => {
      this.alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
      if (!this.alone) this.reset();
    });
    addEventListener("pointerdown", () => (this.alone = false));
    addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !this.alone) return;
      this.alone = false;
      this.presses += 1;
      clearTimeout(this.timer);
      if (this.presses === 3) return this.go();
      this.tell(3 - this.presses);
      this.timer = setTimeout(() => this.reset(), WITHIN);
    });
    // Coming back by the back button must not bring the talk back on screen.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  go(): void {
    document.documentElement.classList.add("left");
    document.title = " ";
    this.forget();
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

  private reset(): void {
    clearTimeout(this.timer);
    if (this.presses) this.tell(3);
    this.presses = 0;
  }
}
