// Builds the committed files of the widget. `--check` builds again and compares, byte for byte.
import { build } from "esbuild";
import { readFile, readdir, writeFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";

const out = new URL("../bot/channels/web/assets/", import.meta.url);
const here = (path) => new URL(path, import.meta.url).pathname;

// What the page does not need of its socket: bytes, WebTransport, several servers, and browsers from before fetch and URL.
// A name stands for a file in src/lean, anything longer for the module itself.
const LEAN = {
  "socket.io-client/build/esm/index.js": `export { Manager } from "./manager.js"`,
  "socket.io-parser/build/esm/index.js": "parser",
  "engine.io-client/build/esm/index.js": `export { Socket } from "./socket.js"; export { installTimerFunctions } from "./util.js";
    export { nextTick } from "./globals.node.js"`,
  "engine.io-client/build/esm/contrib/parseuri.js": "address",
  "engine.io-client/build/esm/transports/index.js": `import { Fetch } from "./polling-fetch.js"; import { WS } from "./websocket.node.js";
    export const transports = { websocket: WS, polling: Fetch }`,
  "engine.io-parser/build/esm/index.js": "frames",
};
const lean = {
  name: "lean",
  setup: ({ onLoad }) =>
    onLoad({ filter: /(socket|engine)\.io-(client|parser)\/build\/esm\/.*\.js$/ }, async ({ path }) => {
      const instead = LEAN[path.split("/node_modules/").at(-1)];
      if (!instead || instead.includes(" ")) return instead && { contents: instead, resolveDir: dirname(path) };
      return { contents: await readFile(here(`src/lean/${instead}.ts`)), loader: "ts", resolveDir: here("src/lean") };
    }),
};

// White space between two tags of a template shows nothing, and Lit would keep every bit of it.
const tight = {
  name: "tight",
  setup: ({ onLoad }) =>
    onLoad({ filter: /src\/(view|picture)\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/\n\s+(?=<)/g, ""),
      loader: "ts",
    })),
};

async function made() {
  const common = { plugins: [lean, tight], bundle: true, minify: true, write: false, target: ["es2022"], legalComments: "none", charset: "utf8" };
  const [talk, embed, style, demo] = await Promise.all([
    build({ ...common, entryPoints: [here("src/talk.ts")], format: "esm" }),
    build({ ...common, entryPoints: [here("src/embed.ts")], format: "iife" }),
    build({ ...common, entryPoints: [here("src/talk.css")] }),
    build({ ...common, entryPoints: [here("src/demo.css")] }),
  ]);
  const files = new Map([
    ["talk.js", talk.outputFiles[0].contents],
    ["embed.js", embed.outputFiles[0].contents],
    ["talk.css", style.outputFiles[0].contents],
    ["demo.css", demo.outputFiles[0].contents],
  ]);
  for (const name of ["leaf.svg"]) files.set(name, await readFile(here(`src/${name}`)));
  files.set("texts.en.json", await readFile(here("texts.en.json")));
  files.set("LICENSES.txt", await licenses());
  return files;
}

async function licenses() {
  // What is inside talk.js, with the notices its licences ask for.
  const names = ["lit-html", "socket.io-client", "engine.io-client", "@socket.io/component-emitter"];
  const parts = [];
  for (const name of names) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(here(`${folder}/package.json`), "utf8"));
    const file = (await readdir(here(folder))).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(here(`${folder}/${file}`), "utf8")).trim() : "";
    parts.push(`${name} ${version} (${license})\n\n${text}`);
  }
  return Buffer.from(`talk.js holds parts of these packages.\n\n${parts.join("\n\n----\n\n")}\n`);
}

const files = await made();
if (process.argv.includes("--check")) {
  const wrong = [];
  for (const [name, content] of files) {
    const committed = await readFile(new URL(name, out)).catch(() => Buffer.alloc(0));
    if (!committed.equals(Buffer.from(content))) wrong.push(name);
  }
  const extra = (await readdir(out)).filter((name) => !files.has(name));
  if (wrong.length || extra.length) {
    console.error(`not what the source builds: ${[...wrong, ...extra].join(", ")}; run: npm run build`);
    process.exit(1);
  }
  console.log(`${files.size} built files are what the source builds`);
} else {
  await mkdir(out, { recursive: true });
  for (const [name, content] of files) {
    await writeFile(new URL(name, out), content);
    console.log(`${name.padEnd(16)} ${String(content.length).padStart(7)} bytes, ${gzipSync(content, { level: 9 }).length} gzipped`);
  }
}
