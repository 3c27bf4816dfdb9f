"""Runs programs and keeps what they took: wall, CPU, memory. And what stands around them: a floor, a server, a slow line."""

import hashlib
import hmac
import json
import os
import shutil
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
BUCKET = "bench"
ACCESS, SECRET, REGION = "lablab", "lablablab", "us-east-1"
PATIENCE = 3600  # seconds that a single run may take


@dataclass
class Entrant:
    """One way to do a job. Its folder is new in each round; `prepare` fills it, `check` raises if the result is wrong.

    Called `jdvc`, it is what is measured; called `floor …`, it is what the machine takes; all others are rivals.
    """

    name: str
    argv: Callable[[Path], list]
    prepare: Callable[[Path], None] = lambda folder: None
    check: Callable[[Path, str], None] = lambda folder, out: None
    env: dict = field(default_factory=dict)
    run: Callable[["World", "Entrant", Path], "Took"] = None


@dataclass
class Took:
    wall: float
    cpu: float
    peak: int  # KiB
    out: str = ""
    note: str = ""


class Wrong(Exception):
    """A program failed, or did not do what it was asked to."""


def expect(condition, words):
    if not condition:
        raise Wrong(words)


class World:
    """A new folder in which everything happens, and an environment in which nothing of the user's is seen."""

    def __init__(self, folder, tools):
        self.folder = Path(folder)
        self.tools = tools
        self.home = self.folder / "home"
        self.home.mkdir(parents=True)
        keep = {k: os.environ[k] for k in ("PATH", "JAVA_HOME", "JDVC_JAVA", "JDVC_LAB") if k in os.environ}
        self.env = {
            **keep, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "DVC_NO_ANALYTICS": "1", "JDVC_DURABILITY": "off",
            "AWS_ACCESS_KEY_ID": ACCESS, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true", "RESTIC_PASSWORD": "bench", "TERM": "xterm-256color",
        }
        (self.home / ".gitconfig").write_text("[user]\n name = bench\n email = bench@localhost\n[init]\n defaultBranch = main\n"
                                              "[gc]\n auto = 0\n[advice]\n detachedHead = false\n")
        self.servers = []
        self._s3 = None
        self._count = 0

    def new(self, name):
        self._count += 1
        path = self.folder / f"{self._count:04d}-{name.replace(' ', '-').replace('/', '-')}"
        path.mkdir()
        return path

    def sh(self, argv, cwd, **env):
        """Runs something that is not measured."""
        done = subprocess.run([str(a) for a in argv], cwd=cwd, env={**self.env, **env}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE)
        expect(done.returncode == 0, f"{' '.join(map(str, argv))} ended with {done.returncode}: {done.stdout[-2000:]}")
        return done.stdout

    def time(self, argv, cwd, env, before_exec=None):
        """Runs something and says what it took, with all that it started and waited for."""
        log = cwd.parent / (cwd.name + ".out")
        with open(log, "wb") as out:
            begin = time.perf_counter()
            child = subprocess.Popen([str(a) for a in argv], cwd=cwd, env={**self.env, **env}, stdin=subprocess.DEVNULL,
                                     stdout=out, stderr=subprocess.STDOUT, preexec_fn=before_exec)
            watch = threading.Timer(PATIENCE, child.kill)
            watch.start()
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - begin
            watch.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        said = log.read_text(errors="replace")
        expect(child.returncode == 0, f"{' '.join(map(str, argv))} ended with {child.returncode}: {said[-2000:]}")
        return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss, said)

    def round(self, entrant, folder):
        if entrant.run:
            took = entrant.run(self, entrant, folder)
        else:
            took = self.time(entrant.argv(folder), folder, entrant.env)
        entrant.check(folder, took.out)
        return took

    def warm(self, program):
        """Lets the launcher make its archives, in the background as it does, before anything is measured."""
        self.sh([program, "--version"], self.folder)
        lock = Path(program).parent.parent / "target/jdvc-archive.lock"
        if lock.exists(): self.sh(["flock", lock, "true"], self.folder)

    # ---- servers ---------------------------------------------------------------------------------------------------

    def serve(self, kind, folder, *options):
        """Starts a server of the lab, which ends with its stdin, so with this program; returns what it says of itself."""
        server = subprocess.Popen([ROOT / "dev/s3", kind, folder, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                  env={**os.environ, "JDVC_LAB": str(self.tools.lab)})
        self.servers.append(server)
        said = dict(line.strip().split("=", 1) for line in server.stdout if "=" in line)
        expect("S3_ENDPOINT" in said, f"{kind} does not start")
        return said

    def s3(self):
        """Returns the endpoint of one S3 server for all jobs."""
        if not self._s3:
            self.s3_folder = self.folder / "s3"
            self._s3 = self.serve("versitygw", self.s3_folder, "--bucket", BUCKET)["S3_ENDPOINT"]
        return self._s3

    def slow_line(self, latency_ms, mbit=0):
        """Returns an endpoint that leads to the same server over a line that is so slow in each direction together."""
        api = self.serve("toxiproxy", self.folder / f"line-{latency_ms}-{mbit}")["S3_ENDPOINT"]
        made = self._post(api + "/proxies", {"name": "line", "listen": "127.0.0.1:0", "upstream": self.s3().split("//")[1], "enabled": True})
        self._post(api + "/proxies/line/toxics", {"type": "latency", "stream": "downstream", "attributes": {"latency": latency_ms}})
        if mbit:
            for stream in ("upstream", "downstream"):
                self._post(api + "/proxies/line/toxics", {"type": "bandwidth", "stream": stream, "attributes": {"rate": mbit * 125}})
        return "http://" + made["listen"]

    @staticmethod
    def _post(url, body):
        request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def requests(self):
        """Returns how many requests the S3 server has answered."""
        log = self.s3_folder / "access.log"
        return sum(1 for _ in open(log)) if log.exists() else 0

    def close(self):
        for server in self.servers:
            server.stdin.close()
        for server in self.servers:
            server.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def presigned(method, endpoint, key):
    """Returns an address that curl may use without knowing of signatures (AWS Signature Version 4, in the query)."""
    host = endpoint.split("//")[1]
    day, at = time.strftime("%Y%m%d", time.gmtime()), time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    scope = f"{day}/{REGION}/s3/aws4_request"
    path = quote(f"/{BUCKET}/{key}")
    query = "&".join(f"X-Amz-{k}={quote(v, safe='')}" for k, v in (
        ("Algorithm", "AWS4-HMAC-SHA256"), ("Credential", f"{ACCESS}/{scope}"), ("Date", at), ("Expires", "86400"), ("SignedHeaders", "host")))
    request = f"{method}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
    text = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key_bytes = b"AWS4" + SECRET.encode()
    for part in (day, REGION, "s3", "aws4_request"):
        key_bytes = hmac.new(key_bytes, part.encode(), hashlib.sha256).digest()
    return f"{endpoint}{path}?{query}&X-Amz-Signature={hmac.new(key_bytes, text.encode(), hashlib.sha256).hexdigest()}"


class Tools:
    """The programs of this machine, by name; None for one that is not here."""

    def __init__(self, work):
        lab = subprocess.run([ROOT / "dev/lab", "--print"], stdout=subprocess.PIPE, text=True, check=True).stdout
        known = dict(line.split("=", 1) for line in lab.split("\n") if "=" in line)
        self.lab = Path(known["LAB"])
        self.dvc = known.get("DVC3") or shutil.which("dvc")
        self.jdvc = ROOT / "bin/jdvc"
        self.others = {}  # other builds of jdvc, by name
        for name in ("git", "restic", "s5cmd", "rclone", "aws", "curl"):
            setattr(self, name, shutil.which(name))
        self.git_lfs = shutil.which("git-lfs")
        self.slow_line = bool(known.get("TOXIPROXY"))
        self.server = bool(known.get("VERSITYGW"))
        self.floor = work / "floor"
        subprocess.run(["cc", "-O2", "-o", self.floor, ROOT / "bench/floor.c", "-lm"], check=True)
        (work / "Empty.java").write_text("class Empty { public static void main(String[] args) {} }\n")
        subprocess.run(["javac", "-d", work, work / "Empty.java"], check=True)
        self.empty_jvm = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", work, "Empty"]

    def builds(self):
        """Returns jdvc and its other builds, by name."""
        return {"jdvc": self.jdvc, **self.others}
