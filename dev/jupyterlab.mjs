#!/usr/bin/env node
// JupyterLab in a real browser: a server of its own, Chromium without a window, and the terminals in it, typed into and read as by a person.
// Every frame of a terminal's websocket is kept, so that a test can tell what was typed from what the terminal sent back by itself.
//
//   node dev/jupyterlab.mjs [--cwd DIR] [--env NAME=VALUE]… [--clear-env] [--size 1100x640] [--timeout 60] --serve
//
// As `pty.mjs --serve`: a JSON array per line on stdin, [NAME, ARGS…], and an answer per line; it ends with stdin, and so do server and browser.
// The server runs in DIR, where its terminals begin. It ignores SIGINT, as one does that a script has started in the background.
// Needs dev/lab (jupyter, playwright) and Chromium.
//
//   tile(TEXT)                 clicks a tile of the Launcher              command(ID, {…})        one of JupyterLab's commands
//   wait gone atPrompt run     as in pty.mjs, also for a {"re": …}        type key paste          real key strokes; paste through the clipboard, Ctrl-V
//   view(N) → size             goes on in browser page N; a new one opens the running terminal in a workspace of its own
//   window(W, H)               another size of the page, in pixels        reload()                loads the page again: JupyterLab restores its tabs
//   cut() mend()               takes the network away, and gives it back  screenshot(FILE)        a PNG
//   screen text all line       as in pty.mjs                              label, labelled(TEXT)   of the terminal's tab; waits for it
//   typed, sent                what keys and pastes should have sent, and all that was sent as input, the terminal's own answers included
//   received                   all that was written to the terminals, replays after a reload included
//   palette → {…}             foreground, background, the 16 colours (ansi), and the contrast that the terminal enforces
import {createRequire} from 'node:module';
import {spawn} from 'node:child_process';
import {connect, createServer} from 'node:net';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {KEYS, serve} from './pty.mjs';

const LAB = process.env.JDVC_LAB || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jdvc-lab');
const STEPS = new Set(['tile', 'command', 'wait', 'gone', 'atPrompt', 'run', 'type', 'key', 'paste', 'view', 'window', 'reload', 'cut', 'mend', 'screenshot',
  'screen', 'text', 'all', 'line', 'label', 'labelled', 'typed', 'sent', 'received', 'palette']);
const NAMES = {'C-c': 'Control+c', 'C-r': 'Control+r', 'C-a': 'Control+a', 'C-e': 'Control+e', 'C-l': 'Control+l', Up: 'ArrowUp', Down: 'ArrowDown', Left: 'ArrowLeft', Right: 'ArrowRight',
  'S-Tab': 'Shift+Tab', Esc: 'Escape'};
const BYTES = {...KEYS, 'C-c': '\x03', 'C-r': '\x12', 'C-a': '\x01', 'C-e': '\x05', 'C-l': '\x0c', Up: '\x1b[A', Down: '\x1b[B', Right: '\x1b[C', Left: '\x1b[D'};
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

// What stands in the terminal of the current tab, by xterm's own buffer: independent of how it is drawn. Runs in the page.
const look = () => {
  const term = window.jupyterapp?.shell?.currentWidget?.content?._term;
  if (!term) return null;
  const b = term.buffer.active, rows = [];
  for (let y = 0; y < b.length; y++) {
    const joined = !!b.getLine(y + 1)?.isWrapped;
    rows.push({text: b.getLine(y).translateToString(true), whole: b.getLine(y).translateToString(!joined), joined});
  }
  return {rows, top: b.baseY, y: b.baseY + b.cursorY, left: b.getLine(b.baseY + b.cursorY).translateToString(false, 0, b.cursorX), size: [term.cols, term.rows]};
};

