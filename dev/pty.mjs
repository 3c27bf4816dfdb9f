#!/usr/bin/env node
// A program in a real pty, seen through the engine of JupyterLab's terminal (@xterm/headless): type, wait, resize, read the exact screen, and
// know every byte that the *terminal* sent back by itself (answers to queries, focus and mouse reports), so that a test can demand none.
//
//   node dev/pty.mjs [--cols 80] [--rows 24] [--cwd DIR] [--env NAME=VALUE]… [--prompt REGEX] [--timeout 10] [--clear-env] [--verbose]
//                    (--scenario FILE.mjs | --serve | --steps JSON) -- COMMAND ARGS…
//
// Exit 0: the scenario ended well; 1: a step failed (its reason, the screen and the last bytes are on stderr); 2: usage. Needs dev/lab (xterm)
// and python3, whose standard library makes the pty. The program and its children are gone when we are: the terminal hangs up.
//
// SCENARIO: a module with `export default async (t) => {…}`. What throws fails. All of it also from --serve and --steps (below).
//   await t.wait('text' | /regex/, {ms})    until the screen has it (wrapped rows joined); looks only after output that followed the last input
//   await t.gone('text' | /regex/, {ms})    until the screen has it no more
//   await t.atPrompt({ms})                  until the text left of the cursor, in its row, matches --prompt (default /[❯>$#] $/)
//   const o = await t.run('status', {ms})   types the line and Enter, waits for the next prompt: {out: [rows], ms, first: ms to the first output}
//   await t.type('raw bytes\x03')           as if typed at once            await t.type('slow', {each: 30})   30 ms between characters
//   await t.key('Tab' | 'Up' | 'C-c' | 'M-b' | 'Enter' | 'Backspace' | 'S-Tab' | 'F1' | …)     as xterm.js sends them, cursor key mode respected
//   await t.paste('two\nlines')             as a browser pastes: LF becomes CR; bracketed if the program asked for that
//   await t.resize(40, 24)                  both the engine and the pty (SIGWINCH)
//   await t.quiet(200)                      until nothing was written for 200 ms
//   await t.sleep(ms)    t.signal('TERM')   to the program itself           t.hangup()   as a closed tab: SIGHUP
//   await t.exit(0, {ms})                   until the program has ended; fails on another code (none given: any). Killed by signal N: 128+N
//   t.screen() → rows, right-trimmed        t.text() → the same joined by LF, without empty rows at the end
//   t.all() → rows with scrollback          t.cursor() → [x, y] from 0      t.line() → cursor row left of the cursor
//   t.styles(y) → [{text, fg, bg, bold, dim, underline, inverse, italic}] runs of row y; fg, bg: 'default', a palette number, or '#rrggbb'
//   await t.replays(mark) → the rows after a replay from each read up to the last one that holds `mark`, as terminado does after a reload
//   t.title     t.modes (xterm's: bracketedPasteMode, mouseTrackingMode, …)      t.altScreen
//   t.raw → everything the program wrote    t.chunks → [[ms since start, bytes]]     t.exited → code or undefined
//   t.replies → all the terminal sent back  t.silent() → fails unless it is ''       t.mute = true: such bytes are recorded, not delivered
//   t.check(condition, 'what')              t.equal(got, wanted, 'what')
//
// --serve: the same from another language. One JSON array per line on stdin: [NAME, ARGS…] (a regex is {"re": "…", "flags": ""}), e.g.
//   ["run", "status", {"ms": 5000}]   ["wait", {"re": "^ok"}]   ["screen"]   ["silent"]
// and one answer per line: {"ok": true, "value": …} or {"ok": false, "error": "…", "screen": […]}; a property is named like a method: ["replies"].
// It ends with stdin. --steps takes an array of such arrays at once and stops at the first that fails.
import {createRequire} from 'node:module';
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL, fileURLToPath} from 'node:url';

const LAB = process.env.JDVC_LAB || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jdvc-lab');

