// Shift three times, as GOV.UK has it, for the page and for the site around the frame.

const WITHIN = 5_000; // milliseconds between two presses

/** `tell` gets how many presses are left, 3 when the count began anew. */
export function onShiftThrice(go: () => void, tell: (left: number) => void = () => {}): void {
  let presses = 0;
  let alone = false;
  let timer: number | undefined;

  function reset(): void {
    clearTimeout(timer);
    if (presses) tell(3);
    presses = 0;
  }

  // Shift counts when it went down and up with nothing in between, so that capitals do not.
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone) reset();
  });
  addEventListener("pointerdown", () => (alone = false));
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    clearTimeout(timer);
    if (presses < 3) tell(3 - presses);
    else {
      presses = 0;
      go();
    }
    timer = setTimeout(reset, WITHIN);
  });
}
