// Runs the extension with a stand-in for VS Code and for its client, as JSON on standard input says, and prints what
// it did as JSON. Usage: node vscode.js EXTENSION
"use strict";

const Module = require("node:module");
const fs = require("node:fs");
const path = require("node:path");

const scene = JSON.parse(fs.readFileSync(0, "utf8"));
const done = { started: [], stopped: 0, shown: [], said: [] };
const heard = {};
let settings = scene.settings ?? {};
let trusted = scene.trusted ?? true;

const listen = (name) => (listener) => {
  heard[name] = listener;
  return { dispose() {} };
};

const vscode = {
  commands: { registerCommand: (name, work) => listen(name)(work) },
  window: {
    createOutputChannel: () => ({ appendLine: (line) => done.said.push(line), dispose() {}, show() {} }),
    showErrorMessage: (text) => done.shown.push(text),
  },
  workspace: {
    get isTrusted() {
      return trusted;
    },
    getConfiguration: (section) => ({ get: (name, otherwise) => settings[`${section}.${name}`] ?? otherwise }),
    onDidChangeConfiguration: listen("settings"),
    onDidGrantWorkspaceTrust: listen("trust"),
  },
};

class LanguageClient {
  constructor(id, name, server, client) {
    this.told = { id, name, server, client: { ...client, outputChannel: undefined } };
    this.running = false;
  }
  async start() {
    if (this.told.server.command === "nowhere") {
      throw new Error("spawn nowhere ENOENT");
    }
    done.started.push(this.told);
    this.running = true;
  }
  needsStop() {
    return this.running;
  }
  async stop() {
    this.running = false;
    done.stopped += 1;
  }
}

const instead = { vscode, "vscode-languageclient/node": { LanguageClient, RevealOutputChannelOn: { Never: 4 } } };
const load = Module._load;
Module._load = (name, ...rest) => instead[name] ?? load(name, ...rest);

const steps = {
  async trust() {
    trusted = true;
    await heard.trust();
  },
  async settings(changed) {
    settings = { ...settings, ...changed };
    await heard.settings({ affectsConfiguration: (name) => name in changed });
  },
  async restart() {
    await Promise.all([heard["aimslint.restart"](), heard["aimslint.restart"]()]);
  },
};

(async () => {
  const extension = require(path.resolve(process.argv[2]));
  const context = { extensionPath: path.resolve(process.argv[2]), subscriptions: [] };
  await extension.activate(context);
  for (const [step, value] of scene.steps ?? []) {
    await steps[step](value);
  }
  await extension.deactivate();
  console.log(JSON.stringify(done));
})();