// The pty itself. fd 0: keys, 1: what the program writes, 3: lines "R cols rows" and "S signal"; its exit code is the program's.
const BRIDGE = `
import fcntl, os, pty, select, signal, struct, sys, termios, time
cols, rows, argv = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
size = lambda c, r: struct.pack('HHHH', r, c, 0, 0)
pid, fd = pty.fork()
if pid == 0:
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size(cols, rows))     # before the program can ask
        for s in range(1, signal.NSIG):                          # a test runner in the background may ignore SIGINT: a terminal's child does not
            try: signal.signal(s, signal.SIG_DFL)
            except (OSError, ValueError): pass
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.close(3)
        os.execvp(argv[0], argv)
    except BaseException as e:
        os.write(2, ('%s: %s' % (argv[0], e)).encode())
    os._exit(127)
status, keys, control, rest, pending, end = None, True, True, b'', b'', None
try:
    while True:
        r, w, _ = select.select([fd] + [0] * (keys and not pending) + [3] * control, [fd] * bool(pending), [], 0.05 if status is not None else 0.5)
        if fd in r:
            try: data = os.read(fd, 65536)
            except OSError: data = b''
            if not data: break
            os.write(1, data)
        elif status is not None and time.monotonic() > end: break  # a background child may keep the terminal open for ever
        if w: pending = pending[os.write(fd, pending[:256]):]       # small pieces: the line discipline takes 4096 at most
        if 0 in r:
            pending = os.read(0, 65536)
            if not pending: break
        if 3 in r:
            data = os.read(3, 4096)
            if not data: control = False
            *lines, rest = (rest + data).split(b'\\n')
            for l in lines:
                w = l.decode().split()
                if w[0] == 'R': fcntl.ioctl(fd, termios.TIOCSWINSZ, size(int(w[1]), int(w[2])))
                elif status is None: os.kill(pid, getattr(signal, 'SIG' + w[1]))
        if status is None:
            p, s = os.waitpid(pid, os.WNOHANG)
            if p: status, end = s, time.monotonic() + 0.3
finally:
    os.close(fd)                                                   # the terminal hangs up: SIGHUP to the foreground
    until = time.monotonic() + 3
    while status is None and time.monotonic() < until:
        p, s = os.waitpid(pid, os.WNOHANG)
        if p: status = s
        else: time.sleep(0.01)
    if status is None:
        try: os.killpg(pid, signal.SIGKILL)
        except OSError: pass
        status = os.waitpid(pid, 0)[1]
code = os.waitstatus_to_exitcode(status)
os._exit(code if code >= 0 else 128 - code)
`;

const CSI = '\x1b[';
export const KEYS = {Enter: '\r', Tab: '\t', 'S-Tab': CSI + 'Z', Esc: '\x1b', Escape: '\x1b', Backspace: '\x7f', Space: ' ', Delete: CSI + '3~', Insert: CSI + '2~',
  PageUp: CSI + '5~', PageDown: CSI + '6~', F1: '\x1bOP', F2: '\x1bOQ', F3: '\x1bOR', F4: '\x1bOS', F5: CSI + '15~', F6: CSI + '17~', F7: CSI + '18~',
  F8: CSI + '19~', F9: CSI + '20~', F10: CSI + '21~', F11: CSI + '23~', F12: CSI + '24~', 'C-Space': '\x00'};
const ARROWS = {Up: 'A', Down: 'B', Right: 'C', Left: 'D', Home: 'H', End: 'F'};
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const shown = (s) => JSON.stringify(s);
const engine = (cols, rows) => new (createRequire(join(LAB, 'js', 'x.js'))('@xterm/headless').Terminal)({cols, rows, scrollback: 20000, allowProposedApi: true});
const rowsOf = (term, from, to) => { const b = term.buffer.active, r = []; for (let i = from; i < to; i++) r.push(b.getLine(i)?.translateToString(true) ?? ''); return r; };
const filled = (term) => { const r = rowsOf(term, 0, term.buffer.active.length); while (r.length && !r.at(-1)) r.pop(); return r; };

