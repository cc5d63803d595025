// Starts `aimslint server`, and lets VS Code speak with it. All that is known of records is in the server.
"use strict";

const os = require("node:os");
const vscode = require("vscode");
const { CloseAction, LanguageClient, RevealOutputChannelOn } = require("vscode-languageclient/node");

const LANGUAGES = ["yaml", "markdown"];
const RESTARTING = ["aimslint.path", "aimslint.arguments"];

/** @type {Client | undefined} */
let client;
/** One thing after the other: a server that still starts is not stopped, nor started twice. @type {Promise<void>} */
let before = Promise.resolve();

/** A client that leaves it to us to tell, once, that its server could not be started. What it says is in its log. */
class Client extends LanguageClient {
  /** Whether the server ever answered: only such a one is started again when it ends. */
  answered = false;

  /**
   * @param {string} message
   * @param {any} [data]
   * @param {boolean | "force"} [shown]
   */
  error(message, data, shown) {
    super.error(message, data, this.answered ? shown : false);
  }
}

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
  if (!ending?.needsStop()) {
    return;
  }
  // One that is being started again by itself, after its end, cannot be stopped before it runs.
  await ending.start().catch(() => undefined);
  if (ending.needsStop()) {
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
  const command = program(settings.get("path", "aimslint"));
  /** @type {Client} */
  const started = new Client("aimslint", "aimslint", serverOptions(context, command, settings), {
    documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
    initializationOptions: { lenses: settings.get("lenses", false), hints: settings.get("hints", false) },
    synchronize: { configurationSection: "aimslint" },
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (...told) => usual.error(...told),
      closed: () => (started.answered ? usual.closed() : { action: CloseAction.DoNotRestart, handled: true }),
    },
  });
  const usual = started.createDefaultErrorHandler();
  client = started;
  try {
    await started.start();
    started.answered = true;
  } catch (error) {
    output.appendLine(String(error));
    // Not waited for: nothing else could be started until the user answers.
    void complain(command, String(error).includes("ENOENT"), output);
  }
}

/**
 * A message with buttons is shown whole; one without them would be cut after a line.
 *
 * @param {string} command
 * @param {boolean} missing
 * @param {vscode.OutputChannel} output
 */
async function complain(command, missing, output) {
  const why = missing ? `There is no program ${command}` : `\`${command} server\` ended at once; the log tells why`;
  // In a window on another machine, or in a container, it is that one's settings that count.
  const remote = vscode.env.remoteName !== undefined;
  const whose = remote ? "the remote settings" : "your user settings";
  const what = `Install it with pip install 'aimslint[editor]', or name it in aimslint.path in ${whose}.`;
  const opens = remote ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings";
  const deeds = {
    "Open the setting": () => vscode.commands.executeCommand(opens, { query: "aimslint.path" }),
    "Show the log": () => output.show(),
    "Try again": () => vscode.commands.executeCommand("aimslint.restart"),
  };
  const chosen = await vscode.window.showErrorMessage(`${why}. ${what}`, ...Object.keys(deeds));
  await deeds[/** @type {keyof typeof deeds} */ (chosen)]?.();
}

/**
 * The program that a setting names. Only the user's own settings can say that a workspace brings it.
 *
 * @param {string} named
 */
function program(named) {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return named.replace(/^~(?=[\\/])/, () => os.homedir()).replace("${workspaceFolder}", () => folder);
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
