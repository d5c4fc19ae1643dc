// How a host may colour the page: ?accent=2f6b57&theme=light|dark. The text on the accent is chosen here, so that no
// choice of a host's can make it unreadable.

export function applyTheme(search: URLSearchParams): void {
  const root = document.documentElement;
  const theme = search.get("theme");
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  const accent = search.get("accent");
  if (accent && /^[0-9a-f]{6}$/i.test(accent)) {
    root.style.setProperty("--accent", `#${accent}`);
    root.style.setProperty("--on-accent", luminance(accent) > 0.18 ? "#000" : "#fff");
  }
}

/** Relative luminance as WCAG 2 has it. */
export function luminance(hex: string): number {
  const [r, g, b] = [0, 2, 4].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