export class Terminal {
  constructor(command, args, {cols = 80, rows = 24, cwd, env = process.env, prompt = /[❯>$#] $/, timeout = 10000} = {}) {
    Object.assign(this, {prompt, timeout, raw: '', replies: '', chunks: [], exited: undefined, title: '', mute: false, start: Date.now()});
    this.seen = true; this.lastWrite = Date.now(); this.watchers = new Set(); this.firstSince = undefined; this.since = Date.now();
    this.term = engine(cols, rows);
    this.term.onTitleChange((s) => { this.title = s; });
    this.term.onData((s) => this.answer(s)); this.term.onBinary((s) => this.answer(s));
    const venv = join(LAB, 'dvc3', 'bin', 'python');                // the lab's own starts faster than a version manager's wrapper
    this.proc = spawn(existsSync(venv) ? venv : 'python3', ['-I', '-S', '-c', BRIDGE, cols, rows, command, ...args],
      {cwd, env, stdio: ['pipe', 'pipe', 'inherit', 'pipe']});
    for (const s of [this.proc.stdin, this.proc.stdio[3]]) s.on('error', () => {});     // it may have ended: t.exited says so
    const decoder = new TextDecoder();
    this.proc.stdout.on('data', (b) => {
      this.raw += decoder.decode(b, {stream: true}); this.chunks.push([Date.now() - this.start, b]);
      this.lastWrite = Date.now(); this.firstSince ??= Date.now() - this.since;
      this.term.write(b, () => { this.seen = true; this.look(); });
    });
    this.ended = new Promise((r) => this.proc.on('close', (code) => this.term.write('', () => { this.exited = code ?? 255; r(); this.look(); })));
  }
  answer(s) { this.replies += s; if (!this.mute) this.proc.stdin.write(s); }
  look() { for (const w of [...this.watchers]) w(); }
  input(s) { this.seen = false; this.since = Date.now(); this.firstSince = undefined; this.proc.stdin.write(s); }

  async until(what, test, {ms = this.timeout, dead = false} = {}) {
    if (test()) return;
    await new Promise((resolve, reject) => {
      const done = (f, x) => { clearTimeout(timer); this.watchers.delete(watch); f(x); };
      const watch = () => { if (test()) done(resolve); else if (this.exited !== undefined && !dead) done(reject, new Error(`the program ended (exit ${this.exited}) before: ${what}`)); };
      const timer = setTimeout(() => done(reject, new Error(`not within ${ms} ms: ${what}`)), ms);
      this.watchers.add(watch); watch();
    });
  }
  has(x) { const s = this.text(); return x instanceof RegExp ? x.test(s) : s.includes(x); }
  wait(x, o) { return this.until(`screen has ${x instanceof RegExp ? x : shown(x)}`, () => this.seen && this.has(x), o); }
  gone(x, o) { return this.until(`screen has no more ${x instanceof RegExp ? x : shown(x)}`, () => this.seen && !this.has(x), o); }
  atPrompt(o) { return this.until(`cursor behind a prompt ${this.prompt}`, () => this.seen && this.prompt.test(this.line()), o); }
  async run(line, o) {
    const from = this.term.registerMarker(0), t0 = Date.now();
    this.input(line + '\r');
    const b = this.term.buffer.active, y = () => b.baseY + b.cursorY;
    // Below the line that was typed, which itself looks like a prompt until its first echo; a cleared screen disposes the marker.
    await this.until(`next prompt after ${shown(line)}`, () => this.seen && this.prompt.test(this.line()) && (from.isDisposed || y() > from.line), o);
    let first = from.line + 1; while (b.getLine(first)?.isWrapped) first++;                // the typed line may be longer than a row
    const ms = Date.now() - t0, out = from.isDisposed ? this.all() : this.rows(first, y());
    from.dispose();
    return {out, ms, first: this.firstSince};
  }
  async type(s, {each = 0} = {}) { if (!each) return this.input(s); for (const c of s) { this.input(c); await sleep(each); } }
  key(name) {
    let s = KEYS[name];
    if (ARROWS[name]) s = (this.modes.applicationCursorKeysMode ? '\x1bO' : CSI) + ARROWS[name];
    const m = /^([SMC])-(.+)$/.exec(name);
    if (!s && m && ARROWS[m[2]]) s = `${CSI}1;${{S: 2, M: 3, C: 5}[m[1]]}${ARROWS[m[2]]}`;
    if (!s && /^C-[a-z@[\\\]^_]$/i.test(name)) s = String.fromCharCode(name[2].toUpperCase().charCodeAt(0) & 31);
    if (!s && m?.[1] === 'M') s = '\x1b' + (KEYS[m[2]] ?? m[2]);
    if (!s) throw new Error(`no such key: ${name}`);
    this.input(s);
  }
  paste(s) { s = s.replace(/\r?\n/g, '\r'); this.input(this.modes.bracketedPasteMode ? `${CSI}200~${s}${CSI}201~` : s); }
  async resize(cols, rows) { this.seen = true; this.term.resize(cols, rows); this.proc.stdio[3].write(`R ${cols} ${rows}\n`); await sleep(20); }
  signal(name) { this.proc.stdio[3].write(`S ${name.replace(/^SIG/, '')}\n`); }
  hangup() { this.proc.stdin.end(); }
  async quiet(ms = 200, {ms: limit = this.timeout} = {}) {
    for (const end = Date.now() + limit; Date.now() - Math.max(this.lastWrite, this.since) < ms; await sleep(10)) if (Date.now() > end) throw new Error(`still writing after ${limit} ms`);
  }
  sleep(ms) { return sleep(ms); }
  async exit(code, {ms = this.timeout} = {}) {
    await this.until('the program ends', () => this.exited !== undefined, {ms, dead: true});
    if (code !== undefined && this.exited !== code) throw new Error(`exit ${this.exited}, not ${code}`);
    return this.exited;
  }

  rows(from, to) { return rowsOf(this.term, from, to); }
  screen() { const b = this.term.buffer.active; return this.rows(b.baseY, b.baseY + this.term.rows); }
  all() { return filled(this.term); }
  text() {
    const b = this.term.buffer.active; let s = '';
    for (let y = 0; y < this.term.rows; y++) {
      const l = b.getLine(b.baseY + y), next = b.getLine(b.baseY + y + 1);
      if (l) s += next?.isWrapped ? l.translateToString(false) : l.translateToString(true) + '\n';
    }
    return s.replace(/\n+$/, '');
  }
  // What a reloaded page shows: the rows that remain if a server's replay begins with this read, for each read that holds or precedes the last MARK.
  async replays(mark) {
    const reads = this.chunks.map(([, b]) => b), ends = [];
    let last = reads.length - 1; while (last > 0 && !reads[last].includes(mark)) last--;
    for (let k = 0; k <= last; k++) {
      const term = engine(this.term.cols, this.term.rows);
      for (const b of reads.slice(k)) term.write(b);
      await new Promise((r) => term.write('', r));
      ends.push(filled(term)); term.dispose();
    }
    return ends;
  }
  line() { const b = this.term.buffer.active; return b.getLine(b.baseY + b.cursorY)?.translateToString(false, 0, b.cursorX) ?? ''; }
  cursor() { const b = this.term.buffer.active; return [b.cursorX, b.cursorY]; }
  styles(y) {
    const b = this.term.buffer.active, l = b.getLine(b.baseY + y), runs = [];
    const colour = (c, k) => c[`is${k}Default`]() ? 'default' : c[`is${k}RGB`]() ? '#' + c[`get${k}Color`]().toString(16).padStart(6, '0') : c[`get${k}Color`]();
    for (let x = 0; l && x < l.length; x++) {
      const c = l.getCell(x); if (!c.getWidth()) continue;
      const st = {fg: colour(c, 'Fg'), bg: colour(c, 'Bg'), bold: !!c.isBold(), dim: !!c.isDim(), underline: !!c.isUnderline(), inverse: !!c.isInverse(), italic: !!c.isItalic()};
      const last = runs.at(-1), id = shown(st);
      if (last?.id === id) last.text += c.getChars() || ' '; else runs.push({text: c.getChars() || ' ', ...st, id});
    }
    for (const r of runs) delete r.id;
    if (runs.length && runs.at(-1).text.trim() === '' && runs.at(-1).bg === 'default' && !runs.at(-1).inverse) runs.pop();
    return runs;
  }
  get modes() { return this.term.modes; }
  get altScreen() { return this.term.buffer.active.type === 'alternate'; }
  silent() { if (this.replies) throw new Error(`the terminal was asked and sent back ${shown(this.replies)}`); }
  check(ok, what = 'check') { if (!ok) throw new Error(what); }
  equal(got, wanted, what = 'equal') { if (shown(got) !== shown(wanted)) throw new Error(`${what}: got ${shown(got)}, wanted ${shown(wanted)}`); }
  dump() {
    const [x, y] = this.cursor(), w = this.term.cols;
    const rows = this.screen(); let blank = 0; while (rows.length > 1 && !rows.at(-1)) { rows.pop(); blank++; }
    return `┌${'─'.repeat(w)}┐\n${rows.map((r) => '│' + r).join('\n')}\n${blank ? `│ (${blank} empty rows)\n` : ''}└${'─'.repeat(w)}┘ cursor ${x},${y} title ${shown(this.title)} exit ${this.exited ?? '(running)'}`
      + `\nlast bytes: ${shown(this.raw.slice(-300))}\nsent back: ${shown(this.replies)}`;
  }
  async close() { this.hangup(); const late = setTimeout(() => this.proc.kill('SIGKILL'), 5000); await this.ended; clearTimeout(late); this.term.dispose(); }
}

const STEPS = new Set(['wait', 'gone', 'atPrompt', 'run', 'type', 'key', 'paste', 'resize', 'quiet', 'sleep', 'signal', 'hangup', 'exit', 'screen', 'text', 'all',
  'replays', 'line', 'cursor', 'styles', 'title', 'modes', 'altScreen', 'raw', 'replies', 'silent', 'exited', 'dump', 'mute']);
async function step(t, [name, ...args], steps = STEPS) {
  if (!steps.has(name)) throw new Error(`no such step: ${name}`);
  if (name === 'mute') { t.mute = args[0] ?? true; return null; }
  args = args.map((a) => (a?.re !== undefined ? new RegExp(a.re, a.flags) : a));
  return (typeof t[name] === 'function' ? await t[name](...args) : t[name]) ?? null;
}

// A JSON array per line on stdin, an answer per line on stdout, until stdin ends.
export async function serve(t, steps) {
  for await (const l of createInterface({input: process.stdin})) {
    if (!l.trim()) continue;
    let r; try { r = {ok: true, value: await step(t, JSON.parse(l), steps)}; } catch (e) { r = {ok: false, error: e.message, screen: await t.screen()}; }
    process.stdout.write(JSON.stringify(r) + '\n');
  }
}

async function main(argv) {
  const o = {env: {...process.env}}; let scenario, steps, serving = false, verbose = false;
  const usage = (m) => { console.error(`pty: ${m}; the comment at the top of pty.mjs says how`); process.exit(2); };
  const set = []; let clear = false;
  for (; argv.length; argv.shift()) {
    const a = argv[0], val = () => { argv.shift(); return argv[0] ?? usage(`${a} needs a value`); };
    if (a === '--') { argv.shift(); break; }
    if (a === '--cols' || a === '--rows') o[a.slice(2)] = +val(); else if (a === '--cwd') o.cwd = resolve(val());
    else if (a === '--env') set.push(val()); else if (a === '--clear-env') clear = true; else if (a === '--prompt') o.prompt = new RegExp(val(), 'u');
    else if (a === '--timeout') o.timeout = +val() * 1000; else if (a === '--scenario') scenario = val(); else if (a === '--steps') steps = JSON.parse(val());
    else if (a === '--serve') serving = true; else if (a === '--verbose') verbose = true; else usage(`unknown option ${a}`);
  }
  if (!argv.length || !!scenario + !!steps + serving !== 1) usage('a command, and one of --scenario, --serve, --steps');
  if (!existsSync(join(LAB, 'js/node_modules/@xterm/headless'))) usage('the terminal engine is not installed: dev/lab xterm');
  if (clear) o.env = {PATH: process.env.PATH, HOME: process.env.HOME};
  for (const k of ['COLUMNS', 'LINES', 'NO_COLOR', 'FORCE_COLOR', 'CI']) delete o.env[k];       // they would belie the terminal
  Object.assign(o.env, {TERM: 'xterm-256color', LC_ALL: 'C.UTF-8'});                            // what JupyterLab's server gives
  for (const kv of set) { const i = kv.indexOf('='); if (i < 0) delete o.env[kv]; else o.env[kv.slice(0, i)] = kv.slice(i + 1); }
  const run = scenario ? (await import(pathToFileURL(resolve(scenario)).href)).default : null;
  const t = new Terminal(argv[0], argv.slice(1), o);
  for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, async () => { await t.close(); process.exit(1); });
  let rc = 0;
  if (serving) {
    await serve(t, STEPS);
  } else {
    try {
      if (run) await run(t); else for (const s of steps) { const v = await step(t, s); if (v !== null) console.log(typeof v === 'string' ? v : Array.isArray(v) ? v.join('\n') : shown(v)); }
      if (verbose) console.error(t.dump());
    } catch (e) { rc = 1; console.error(`FAILED: ${verbose ? e.stack : e.message}\n${t.dump()}`); }
  }
  await t.close();
  process.exitCode = rc;
}
if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
