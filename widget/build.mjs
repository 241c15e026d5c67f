// Builds the chat window: `node build.mjs [--out DIR] [--again]`. What it writes depends on nothing but src/, package.json
// and the pinned esbuild, so that a test can build again and compare byte for byte with what is committed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

import * as esbuild from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = ["chrome90", "firefox100", "safari15"];
const KB = 1024;
const MOST_LAUNCHER = 3 * KB;
const MOST_ALL = 40 * KB;

class BuildError extends Error {}

/** Style sheets arrive in the scripts as minified text; `found` gathers them by path, for browsers that need a file. */
const stylesAsText = (found) => ({
  name: "styles-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8");
      const { code } = await esbuild.transform(source, { loader: "css", minify: true, target: TARGET, charset: "utf8" });
      found.set(path, code);
      return { contents: code, loader: "text" };
    });
  },
});

/** One script with all that it imports, as bytes, and the style sheets in it, in their order. */
const bundle = async (entry, define, styles) => {
  const built = await esbuild.build({
    entryPoints: [join(HERE, "src", entry)],
    absWorkingDir: HERE,
    bundle: true,
    charset: "utf8",
    define,
    format: "esm",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    minify: true,
    plugins: [stylesAsText(styles)],
    target: TARGET,
    write: false,
  });
  const foreign = Object.keys(built.metafile.inputs).filter((path) => path.includes("node_modules"));
  if (foreign.length) throw new BuildError(`The window ships no other people's code, but ${entry} imports ${foreign[0]}.`);
  const [{ inputs }] = Object.values(built.metafile.outputs);
  const sheets = Object.keys(inputs).filter((path) => path.endsWith(".css"));
  return { bytes: Buffer.from(built.outputFiles[0].contents), sheets: sheets.map((path) => join(HERE, path)) };
};

const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** All files of a version by name. */
const build = async (version) => {
  const styles = new Map();
  const known = { __VERSION__: JSON.stringify(version) };
  const chat = await bundle("chat.js", known, styles);
  const launcher = await bundle("launcher.js", { ...known, __CHAT_INTEGRITY__: JSON.stringify(integrityOf(chat.bytes)) }, styles);
  const css = [...new Set([...chat.sheets, ...launcher.sheets])].map((path) => styles.get(path));
  const files = { "widget.js": launcher.bytes, "chat.js": chat.bytes, "chat.css": Buffer.from(css.join("")) };
  // Only what is the same on every machine: zlib's output is not.
  const facts = Object.entries(files).map(([name, bytes]) => [name, { integrity: integrityOf(bytes), bytes: bytes.length }]);
  const integrity = JSON.stringify({ version, files: Object.fromEntries(facts) }, null, 2) + "\n";
  return { ...files, "texts.json": readFileSync(join(HERE, "src", "texts.json")), "integrity.json": Buffer.from(integrity) };
};

const report = (version, files) => {
  console.log(`send-guide widget ${version}`);
  for (const name of ["widget.js", "chat.js", "chat.css"]) {
    const bytes = files[name];
    console.log(`  ${name.padEnd(10)} ${bytes.length} bytes, ${gzipped(bytes)} gzip, ${integrityOf(bytes)}`);
  }
};

/** Throws when a phone would have to fetch too much. */
const requireSmall = (files) => {
  const launcher = gzipped(files["widget.js"]);
  const all = launcher + gzipped(files["chat.js"]) + gzipped(files["chat.css"]);
  if (launcher > MOST_LAUNCHER) throw new BuildError(`widget.js has ${launcher} bytes gzip; the most is ${MOST_LAUNCHER}.`);
  if (all > MOST_ALL) throw new BuildError(`Everything has ${all} bytes gzip; the most is ${MOST_ALL}.`);
  console.log(`  in all     ${all} gzip of at most ${MOST_ALL}; the launcher ${launcher} of at most ${MOST_LAUNCHER}`);
};

/** A version that is in use must not change: browsers keep it for a year, and websites name its hashes. */
const requireNew = (folder, files, version) => {
  const changed = Object.keys(files).filter((name) => {
    const path = join(folder, name);
    return existsSync(path) && !readFileSync(path).equals(files[name]);
  });
  if (changed.length) {
    throw new BuildError(
      `Version ${version} is built already and ${changed.join(", ")} would change. Raise the version: ` +
        "npm --prefix widget version patch --no-git-tag-version. If nobody uses this version yet: make widget AGAIN=1.",
    );
  }
};

const main = async () => {
  const { values } = parseArgs({
    options: { out: { type: "string", default: join(HERE, "dist") }, again: { type: "boolean", default: false } },
  });
  const { version } = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
  const files = await build(version);
  report(version, files);
  requireSmall(files);
  const folder = join(values.out, version);
  if (!values.again) requireNew(folder, files, version);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  console.log(`  written to ${relative(process.cwd(), folder) || "."}`);
};

main().catch((error) => {
  // esbuild has told its own errors already.
  if (!error.errors) console.error(error instanceof BuildError ? error.message : error);
  process.exitCode = 1;
});
