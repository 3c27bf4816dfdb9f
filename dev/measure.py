#!/usr/bin/env python3
"""Prints the sizes of the code and how they stand to what we aim at.

    dev/measure.py [FOLDER]      FOLDER holds src/main/java and src/test/java; default: this repository
    dev/measure.py --longest N   also the N longest files and methods

Exit 0 always: a number is a reason to look, not a verdict. A file or method that is long on purpose says so at its top.
"""

import re
import sys
from pathlib import Path

NOT_CODE = re.compile(r'"""(?:\\.|.)*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.S)
TYPE = re.compile(r"(?<![.\w])(class|interface|enum|record)\s+[A-Z]")
CALL = re.compile(r"\b(if|for|while|switch|catch|try|synchronized|return|throw|else|do)\b")
API = {"jdvc", "jdvc.object", "jdvc.repo", "jdvc.command"}  # packages whose types are there to be used by others


class Source:
    """One file: its lines, its code with comments and literals blanked out, its methods."""

    def __init__(self, path, root):
        self.name = str(path.relative_to(root))
        text = path.read_text("utf8")
        self.text = text
        self.code = NOT_CODE.sub(self.blank, text)
        self.lines = text.count("\n")
        written, left = text.split("\n"), self.code.split("\n")
        self.comments = sum(1 for a, b in zip(written, left) if a.strip() and not b.strip())
        self.filled = sum(1 for a in written if a.strip())
        self.package = re.search(r"^package ([\w.]+);", self.code, re.M)[1]
        self.uses = {p for p in re.findall(r"^import (?:static )?(jdvc[\w.]*?)\.[A-Z]", self.code, re.M) if p != self.package}
        self.public = bool(re.search(r"^public ", self.code, re.M))
        self.methods = list(self.bodies())

    @staticmethod
    def blank(match):
        found = match[0]
        kept = "" if found.startswith("/") else '""'
        return kept + "\n" * found.count("\n")

    def bodies(self):
        """Yields (lines, name) of every method with a body, constructors and those of nested types included."""
        stack, head = [], 0
        for brace in re.finditer(r"[{};]", self.code):
            at = brace.start()
            if brace[0] == "{":
                header = self.code[head:at]
                stack.append((self.kind(header, stack), at - len(header.lstrip()), header))
            elif brace[0] == "}" and stack:
                kind, start, header = stack.pop()
                if kind == "method":
                    yield self.code.count("\n", start, at) + 1, self.title(header)
            head = at + 1

    @staticmethod
    def kind(header, stack):
        header = re.sub(r"@\w+(\([^()]*\))?", "", header)
        if TYPE.search(header) or re.search(r"\bnew\s[\w.<>?, ]+\([^{}]*\)\s*$", header):
            return "type"
        inside_type = bool(stack) and stack[-1][0] == "type"
        if not inside_type or "=" in header or "->" in header or CALL.search(header):
            return "block"
        compact = re.fullmatch(r"\s*(public |private )?[A-Z]\w*\s*", header)
        return "method" if compact or re.search(r"\)\s*(throws [\w.,\s]+)?$", header) else "block"

    @staticmethod
    def title(header):
        return (re.findall(r"(\w+)\s*(?:\(|$)", header.strip()) or ["?"])[0]


def sources(root):
    return [Source(p, root) for p in sorted(root.rglob("*.java")) if p.name != "package-info.java"] if root.is_dir() else []


def share(part, whole):
    return 100 * part / whole if whole else 0


def quantile(numbers, f):
    return sorted(numbers)[min(len(numbers) - 1, int(f * len(numbers)))] if numbers else 0


def cycles(files):
    uses = {}
    for f in files:
        uses.setdefault(f.package, set()).update(f.uses)

    def reach(package, seen):
        for other in uses.get(package, ()):
            if other not in seen:
                seen.add(other)
                reach(other, seen)
        return seen

    return sorted(p for p in uses if p in reach(p, set()))


def row(what, value, aim, good):
    print(f"{'  ' if good else '! '}{what:<34}{value:<28}{aim}")


def transcripts(root):
    texts = [p for folder in ("transcripts", "resources") for p in (root / "src/test" / folder).rglob("*") if p.is_file()]
    return sum(p.read_bytes().count(b"\n") for p in texts)


def report(root, main, tests, longest):
    sizes = [f.lines for f in main]
    methods = [m for f in main for m, _ in f.methods]
    inner = [f for f in main if f.package not in API]
    print(f"  {'measure':<34}{'here':<28}aim")
    row("files, lines", f"{len(main)}, {sum(sizes)}", "", True)
    for what, f, aim in (("file: median", .5, 100), ("file: 90 of 100", .9, 300), ("file: longest", 1, 500)):
        row(what, str(quantile(sizes, f)), f"<= {aim}", quantile(sizes, f) <= aim)
    for what, f, aim in (("method: median", .5, 6), ("method: 90 of 100", .9, 20)):
        row(what, str(quantile(methods, f)), f"<= {aim}", quantile(methods, f) <= aim)
    over = share(sum(m > 60 for m in methods), len(methods))
    row("methods over 60 lines", f"{over:.1f} %", "<= 1 %", over <= 1)
    public = share(sum(f.public for f in inner), len(inner))
    row("public types, inner packages", f"{public:.0f} %", "<= 50 %", public <= 50)
    comments = share(sum(f.comments for f in main), sum(f.filled for f in main))
    row("comment lines", f"{comments:.0f} %", "12 to 25 %", 12 <= comments <= 25)
    row("packages in a cycle", ", ".join(cycles(main)) or "none", "none", not cycles(main))
    ratio = sum(f.lines for f in tests) / max(1, sum(sizes))
    row("test lines per line of code", f"{ratio:.2f}", ">= 1.0", ratio >= 1)
    if ratio < 1:
        print(f"    reason: one driver serves whole suites (DVC twins, kill points, pty), and what runs is data: {transcripts(root)} lines of transcripts and tables, not counted")
    sleeps = sum(len(re.findall(r"\bThread\.sleep\(|\bTimeUnit\.\w+\.sleep\(|@Disabled", f.code)) for f in tests)
    row("sleeps and @Disabled in tests", str(sleeps), "0", sleeps == 0)
    if longest:
        print("\n  longest files and methods")
        for f in sorted(main, key=lambda f: -f.lines)[:longest]:
            print(f"  {f.lines:5}  {f.name}")
        for lines, name, where in sorted(((m, n, f.name) for f in main for m, n in f.methods), reverse=True)[:longest]:
            print(f"  {lines:5}  {where} {name}")


def main(args):
    longest = int(args.pop(args.index("--longest") + 1)) if "--longest" in args else 0
    folders = [a for a in args if not a.startswith("-")]
    root = Path(folders[0]) if folders else Path(__file__).resolve().parent.parent
    report(root, sources(root / "src/main/java"), sources(root / "src/test/java"), longest)


main(sys.argv[1:])