class JupyterLab {
  constructor(o) { Object.assign(this, o, {views: [], current: 0, typed: '', sent: '', received: '', news: true, prompt: /[❯>$#] $/}); }

  async open() {
    this.own = mkdtempSync(join(tmpdir(), 'jdvc-jupyterlab-'));
    this.configure();
    const argv = ['lab', '--allow-root', '--no-browser', '--ip=127.0.0.1', '--port=0', '--IdentityProvider.token=lab', `--ServerApp.root_dir=${this.cwd}`,
      '--LabApp.expose_app_in_browser=True'];
    this.server = spawn('sh', ['-c', 'trap "" INT; exec "$@"', 'sh', join(LAB, 'jupyter/bin/jupyter'), ...argv],
      {cwd: this.cwd, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: {...this.env, JUPYTER_CONFIG_DIR: join(this.own, 'config'), JUPYTER_RUNTIME_DIR: join(this.own, 'run')}});
    this.log = ''; this.server.stderr.on('data', (b) => { this.log += b; });
    this.url = await this.wire(await this.address());
    const {chromium} = createRequire(join(LAB, 'js', 'x.js'))('playwright-core');
    this.browser = await chromium.launch({executablePath: this.chromium, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync']});
    this.context = await this.browser.newContext({viewport: this.viewport, permissions: ['clipboard-read', 'clipboard-write']});
    await this.show(`${this.url}lab?token=lab`);
    await this.page.waitForSelector('.jp-LauncherCard', {timeout: this.timeout});
  }
  // No news in a corner of the page.
  configure() {
    const d = join(this.own, 'config/lab/user-settings/@jupyterlab/apputils-extension'); mkdirSync(d, {recursive: true});
    writeFileSync(join(d, 'notification.jupyterlab-settings'), '{"fetchNews": "false", "checkForUpdates": false}');
  }
  // The server notes its address when it listens.
  async address() {
    const run = join(this.own, 'run');
    for (const end = Date.now() + this.timeout; Date.now() < end; await sleep(100)) {
      if (this.server.exitCode !== null) break;
      const note = existsSync(run) && readdirSync(run).find((f) => /^jpserver-\d+\.json$/.test(f));
      if (!note) continue;
      try {
        const {url} = JSON.parse(readFileSync(join(run, note)));
        if ((await fetch(`${url}api/status?token=lab`)).ok) return url;
      } catch {} // half written, or not listening yet
    }
    throw new Error(`JupyterLab's server does not answer:\n${this.log.slice(-2000)}`);
  }
  // The browser reaches the server over a wire that can be cut.
  async wire(url) {
    this.ends = new Set(); this.dead = false;
    const far = new URL(url), port = Number(far.port);
    this.plug = createServer((near) => {
      if (this.dead) { near.destroy(); return; }
      const end = connect(port, far.hostname);
      for (const [a, b] of [[near, end], [end, near]]) { this.ends.add(a); a.pipe(b); a.on('error', () => b.destroy()); a.on('close', () => { b.destroy(); this.ends.delete(a); }); }
    });
    await new Promise((r) => this.plug.listen(0, '127.0.0.1', r));
    far.port = this.plug.address().port;
    return far.href;
  }
  cut() { this.dead = true; for (const s of this.ends) s.destroy(); }
  mend() { this.dead = false; }
  async show(url) {
    const page = await this.context.newPage();
    page.on('websocket', (w) => {
      if (!w.url().includes('/terminals/websocket/')) return;
      w.on('framesent', (f) => { const [kind, text] = JSON.parse(f.payload); if (kind === 'stdin') this.sent += text; });
      w.on('framereceived', (f) => { const [kind, text] = JSON.parse(f.payload); if (kind === 'stdout') { this.received += text; this.news = true; } });
    });
    this.views.push(page); this.current = this.views.length - 1;
    await page.goto(url);
    await this.ready();
  }
  get page() { return this.views[this.current]; }
  async ready() {
    await this.page.waitForFunction(() => window.jupyterapp, null, {timeout: this.timeout});
    await this.page.evaluate(() => window.jupyterapp.restored.then(() => null));
  }
  terminal() { return this.page.waitForFunction(look, null, {timeout: this.timeout}); }

  async tile(text) {
    await this.page.click(`.jp-LauncherCard:visible:has-text("${text}")`, {timeout: this.timeout});
    await this.terminal();
  }
  async command(id, args) {
    await this.page.waitForFunction((i) => window.jupyterapp.commands.hasCommand(i), id, {timeout: this.timeout});
    await this.page.evaluate(([i, a]) => window.jupyterapp.commands.execute(i, a).then(() => null), [id, args ?? {}]);
  }
  async view(n) {
    if (this.views[n]) { this.current = n; await this.page.bringToFront(); } else {
      const names = await (await fetch(`${this.url}api/terminals?token=lab`)).json();
      await this.show(`${this.url}lab/workspaces/view${n}?token=lab`);
      await this.command('terminal:open', {name: names[0].name});
    }
    await this.terminal();
    return (await this.seen()).size;
  }
  async window(width, height) { await this.page.setViewportSize({width, height}); }
  async reload() { await this.page.reload(); await this.ready(); await this.terminal(); }
  async screenshot(file) { await this.page.evaluate(() => new Promise(requestAnimationFrame)); await this.page.screenshot({path: file}); }

  focus() { return this.page.evaluate(() => window.jupyterapp.shell.currentWidget.content._term.focus()); }
  async type(s) {
    await this.focus(); this.news = false; this.typed += s;
    for (const part of s.split(/(\r)/)) await (part === '\r' ? this.page.keyboard.press('Enter') : this.page.keyboard.type(part));
  }
  async key(name) {
    if (!BYTES[name]) throw new Error(`no such key: ${name}`);
    await this.focus(); this.news = false; this.typed += BYTES[name];
    await this.page.keyboard.press(NAMES[name] ?? name);
  }
  async paste(s) {
    await this.focus(); this.news = false; this.typed += `\x1b[200~${s.replace(/\r?\n/g, '\r')}\x1b[201~`;
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), s);
    await this.page.keyboard.press('Control+v');
  }
  async until(what, test, {ms = this.timeout} = {}) {
    for (const end = Date.now() + ms; ; await sleep(50)) {
      const now = this.news ? await this.seen() : null;
      if (now && test(now)) return;
      if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}; last frames: ${JSON.stringify(this.received.slice(-300))}`);
    }
  }
  async wait(x, o) { const has = this.test(x); await this.until(`screen has ${x}`, (s) => has(this.joined(s)), o); }
  async gone(x, o) { const has = this.test(x); await this.until(`screen has no more ${x}`, (s) => !has(this.joined(s)), o); }
  test(x) { return (s) => (x instanceof RegExp ? x.test(s) : s.includes(x)); }
  async atPrompt(o) { await this.until('cursor behind a prompt', (s) => this.prompt.test(s.left), o); }
  async run(line, o) {
    const before = (await this.seen()).y;
    await this.type(line + '\r');
    await this.until(`next prompt after ${line}`, (s) => s.y > before && this.prompt.test(s.left), o);
    const s = await this.seen();
    let first = before + 1; while (s.rows[first - 1]?.joined) first++;
    return {out: s.rows.slice(first, s.y).map((r) => r.text)};
  }
  async seen() { return (await this.page.evaluate(look).catch(() => null)) ?? {rows: [], top: 0, y: 0, left: '', size: [0, 0]}; }
  joined(s) { return s.rows.slice(s.top).map((r) => (r.joined ? r.whole : r.text + '\n')).join('').replace(/\n+$/, ''); }
  async text() { return this.joined(await this.seen()); }
  async screen() { const s = await this.seen(); return s.rows.slice(s.top).map((r) => r.text); }
  async all() { const rows = (await this.seen()).rows.map((r) => r.text); while (rows.length && !rows.at(-1)) rows.pop(); return rows; }
  async line() { return (await this.seen()).left; }
  async labelled(wanted) {
    for (const end = Date.now() + this.timeout; ; await sleep(50)) {
      const label = await this.label();
      if (label === wanted) return;
      if (Date.now() > end) throw new Error(`the tab is labelled ${JSON.stringify(label)}, not ${JSON.stringify(wanted)}`);
    }
  }
  label() { return this.page.evaluate(() => window.jupyterapp.shell.currentWidget.title.label); }
  palette() {
    return this.page.evaluate(() => {
      const t = window.jupyterapp.shell.currentWidget.content._term, c = t._core._themeService.colors;
      return {foreground: c.foreground.css, background: c.background.css, ansi: c.ansi.slice(0, 16).map((a) => a.css), contrast: t.options.minimumContrastRatio};
    });
  }
  async close() {
    await this.browser?.close();
    this.plug?.close();
    if (this.server && this.server.exitCode === null) {
      const gone = new Promise((r) => this.server.once('exit', r));
      this.server.kill('SIGTERM');
      await Promise.race([gone, sleep(5000)]);
      try { process.kill(-this.server.pid, 'SIGKILL'); } catch {} // nothing is left of its group, mostly
    }
    if (this.own) rmSync(this.own, {recursive: true, force: true, maxRetries: 5});
  }
}

async function main(argv) {
  const usage = (m) => { console.error(`jupyterlab: ${m}; the comment at the top of jupyterlab.mjs says how`); process.exit(2); };
  const o = {cwd: process.cwd(), timeout: 60000, viewport: {width: 1100, height: 640}}; const set = []; let clear = false, serving = false;
  for (; argv.length; argv.shift()) {
    const a = argv[0], val = () => { argv.shift(); return argv[0] ?? usage(`${a} needs a value`); };
    if (a === '--cwd') o.cwd = resolve(val()); else if (a === '--env') set.push(val()); else if (a === '--clear-env') clear = true;
    else if (a === '--timeout') o.timeout = +val() * 1000; else if (a === '--serve') serving = true;
    else if (a === '--size') { const [width, height] = val().split('x').map(Number); o.viewport = {width, height}; } else usage(`unknown option ${a}`);
  }
  if (!serving) usage('--serve is missing');
  o.chromium = (process.env.PATH ?? '').split(':').flatMap((d) => ['chromium', 'chromium-browser', 'google-chrome'].map((n) => join(d, n))).find(existsSync)
    ?? usage('there is no Chromium');
  o.env = clear ? {PATH: process.env.PATH, HOME: process.env.HOME} : {...process.env};
  for (const kv of set) { const i = kv.indexOf('='); o.env[kv.slice(0, i)] = kv.slice(i + 1); }
  const lab = new JupyterLab(o);
  for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, async () => { await lab.close(); process.exit(1); });
  try {
    await lab.open();
    await serve(lab, STEPS);
  } finally { await lab.close(); }
}
await main(process.argv.slice(2));
