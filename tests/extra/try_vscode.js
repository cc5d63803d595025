// Uses the extension in a VS Code that is served to a browser, as a person would, and looks at what is to be seen.
// Usage: node try_vscode.js SCENE.json [WORDS]; try_vscode.py writes that file. With words, only what has them is tried.
"use strict";

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");

const scene = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { chromium } = require(scene.playwright);

const PATIENCE = 30000;
const SYSTEM = "governance/systems/credit-scoring.yaml";
const ROLES = "governance/organisation/roles.yaml";
const CARD = "governance/model-cards/credit-scorecard.md";

const starts = () => (fs.existsSync(scene.starts) ? fs.readFileSync(scene.starts, "utf8").trim().split("\n") : []);
const onDisk = (name) => fs.readFileSync(path.join(scene.sample, name), "utf8");
const lineOf = (text, start) => text.split("\n").findIndex((line) => line.startsWith(start)) + 1;

/** Asks until the answer is true, or fails with what was seen last. */
async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  let seen;
  do {
    seen = await ask();
    if (seen === true) {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  } while (Date.now() < end);
  throw new Error(`never came: ${what}; last seen: ${JSON.stringify(seen)}`);
}

/** The window of VS Code, and what hands and eyes do with it. */
class Window {
  constructor(page) {
    this.page = page;
    this.keys = page.keyboard;
  }

  async open(query) {
    await this.page.goto(`${scene.url}?${query}`);
    await this.page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: PATIENCE });
  }

  texts(selector) {
    return this.page.$$eval(selector, (found) =>
      found
        .filter((one) => one.checkVisibility({ checkVisibilityCSS: true }))
        .map((one) => one.textContent.replace(/[\s\u200b-\u200d\u2060]+/g, " ")),
    );
  }

  /** Waits until something like this is to be seen there. */
  sees(selector, wanted) {
    return until(`${wanted} in ${selector}`, async () => {
      const found = await this.texts(selector);
      return found.some((text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted))) || found;
    });
  }

  gone(selector, unwanted) {
    return until(`no ${unwanted} in ${selector}`, async () => {
      const found = await this.texts(selector);
      return !found.some((text) => text.includes(unwanted)) || found;
    });
  }

  async choose(key, text, row) {
    await this.keys.press(key);
    await this.page.waitForSelector(".quick-input-widget:not([style*='display: none']) input");
    await this.keys.insertText(text);
    await this.sees(".quick-input-list .monaco-list-row.focused", row);
    await this.keys.press("Enter");
  }

  command(title) {
    return this.choose("F1", title, title);
  }

  async file(name, top = scene.sample) {
    await this.choose("Control+KeyP", path.join(top, name), new RegExp(`^\\s*${path.basename(name)}`));
    await this.shows(path.basename(name));
  }

  /** Waits for an editor that keys go to. */
  shows(name) {
    return this.page.waitForSelector(`.monaco-editor.focused[data-uri$="/${name}"]`, { timeout: PATIENCE });
  }

  async cursor(line, column = 1) {
    await this.choose("Control+KeyG", `${line}:${column}`, "");
    await this.sees(".part.statusbar", `Ln ${line}, Col ${column}`);
  }

  async problems() {
    await this.command("Problems: Focus on Problems View");
  }

  /** Writes something else behind a field that is a line of its own, and leaves no list open. */
  async write(name, field, value) {
    await this.cursor(lineOf(onDisk(name), `${field}:`), field.length + 3);
    await this.keys.press("Shift+End");
    await this.keys.press("Delete");
    await this.keys.type(value);
    await this.keys.press("Escape");
  }

  /** Saves everything, and waits until a file has what it should. */
  async saved(name, wanted) {
    await this.command("File: Save All Files");
    await until(`${wanted} in ${name}`, () => wanted.test(onDisk(name)) || onDisk(name).slice(0, 400));
  }

  /** Writes the user's own settings as a person does: what is only changed on disk is noticed late. */
  async settings(more) {
    await this.rewrite("Preferences: Open User Settings (JSON)", scene.settings, { ...scene.usual, ...more });
  }

  /** A setting that names a program counts on the machine that it is on: VS Code serves this window from elsewhere. */
  async program(named) {
    await this.rewrite("Preferences: Open Remote Settings (JSON)", scene.machine, { "aimslint.path": named });
  }

  async rewrite(command, file, settings) {
    await this.command(command);
    await this.shows("settings.json");
    await this.keys.press("Control+KeyA");
    const text = JSON.stringify(settings);
    await this.keys.insertText(text);
    await this.keys.press("Control+Shift+End"); // what VS Code closed by itself behind it
    await this.keys.press("Delete");
    await this.keys.press("Control+KeyS");
    await until("the settings", () => fs.readFileSync(file, "utf8") === text);
    await until("nothing unsaved", async () => (await this.page.$$(".tab.active.dirty")).length === 0);
    await this.page.click(".tab.active .codicon-close");
    await until("the end of the settings", async () => !(await this.texts(".tab.active")).includes("settings.json"));
  }

  picture(name) {
    return this.page.screenshot({ path: path.join(scene.pictures, `${name}.png`) });
  }
}

