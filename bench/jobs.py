"""The jobs: what is done, by whom, and how one sees that it was done right. Numbers P1 to P13 are rows of the README here."""

import contextlib
import hashlib
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import time
from pathlib import Path

from measure import BUCKET, Entrant, Took, Wrong, expect, presigned

KIB, MIB = 1 << 10, 1 << 20


# ---- data --------------------------------------------------------------------------------------------------------------

def files(folder, count, size, seed=1):
    """Makes `count` files of `size` random bytes in `folder`, in one flat directory."""
    folder.mkdir(parents=True)
    source = random.Random(seed)
    for i in range(count):
        (folder / f"{i:07d}").write_bytes(source.randbytes(size))
    return folder


def big(path, size, seed=2):
    source = random.Random(seed)
    with open(path, "wb") as out:
        for start in range(0, size, MIB):
            out.write(source.randbytes(min(MIB, size - start)))
    return path


def copy(source, target):
    """Not linked: each tool has files of its own."""
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(source, target)


def md5(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "md5").hexdigest()


def tree_is(folder, data):
    """The same names with the same bytes; of many files each thousandth is read."""
    names = sorted(os.listdir(data))
    expect(sorted(os.listdir(folder)) == names, f"{folder} has other names than {data}")
    for name in names[:: 1 + len(names) // 1000]:
        expect((folder / name).read_bytes() == (data / name).read_bytes(), f"{folder / name} has wrong bytes")


def objects_are(store, data):
    """A store of DVC's layout has each file of `data`, and a tree."""
    names = sorted(os.listdir(data))
    found = sum(len(entry) for _, _, entry in os.walk(store / "files/md5"))
    expect(found == len(names) + 1, f"{store} has {found} objects, not {len(names) + 1}")
    for name in names[:: 1 + len(names) // 1000]:
        digest = md5(data / name)
        expect((store / "files/md5" / digest[:2] / digest[2:]).stat().st_size == (data / name).stat().st_size, f"{digest} is missing")


class Shared:
    """A folder that is made once and in which all rounds are run: what is measured changes nothing there."""

    def __init__(self, make):
        self.make, self.folder = make, None

    def prepare(self, folder):
        if self.folder: return
        self.make(folder)
        self.folder = folder

    def run(self, *argv):
        return lambda world, entrant, folder: world.time(argv, self.folder, entrant.env)


class Jobs:
    """Each public method is a job: given a size it returns its entrants. Data is made once a size and shared by all."""

    def __init__(self, world, rivals):
        self.world, self.tools = world, world.tools
        self.rivals = rivals
        self.made = {}

    def has(self, name):
        return name in self.rivals and getattr(self.tools, name.replace("-", "_"))

    def data(self, kind, count, size):
        key = (kind, count, size)
        if key not in self.made:
            folder = self.world.new(f"data-{kind}-{count}")
            self.made[key] = files(folder / "d", count, size) if kind == "files" else big(folder / "d", size)
        return self.made[key]

    # ---- a project -------------------------------------------------------------------------------------------------

    def project(self, program, folder, **links):
        self.world.sh(["git", "init", "-q"], folder)
        self.world.sh([program, "init", "-q"], folder)
        if links.get("cache"):
            self.world.sh([program, "config", "cache.type", links["cache"]], folder)

    def with_git(self, data, *then):
        """A repository of Git in which `data` lies, and what commands of Git have done there."""
        def prepare(folder):
            self.world.sh(["git", "init", "-q"], folder)
            copy(data, folder / "d")
            for words in then: self.world.sh(["git", *words], folder)
        return prepare

    def committed(self, data):
        return self.with_git(data, ["add", "d"], ["commit", "-qm", "all"])

    def remote(self, folder, endpoint):
        with open(folder / ".dvc/config", "a") as config:
            config.write(f"[core]\n    remote = m\n['remote \"m\"']\n    url = s3://{BUCKET}/{folder.name}\n    endpointurl = {endpoint}\n")

    def on_server(self, folder):
        return self.world.s3_folder / "data" / BUCKET / folder.name

    def added(self, data, endpoint=None, cache=None):
        """A project in which `data` is tracked. DVC gets what jdvc made: they are interchangeable, and this is faster."""
        def prepare(folder):
            self.project(self.tools.jdvc, folder, cache=cache)
            if endpoint: self.remote(folder, endpoint)
            copy(data, folder / "d")
            self.world.sh([self.tools.jdvc, "add", "-q", "d"], folder)
        return prepare

    def pushed(self, data, endpoint, cache=None):
        """The same, when it is on the remote and nowhere else."""
        add = self.added(data, endpoint, cache)

        def prepare(folder):
            add(folder)
            self.world.sh([self.tools.jdvc, "push", "-q"], folder)
            os.rename(folder / "d", folder / "away")
            os.rename(folder / ".dvc/cache", folder / ".dvc/tmp/away")
        return prepare

    def dvc_like(self, verb, **parts):
        """jdvc, its other builds and DVC, with the same words."""
        entrants = [Entrant(name, lambda folder, p=program: [p, *verb], **parts) for name, program in self.tools.builds().items()]
        if self.has("dvc"): entrants.append(Entrant("dvc", lambda folder: [self.tools.dvc, *verb], **parts))
        return entrants

    # ---- P1, P2: add -----------------------------------------------------------------------------------------------

    def add_big(self, size):
        """P1: add one big file, by copy"""
        data = self.data("big", 1, size)
        digest = md5(data)

        def prepare(folder):
            self.project(self.tools.jdvc, folder)
            copy(data, folder / "d")

        def check(folder, _):
            expect(digest in (folder / "d.dvc").read_text(), "d.dvc has another hash")
            expect((folder / ".dvc/cache/files/md5" / digest[:2] / digest[2:]).stat().st_size == size, "the object is missing")
        entrants = self.dvc_like(["add", "d"], prepare=prepare, check=check)
        entrants.append(Entrant("floor md5sum", lambda f: ["md5sum", data]))
        entrants.append(Entrant("floor cp", lambda f: ["cp", data, f / "d"]))
        return entrants + self.others_add(data)

    def add_many(self, count):
        """P2: add many files of 4 KiB, by copy"""
        data = self.data("files", count, 4 * KIB)

        def prepare(folder):
            self.project(self.tools.jdvc, folder)
            copy(data, folder / "d")
        entrants = self.dvc_like(["add", "d"], prepare=prepare, check=lambda folder, _: objects_are(folder / ".dvc/cache", data))
        entrants.append(Entrant("floor C", lambda f: [self.tools.floor, "add", data, f / "cache"],
                                check=lambda f, out: expect(out.strip() == str(count), out)))
        return entrants + self.others_add(data)

    def add_many_synced(self, count):
        """P2 as by default, where what is saved outlives a power cut; the floor syncs as often"""
        entrants = [e for e in self.add_many(count) if e.name in self.tools.builds()]
        for each in entrants: each.env = {"JDVC_DURABILITY": "batch"}
        data = self.data("files", count, 4 * KIB)
        return entrants + [Entrant("floor C + sync", lambda f: [self.tools.floor, "add", data, f / "cache", "sync"])]

    def others_add(self, data):
        git = self.with_git(data)

        def lfs(folder):
            git(folder)
            self.world.sh(["git", "lfs", "install", "--local"], folder)
            (folder / ".gitattributes").write_text("d filter=lfs -text\nd/** filter=lfs -text\n")

        def restic(folder):
            copy(data, folder / "d")
            self.world.sh(["restic", "init", "-q", "-r", folder / "repo"], folder)
        entrants = []
        if self.has("git"): entrants.append(Entrant("git", lambda f: ["git", "add", "d"], git))
        if self.has("git-lfs"): entrants.append(Entrant("git-lfs", lambda f: ["git", "add", "d"], lfs))
        if self.has("restic"): entrants.append(Entrant("restic", lambda f: ["restic", "-q", "-r", f / "repo", "backup", "d"], restic))
        return entrants

    # ---- P3, P4: status --------------------------------------------------------------------------------------------

    def status(self, count):
        """P3: status, nothing changed"""
        data = self.data("files", count, 4 * KIB if count < 1_000_000 else 64)
        add = self.added(data)

        def known_to_dvc(folder):
            add(folder)
            self.world.sh([self.tools.dvc, "status"], folder)
        entrants, projects = self.dvc_like(["status"], check=lambda f, out: expect("up to date" in out, out)), {}
        for each in entrants:
            project = projects[each.name] = Shared(known_to_dvc if each.name == "dvc" else add)
            each.prepare, each.run = project.prepare, project.run(*each.argv(None))
        ours = projects["jdvc"]
        entrants.append(Entrant("floor find", None, run=ours.run("find", "d", ".dvc/cache/files", "-printf", "%i %s %T@ %C@\n")))
        entrants.append(Entrant("floor C stat", None, run=ours.run(self.tools.floor, "stat", "d", ".dvc/cache/files")))
        if self.has("git"):
            repository = Shared(self.committed(data))
            entrants.append(Entrant("git", None, repository.prepare, run=repository.run("git", "status")))
        return entrants

    def and_empty_jvm(self, entrants):
        return entrants + [Entrant("floor empty JVM", lambda f: self.tools.empty_jvm)]

    def status_one(self, _):
        """P4: status of a project of one file"""
        data = self.data("files", 1, 100)

        def prepare(folder):
            self.added(data / "0000000")(folder)
            self.world.sh([self.tools.jdvc, "status"], folder)
        return self.and_empty_jvm(self.dvc_like(["status"], prepare=prepare, check=lambda f, out: expect("up to date" in out, out)))

    def add_one(self, _):
        """P4: add one small file, as durably as by default"""
        data = self.data("files", 1, 100)

        def prepare(folder):
            self.project(self.tools.jdvc, folder)
            copy(data / "0000000", folder / "d")
        entrants = self.dvc_like(["add", "d"], prepare=prepare, env={"JDVC_DURABILITY": "batch"},
                                 check=lambda f, _: expect(md5(data / "0000000") in (f / "d.dvc").read_text(), "another hash"))
        return self.and_empty_jvm(entrants)

    # ---- P5: checkout ----------------------------------------------------------------------------------------------

    def checkout(self, count):
        """P5: checkout of a directory that is not there, by copy"""
        return self.checking_out(count, None, ["cp", "-r"])

    def checkout_linked(self, count):
        """P5: the same with hard links"""
        return self.checking_out(count, "hardlink", ["cp", "-rl"])

    def checking_out(self, count, cache, floor):
        data = self.data("files", count, 4 * KIB)

        def prepare(folder):
            self.added(data, cache=cache)(folder)
            os.rename(folder / "d", folder / "away")
        entrants = self.dvc_like(["checkout", "-q"], prepare=prepare, check=lambda f, _: tree_is(f / "d", data))
        commit = self.committed(data)

        def git(folder):
            commit(folder)
            os.rename(folder / "d", folder / "away")
        if self.has("git") and not cache:
            entrants.append(Entrant("git", lambda f: ["git", "checkout", "--", "d"], git, check=lambda f, _: tree_is(f / "d", data)))
        entrants.append(Entrant(f"floor {' '.join(floor)}", lambda f: [*floor, data, f / "d"], check=lambda f, _: tree_is(f / "d", data)))
        return entrants

    # ---- P6, P7: push and pull -------------------------------------------------------------------------------------

    def push(self, count):
        """P6: push many files of 16 KiB"""
        data, at = self.data("files", count, 16 * KIB), self.world.s3()
        entrants = self.dvc_like(["push"], prepare=self.added(data, at), check=lambda f, _: objects_are(self.on_server(f), data))
        return entrants + self.copiers(data, at, lambda f: f"{data}/", lambda f: f"{BUCKET}/{f.name}/d",
                                       lambda f, _: tree_is(self.on_server(f) / "d", data))

    def pull(self, count):
        """P6: pull many files of 16 KiB"""
        data, at = self.data("files", count, 16 * KIB), self.world.s3()

        def plain(folder):
            copy(data, self.on_server(folder) / "d")
        entrants = self.dvc_like(["pull"], prepare=self.pushed(data, at), check=lambda f, _: tree_is(f / "d", data))
        copiers = self.copiers(data, at, lambda f: f"{BUCKET}/{f.name}/d", lambda f: f / "d", lambda f, _: tree_is(f / "d", data))
        for each in copiers: each.prepare = plain
        return entrants + copiers

    def copiers(self, data, at, source, target, check):
        """Tools that copy files to and from S3, and neither hash nor track them."""
        entrants = []
        s3 = lambda place, scheme: f"{scheme}{place}" if str(place).startswith(f"{BUCKET}/") else str(place)
        if self.has("rclone"):
            remote = f":s3,provider=Other,env_auth=true,region=us-east-1,endpoint='{at}':"
            entrants.append(Entrant("rclone", lambda f: ["rclone", "copy", "--transfers", "32", "--checkers", "32", "--config", "/dev/null",
                                                         s3(source(f), remote), s3(target(f), remote)], check=check))
        if self.has("s5cmd"):
            star = lambda place: s3(place, "s3://").rstrip("/") + "/*"
            entrants.append(Entrant("s5cmd", lambda f: ["s5cmd", "--endpoint-url", at, "cp", star(source(f)), s3(target(f), "s3://") + "/"], check=check))
        if self.has("aws"):
            entrants.append(Entrant("aws", lambda f: ["aws", "--endpoint-url", at, "s3", "sync", "--only-show-errors",
                                                      s3(source(f), "s3://"), s3(target(f), "s3://")], check=check))
        return entrants

    def push_big(self, size):
        """P7: push one big object"""
        data, at = self.data("big", 1, size), self.world.s3()
        digest = md5(data)
        stored = lambda f: self.on_server(f) / "files/md5" / digest[:2] / digest[2:]
        entrants = self.dvc_like(["push"], prepare=self.added(data, at, cache="hardlink"), check=lambda f, _: expect(md5(stored(f)) == digest, "wrong bytes"))
        arrived = lambda f, _: expect(md5(self.on_server(f) / "d") == digest, "wrong bytes")
        entrants.append(Entrant("floor curl -T", lambda f: ["curl", "-sSf", "-T", data, presigned("PUT", at, f"{f.name}/d")], check=arrived))
        if self.has("aws"):
            entrants.append(Entrant("aws", lambda f: ["aws", "--endpoint-url", at, "s3", "cp", "--only-show-errors", data, f"s3://{BUCKET}/{f.name}/d"], check=arrived))
        return entrants

    def pull_big(self, size):
        """P7: pull one big object, which is verified"""
        data, at = self.data("big", 1, size), self.world.s3()
        digest = md5(data)

        def plain(folder):
            self.on_server(folder).mkdir(parents=True)
            copy(data, self.on_server(folder) / "d")
        right = lambda f, _: expect(md5(f / "d") == digest, "wrong bytes")
        entrants = self.dvc_like(["pull"], prepare=self.pushed(data, at, cache="hardlink"), check=right)
        entrants.append(Entrant("floor curl", lambda f: ["curl", "-sSf", "-o", f / "d", presigned("GET", at, f"{f.name}/d")], plain, right))
        entrants.append(Entrant("floor md5sum", lambda f: ["md5sum", data]))
        return entrants

    # ---- P8, and slow lines ----------------------------------------------------------------------------------------

    def push_nothing(self, count):
        """P8: push with nothing to do, 50 ms from the server; the limit is in waits of 50 ms"""
        data = self.data("files", count, 64)
        line = self.world.slow_line(50)

        def prepare(folder):
            self.added(data, line, cache="hardlink")(folder)
            shutil.copytree(folder / ".dvc/cache/files", self.on_server(folder) / "files", copy_function=os.link)

        def run(world, entrant, folder):
            before = world.requests()
            took = world.time(entrant.argv(folder), folder, entrant.env)
            asked = world.requests() - before
            expect(asked < count / 100 + 400, f"{asked} requests to learn that nothing is missing")
            took.note = f"{asked} requests, {took.wall / 0.05:.0f} latencies; limit {count / 1000 / 64 + 4:.0f}"
            return took
        entrants = self.dvc_like(["push"], prepare=prepare, check=lambda f, out: expect("up to date" in out, out))
        for each in entrants: each.run = run
        return entrants

    def push_far(self, count):
        """Push many files of 16 KiB over 50 ms: no faster than jobs / latency, which is 32 at a time"""
        data, line = self.data("files", count, 16 * KIB), self.world.slow_line(50)
        return self.dvc_like(["push"], prepare=self.added(data, line), check=lambda f, _: objects_are(self.on_server(f), data))

    def push_big_far(self, size):
        """Push one big object over 50 ms and 400 Mbit/s"""
        data, line = self.data("big", 1, size), self.world.slow_line(50, 400)
        entrants = self.dvc_like(["push"], prepare=self.added(data, line, cache="hardlink"))
        entrants.append(Entrant("floor curl -T", lambda f: ["curl", "-sSf", "-T", data, presigned("PUT", line, f"{f.name}/d")]))
        return entrants

    # ---- P9: memory ------------------------------------------------------------------------------------------------

    def memory(self, count):
        """P9: add and status of many files in 512 MiB, file system cache included"""
        data = self.data("files", count, 256)

        def prepare(folder):
            self.project(self.tools.jdvc, folder)
            copy(data, folder / "d")
        return [e for name in ("add", "status") for e in self.boxed(name, ["add", "d"] if name == "add" else ["status"],
                                                                     prepare if name == "add" else self.added(data))]

    def memory_big(self, size):
        """P9: add of one sparse object by hard link: memory does not depend on its size"""
        def prepare(folder):
            self.project(self.tools.jdvc, folder, cache="hardlink")
            with open(folder / "d", "wb") as out: out.truncate(size)
        return self.boxed("add", ["add", "d"], prepare)

    def boxed(self, name, verb, prepare):
        limit = 512 * MIB
        group = Path("/sys/fs/cgroup/memory") / f"jdvc-bench-{os.getpid()}"

        def run(world, entrant, folder):
            try:
                group.mkdir(exist_ok=True)
                (group / "memory.limit_in_bytes").write_text(str(limit))
                enter = lambda: (group / "cgroup.procs").write_text(str(os.getpid()))
            except OSError:
                enter = None  # no right to make one: the heap of such a container, and the peak is looked at
            try:
                took = world.time(entrant.argv(folder), folder, entrant.env, enter)
            finally:
                with contextlib.suppress(OSError): group.rmdir()
            expect(took.peak * KIB <= limit, f"{took.peak} KiB")
            took.note = ("in a cgroup of 512 MiB" if enter else "with the heap of 512 MiB") + f": {took.peak // KIB} MiB"
            return took
        return [Entrant("jdvc" if name == "add" else f"jdvc {name}", lambda f: [self.tools.jdvc, *verb], prepare, run=run,
                        env={"JDVC_HEAP": "256m"})]  # what the launcher takes in such a container

    # ---- P10, P11: start and the shell -----------------------------------------------------------------------------

    def version(self, _):
        """P10: --version"""
        return self.and_empty_jvm(self.dvc_like(["--version"]))

    def complete(self, count):
        """P10: __complete in a project of so many outputs"""
        data = self.data("files", count, 100)

        def make(folder):
            self.project(self.tools.jdvc, folder)
            copy(data, folder / "d")
            self.world.sh([self.tools.jdvc, "add", "-q", *(f"d/{name}" for name in sorted(os.listdir(data)))], folder)
        project = Shared(make)
        entrants = [Entrant(name, None, project.prepare, lambda f, out: expect(out.count("d/00") >= min(count, 20), out),
                            run=project.run(program, "__complete", "--", "checkout", "d/00")) for name, program in self.tools.builds().items()]
        return self.and_empty_jvm(entrants)

    def prompt(self, _):
        """P10: the first prompt of the shell"""
        data = self.data("files", 1, 100)
        entrants = [Entrant(name, lambda f, p=program: [p, "shell"], self.added(data), run=self.at_prompt)
                    for name, program in self.tools.builds().items()]
        return self.and_empty_jvm(entrants)

    def at_prompt(self, world, entrant, folder, then=None):
        child, terminal = pty.fork()
        if child == 0:
            try:
                os.chdir(folder)
                os.execve(entrant.argv(folder)[0], [str(a) for a in entrant.argv(folder)], {**world.env, **entrant.env})
            finally:
                os._exit(127)  # two of us must not go on
        try:
            begin = time.perf_counter()
            self.until(terminal, "❯")
            wall, note = time.perf_counter() - begin, ""
            if then: wall, note = then(terminal)
        finally:
            os.kill(child, signal.SIGHUP)
            os.close(terminal)
            _, _, used = os.wait4(child, 0)
        return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, note=note)

    @staticmethod
    def until(terminal, wanted, limit=60):
        """Reads until something is to be seen, whatever its colours."""
        seen, end = b"", time.perf_counter() + limit
        while wanted.encode() not in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", seen):
            if not select.select([terminal], [], [], max(0, end - time.perf_counter()))[0]:
                raise Wrong(f"no {wanted!r} within {limit} s in {seen[-500:]!r}")
            seen += os.read(terminal, 65536)

    def tab(self, count):
        """P11: Tab behind `checkout d/000001`, until the first candidate is there"""
        data = self.data("files", count, 64)
        project = Shared(self.added(data, cache="hardlink"))

        def press(terminal):
            took = []
            for word in ("checkout d/000001", "checkout d/000002"):  # ten candidates each
                os.write(terminal, word.encode())
                self.until(terminal, word[-1])
                begin = time.perf_counter()
                os.write(terminal, b"\t")
                self.until(terminal, word[-6:] + "0")
                took.append(time.perf_counter() - begin)
                os.write(terminal, b"\x03")
                self.until(terminal, "❯")
            return took[0], f"the second {took[1] * 1000:.0f} ms"
        return [Entrant(name, lambda f, p=program: [p, "shell"], project.prepare, run=lambda w, e, f: self.at_prompt(w, e, project.folder, press))
                for name, program in self.tools.builds().items()]

    # ---- P12: history ----------------------------------------------------------------------------------------------

    def versions(self, commits):
        """P12: versions of a path in so many commits, of which a tenth changed it"""
        def make(folder):
            self.project(self.tools.jdvc, folder)
            stream = []
            for i in range(commits):
                changed = f"outs:\n- md5: {i // 10:032x}\n  size: {i}\n  hash: md5\n  path: d\n" if i % 10 == 0 else f"code {i}\n"
                name = "d.dvc" if i % 10 == 0 else "code.py"
                stream.append(f"commit refs/heads/main\ncommitter bench <bench@localhost> {1_700_000_000 + 60 * i} +0000\n"
                              f"data {len(str(i))}\n{i}\nM 100644 inline {name}\ndata {len(changed)}\n{changed}\n")
            (folder / "stream").write_text("".join(stream))
            self.world.sh(["sh", "-c", "git fast-import --quiet <stream && rm stream && git reset -q --hard"], folder)
        project = Shared(make)
        entrants = [Entrant(name, None, project.prepare, lambda f, out: expect(out.count('"rev"') + out.count("commit") >= commits // 10, out[:300]),
                            run=project.run(program, "versions", "d", "--json")) for name, program in self.tools.builds().items()]
        return entrants + [Entrant("floor git log", None, run=project.run("git", "log", "--format=%H", "--", "d.dvc"))]


# What each job is run with: sizes when small, sizes when full. A job with several full sizes is watched for its growth (P13).
SIZES = {
    "version": ([0], [0]), "status_one": ([0], [0]), "add_one": ([0], [0]), "prompt": ([0], [0]), "complete": ([100], [100]),
    "add_big": ([8 * MIB], [2048 * MIB]), "add_many": ([200], [10_000, 100_000]), "add_many_synced": ([200], [10_000]),
    "status": ([200], [10_000, 100_000, 1_000_000]), "checkout": ([200], [10_000, 100_000]), "checkout_linked": ([200], [10_000, 100_000]),
    "push": ([100], [1_000, 10_000]), "pull": ([100], [1_000, 10_000]), "push_big": ([72 * MIB], [2048 * MIB]), "pull_big": ([72 * MIB], [2048 * MIB]),
    "push_nothing": ([100], [10_000, 100_000]), "push_far": ([64], [1_000]), "push_big_far": ([72 * MIB], [512 * MIB]),
    "memory": ([200], [100_000]), "memory_big": ([64 * MIB], [20 << 30]), "tab": ([200], [100_000]), "versions": ([100], [1_000, 10_000]),
}
