// Puts the widget into somebody else's page: a button, and a frame that shares nothing with the page around it.
// <script src="https://talk.example.org/embed.js" defer data-accent="2f6b57" data-side="left"></script>
import { gone, open as openLabel, shut, title } from "../texts.en.json";
import { luminance } from "./theme.js";
import { onShiftThrice } from "./thrice.js";

(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  if (!script || document.getElementById("trellis-launcher")) return;
  const origin = new URL(script.src).origin;
  const { accent, theme, side, label } = script.dataset;
  const colour = accent && /^#?[0-9a-f]{6}$/i.test(accent) ? accent.replace("#", "") : "2f6b57";
  const edge = side === "left" ? "left" : "right";
  const query = new URLSearchParams({ accent: colour, ...(theme ? { theme } : {}) });

  // In a shadow root, styled through the CSSOM: the page's styles do not reach in, and its policy needs no exception.
  const host = document.createElement("div");
  host.id = "trellis-launcher";
  host.style.cssText = "all:initial;position:fixed;z-index:2147483000;bottom:0;inset-inline:0;height:0";
  const shadow = host.attachShadow({ mode: "open" });
  const button = document.createElement("button");
  const panel = document.createElement("div");
  let frame: HTMLIFrameElement | null = null;
  let sorry: HTMLElement | null = null;
  let ready = false;
  let exit = "";

  const narrow = () => innerWidth < 480 || innerHeight < 560;
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("part", "button");
  panel.hidden = true;
  shadow.append(button, panel);

  function paint(): void {
    const open = !panel.hidden;
    const covers = open && narrow();
    button.textContent = open ? shut : label || openLabel;
    button.style.cssText = `all:initial;box-sizing:border-box;position:fixed;${edge}:16px;${covers ? "top:8px" : "bottom:16px"};z-index:2;min-height:48px;max-width:calc(100vw - 32px);padding:12px 20px;border:2px solid ${ink(colour)};border-radius:24px;background:#${colour};color:${ink(colour)};font:600 16px/1.25 system-ui,sans-serif;cursor:pointer;box-shadow:0 2px 12px rgb(0 0 0/.25)`;
    if (covers) button.style.padding = "6px 14px";
    panel.style.cssText = open
      ? `all:initial;position:fixed;z-index:1;${covers ? "inset:0;padding-top:64px;background:#fff" : `${edge}:16px;bottom:80px;width:min(420px,calc(100vw - 32px));height:min(680px,calc(100vh - 112px));border-radius:16px;overflow:hidden;background:#fff;box-shadow:0 8px 40px rgb(0 0 0/.3)`};box-sizing:border-box;font:16px/1.5 system-ui,sans-serif;color:#1b1f1d`
      : "display:none";
  }

  function ink(hex: string): string {
    return luminance(hex) > 0.18 ? "#000" : "#fff";
  }

  function load(): void {
    panel.replaceChildren();
    sorry = null;
    ready = false;
    frame = document.createElement("iframe");
    frame.title = title;
    frame.src = `${origin}/frame?${query}`;
    frame.referrerPolicy = "no-referrer";
    // On Trellis's own demo page a sandbox would be none: the frame is of the same origin there.
    if (origin !== location.origin) {
      frame.setAttribute(
        "sandbox",
        "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals allow-top-navigation-by-user-activation",
      );
    }
    frame.style.cssText = "display:block;width:100%;height:100%;border:0";
    panel.append(frame);
    const loading = frame;
    setTimeout(() => {
      if (ready || frame !== loading) return;
      // The server is gone or slow: what matters most is said here, until the frame comes after all.
      const link = document.createElement("a");
      link.href = "https://findahelpline.com";
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
      link.textContent = "findahelpline.com";
      link.style.cssText = "color:#1f5a47";
      sorry = document.createElement("p");
      sorry.setAttribute("role", "alert");
      sorry.style.cssText = "margin:0;padding:24px";
      sorry.append(gone, " ", link);
      frame.style.display = "none";
      panel.append(sorry);
    }, 8000);
  }

  function toggle(open: boolean): void {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open && (!frame || sorry)) load();
    paint();
    if (open && ready) greet();
    if (!open) button.focus();
  }

  function greet(): void {
    frame?.focus();
    frame?.contentWindow?.postMessage({ trellis: "opened" }, origin);
  }

  function leave(to: string): void {
    document.documentElement.style.display = "none";
    document.title = " ";
    location.replace(/^https?:/.test(to) ? to : "about:blank");
  }

  // Once the talk was opened, Shift three times leaves from the page around it, too. The frame first clears what it
  // keeps, and says when it has; if it cannot, the page leaves all the same.
  onShiftThrice(() => {
    if (!ready) return;
    document.documentElement.style.display = "none";
    frame?.contentWindow?.postMessage({ trellis: "leave" }, origin);
    setTimeout(() => leave(exit), 500);
  });
  button.addEventListener("click", () => toggle(!!panel.hidden));
  addEventListener("keydown", (event) => event.key === "Escape" && !panel.hidden && toggle(false));
  addEventListener("resize", paint);
  addEventListener("message", (event) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    const word: unknown = event.data?.trellis;
    if (word === "ready") {
      ready = true;
      sorry?.remove();
      sorry = null;
      frame!.style.display = "block";
      exit = String(event.data.to);
      if (!panel.hidden) greet();
    }
    if (word === "shut") toggle(false);
    if (word === "leave") leave(String(event.data.to));
  });
  paint();
  document.body.append(host);
})();
