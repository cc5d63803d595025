// Starts `aimslint server`, and lets VS Code speak with it. All that is known of records is in the server.
"use strict";

const vscode = require("vscode");
const { LanguageClient, RevealOutputChannelOn } = require("vscode-languageclient/node");

const LANGUAGES = ["yaml", "markdown"];
const RESTARTING = ["aimslint.path", "aimslint.arguments"];

/** @type {LanguageClient | undefined} */
let client;
/** One thing after the other: a server that still starts is not stopped, nor started twice. @type {Promise<void>} */
let before = Promise.resolve();

/**
 * Called by VS Code when a folder has an `aimslint.yaml` or records below `governance/`. Nothing is started in a
 * workspace that the user does not trust: package.json says so too, but versions of VS Code differ.
 *
 * @param {vscode.ExtensionContext} context
 */
async function activate(context) {
  const output = vscode.window.createOutputChannel("aimslint");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("aimslint.restart", () => restart(context, output)),
    vscode.commands.registerCommand("aimslint.log", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restart(context, output)),
    vscode.workspace.onDidChangeConfiguration((change) =>
      RESTARTING.some((name) => change.affectsConfiguration(name)) ? restart(context, output) : undefined,
    ),
  );
  await restart(context, output);
}

async function deactivate() {
  await next(stop);
}

/**
 * @param {vscode.ExtensionContext} context
 * @param {vscode.OutputChannel} output
 */
function restart(context, output) {
  return next(async () => {
    await stop();
    await start(context, output);
  });
}

/** @param {() => Promise<void>} work */
function next(work) {
  before = before.then(work, work);
  return before;
}

async function stop() {
  const ending = client;
  client = undefined;
  if (ending?.needsStop()) {
    await ending.stop();
  }
}

/**
 * @param {vscode.ExtensionContext} context
 * @param {vscode.OutputChannel} output
 */
async function start(context, output) {
  if (!vscode.workspace.isTrusted) {
    return;
  }
  const settings = vscode.workspace.getConfiguration("aimslint");
  const command = settings.get("path", "aimslint");
  client = new LanguageClient("aimslint", "aimslint", serverOptions(context, command, settings), {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    initializationOptions: { lenses: settings.get("lenses", false), hints: settings.get("hints", false) },
    synchronize: { configurationSection: "aimslint" },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
  try {
    await client.start();
  } catch (error) {
    output.appendLine(String(error));
    const where = "Install it with pip install 'aimslint[editor]', or set aimslint.path in your own settings.";
    vscode.window.showErrorMessage(`${command} server could not be started. ${where}`);
  }
}

/**
 * The program is started without a shell, and in our own folder: some systems look for a program in the current folder
 * first, and a workspace must not choose what runs.
 *
 * @param {vscode.ExtensionContext} context
 * @param {string} command
 * @param {vscode.WorkspaceConfiguration} settings
 * @returns {import("vscode-languageclient/node").ServerOptions}
 */
function serverOptions(context, command, settings) {
  /** @type {string[]} */
  const more = settings.get("arguments", []);
  return { command, args: ["server", ...more], options: { cwd: context.extensionPath, shell: false } };
}

module.exports = { activate, deactivate };
