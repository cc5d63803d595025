// Runs the extension with a stand-in for VS Code and for its client, as JSON on standard input says, and prints what
// it did as JSON. Usage: node vscode.js EXTENSION
"use strict";

const Module = require("node:module");
const fs = require("node:fs");
const path = require("node:path");

const scene = JSON.parse(fs.readFileSync(0, "utf8"));
const done = { started: [], stopped: 0, shown: [], offered: [], said: [], popups: [], closing: [], commands: [] };
const heard = {};
let settings = scene.settings ?? {};
let trusted = scene.trusted ?? true;

const listen = (name) => (listener) => {
  heard[name] = listener;
  return { dispose() {} };
};

const vscode = {
  commands: {
    registerCommand: (name, work) => listen(name)(work),
    async executeCommand(name, ...rest) {
      done.commands.push([name, ...rest]);
      await heard[name]?.();
    },
  },
  env: { remoteName: scene.remote },
  window: {
    createOutputChannel: () => ({ appendLine: (line) => done.said.push(line), dispose() {}, show: () => done.said.push("(shown)") }),
    async showErrorMessage(text, ...buttons) {
      done.shown.push(text);
      done.offered = buttons;
      return (scene.presses ?? []).shift();
    },
  },
  workspace: {
    workspaceFolders: scene.folder && [{ uri: { fsPath: scene.folder } }],
    get isTrusted() {
      return trusted;
    },
    getConfiguration: (section) => ({ get: (name, otherwise) => settings[`${section}.${name}`] ?? otherwise }),
    onDidChangeConfiguration: listen("settings"),
    onDidGrantWorkspaceTrust: listen("trust"),
  },
};

const CloseAction = { DoNotRestart: 1, Restart: 2 };
const failures = { nowhere: "spawn nowhere ENOENT", old: "Pending response rejected since connection got disposed" };
let last;

class LanguageClient {
  constructor(id, name, server, client) {
    this.told = { id, name, server, client: { ...client, outputChannel: undefined } };
    this.handler = client.errorHandler;
    this.running = false;
    last = this;
  }
  createDefaultErrorHandler() {
    return { closed: () => ({ action: CloseAction.Restart }) };
  }
  error(message, data, shown) {
    done.popups.push([message, shown]);
  }
  async start() {
    this.again = false;
    if (this.running) {
      return;
    }
    const failure = failures[this.told.server.command];
    if (failure) {
      done.closing.push(this.handler.closed().action);
      this.error("couldn't create connection", undefined, "force");
      throw new Error(failure);
    }
    done.started.push(this.told);
    this.running = true;
  }
  needsStop() {
    return this.running;
  }
  async stop() {
    if (this.again) {
      throw new Error("Client is not running and can't be stopped. It's current state is: starting");
    }
    this.running = false;
    done.stopped += 1;
  }
}

const library = { CloseAction, LanguageClient, RevealOutputChannelOn: { Never: 4 } };
const instead = { vscode, "vscode-languageclient/node": library };
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
  crash() {
    done.closing.push(last.handler.closed().action);
    last.again = true;
    last.error("Restarting", undefined, "force");
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