const PROBLEM = ".markers-panel .monaco-list-row";
const NOTICE = ".notification-list-item";

/** What is tried, in this order. Each leaves files and settings as it found them, or says what it left. */
const TRIED = {
  async "findings as the command line has them"(window) {
    await window.problems();
    for (const finding of scene.findings) {
      await window.sees(PROBLEM, `${finding.rule}[Ln ${finding.line}, Col ${finding.column}]`);
    }
    await until("no other problem", async () => {
      const seen = (await window.texts(PROBLEM)).filter((text) => text.includes("[Ln "));
      return seen.length === scene.findings.length || seen;
    });
  },

  async "lenses and hints"(window) {
    await window.file(SYSTEM);
    await window.sees(".codelens-decoration", "0 open findings");
    await window.sees(".view-line", "head-of-lending Head of Lending");
    await window.settings({ "aimslint.lenses": false, "aimslint.hints": false });
    await window.gone(".codelens-decoration", "open findings");
    await window.gone(".view-line", "Head of Lending");
    await window.settings({});
    await window.sees(".codelens-decoration", "0 open findings");
  },

  async "a fault while typing, and its mend"(window) {
    await window.file(SYSTEM);
    await window.write(SYSTEM, "owner", "head-of-lendign");
    await window.sees(PROBLEM, "owner names `head-of-lendign`");
    await window.sees(".codelens-decoration", "1 open finding");
    await window.picture("fault");
    await window.keys.press("Control+Period");
    await window.sees(".action-widget .monaco-list-row", "write `head-of-lending`");
    await window.picture("mends");
    await window.keys.press("Enter");
    await window.gone(PROBLEM, "head-of-lendign");
    await window.saved(SYSTEM, /^owner: head-of-lending$/m);
  },

  async "what an id is"(window) {
    await window.file(SYSTEM);
    await window.cursor(lineOf(onDisk(SYSTEM), "owner:"), 12);
    await window.command("Show or Focus Hover");
    await window.sees(".monaco-hover", "held by: Joost van Leeuwen");
    await window.keys.press("Escape");
    await window.file(CARD);
    await window.cursor(lineOf(onDisk(CARD), "owner:"), 12);
    await window.command("Show or Focus Hover");
    await window.sees(".monaco-hover", "role lead-data-scientist");
    await window.picture("markdown");
    await window.keys.press("Escape");
  },

  async "completion"(window) {
    await window.file(SYSTEM);
    await window.write(SYSTEM, "owner", "");
    await window.keys.press("Control+Space");
    await window.sees(".suggest-widget .monaco-list-row", "chief-risk-officer");
    await window.picture("completion");
    await window.keys.type("head-of-d", { delay: 60 });
    await window.sees(".suggest-widget .monaco-list-row.focused", "head-of-data-science");
    await window.keys.press("Enter");
    await window.saved(SYSTEM, /^owner: head-of-data-science$/m);
    await window.write(SYSTEM, "owner", "head-of-lending");
    await window.saved(SYSTEM, /^owner: head-of-lending$/m);
  },

  async "outline and symbols"(window) {
    await window.file(SYSTEM);
    await window.choose("Control+Shift+KeyO", "credit", "credit-scoring");
    await window.choose("Control+KeyT", "mon-credit", "mon-credit-scoring");
    await window.sees(".tab.active", "mon-credit-scoring.yaml");
  },

  async "definition and references"(window) {
    await window.file(SYSTEM);
    await window.cursor(lineOf(onDisk(SYSTEM), "owner:"), 12);
    await window.keys.press("F12");
    await window.sees(".tab.active", path.basename(ROLES));
    await window.keys.press("Shift+F12");
    await window.sees(".zone-widget .monaco-list-row", path.basename(SYSTEM));
    await window.picture("references");
    await window.keys.press("Escape");
  },

  async "an id renamed everywhere"(window) {
    await window.file(SYSTEM);
    await window.cursor(lineOf(onDisk(SYSTEM), "owner:"), 12);
    await window.keys.press("F2");
    await window.page.fill(".rename-box input", "lending-head");
    await window.page.press(".rename-box input", "Enter");
    await window.sees(".view-line", "owner: lending-head");
    await window.saved(ROLES, /\blending-head\b/);
    assert.doesNotMatch(onDisk(SYSTEM) + onDisk(ROLES), /\bhead-of-lending\b/);
    await window.problems();
    await window.gone(PROBLEM, "is no role");
    await window.picture("renamed");
  },

  async "mending on saving"(window) {
    await window.settings({ "editor.codeActionsOnSave": { "source.fixAll.aimslint": "explicit" } });
    await window.file(SYSTEM);
    await window.write(SYSTEM, "last_reviewed", scene.fixable.written);
    await window.sees(PROBLEM, scene.fixable.told);
    await window.keys.press("Control+KeyS");
    await until("the mend", () => onDisk(SYSTEM).includes(`last_reviewed: ${scene.fixable.mended}\n`) || onDisk(SYSTEM));
    await window.settings({});
  },

  async "a file that somebody else changes"(window) {
    const before = onDisk(CARD);
    fs.writeFileSync(path.join(scene.sample, CARD), before.replace(/^owner: .*$/m, "owner: nobody-here"));
    await window.problems();
    await window.sees(PROBLEM, "owner names `nobody-here`");
    fs.writeFileSync(path.join(scene.sample, CARD), before);
    await window.gone(PROBLEM, "nobody-here");
  },

  async "another server, when told to and when it ends"(window) {
    const before = starts().length;
    await window.command("aimslint: Restart the server");
    await until("a second start", () => starts().length === before + 1 || starts());
    await window.problems();
    await window.sees(PROBLEM, scene.findings[0].rule);
    process.kill(Number(starts().at(-1)), "SIGKILL");
    await until("a third start", () => starts().length === before + 2 || starts());
    await window.sees(PROBLEM, scene.findings[0].rule);
    await window.command("aimslint: Show what the server says");
    await window.sees(".part.panel .view-line", "Server will restart");
    await window.picture("log");
  },

  async "no program of that name"(window) {
    await window.program("no-such-program");
    await window.sees(NOTICE, "There is no program no-such-program.");
    assert.equal((await window.texts(NOTICE)).length, 1);
    await window.picture("missing");
    await window.page.click(`${NOTICE} >> text=Open the setting`);
    await window.sees(".settings-editor", "The program to start");
    await window.picture("setting");
    await window.program(scene.program);
    await window.problems();
    await window.sees(PROBLEM, scene.findings[0].rule);
  },

  async "a program that ends at once"(window) {
    const before = starts().length;
    await window.program(scene.ending);
    await window.sees(NOTICE, "ended at once");
    assert.equal(starts().length, before + 1);
    await window.picture("ended");
    await window.page.click(`${NOTICE} >> text=Show the log`);
    await window.sees(".part.panel .view-line", scene.says);
    await window.program(scene.program);
  },

  async "two management systems in a workspace"(window) {
    await window.open(`workspace=${scene.both}`);
    await window.problems();
    await window.sees(PROBLEM, scene.findings[0].rule);
    await window.file("governance/systems/helper.yaml", scene.small);
    await window.sees(PROBLEM, "owner names `head-of-lending`");
    await window.picture("both");
  },
};

/** Everything as it was at first. */
async function start(window) {
  fs.cpSync(scene.original, scene.sample, { recursive: true });
  fs.writeFileSync(scene.settings, JSON.stringify(scene.usual));
  fs.writeFileSync(scene.machine, JSON.stringify({ "aimslint.path": scene.program }));
  await window.open(`folder=${scene.sample}`);
  await window.problems();
  await window.sees(PROBLEM, scene.findings[0].rule);
}

async function main() {
  const browser = await chromium.launch({ executablePath: scene.browser, args: ["--no-sandbox", "--disable-gpu"] });
  const window = new Window(await browser.newPage({ viewport: { width: 1400, height: 900 } }));
  let faults = 0;
  await start(window);
  for (const [what, attempt] of Object.entries(TRIED).filter(([name]) => name.includes(process.argv[3] ?? ""))) {
    try {
      await window.keys.press("Escape");
      await attempt(window);
      console.log(`yes  ${what}`);
    } catch (error) {
      faults += 1;
      console.log(`NO   ${what}: ${error.message}`);
      await window.picture(`failed: ${what}`);
      await start(window);
    }
  }
  await browser.close();
  process.exitCode = faults ? 1 : 0;
}

main();
