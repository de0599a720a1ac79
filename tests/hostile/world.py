"""A folder that the server may use, what lies beside it that it must not, and programs that must never run."""

import hashlib
import os
import secrets
import socket
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.leakage.repositories import ENVIRONMENT, commit, repository, write
from tests.leakage.repositories import git as run_git

LEAKY = """import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

frame = pd.read_csv("people.csv")
scaled = StandardScaler().fit_transform(frame.drop(columns=["left"]))
train, test, y_train, y_test = train_test_split(scaled, frame["left"])
print(LogisticRegression().fit(train, y_train).score(test, y_test))
"""
FONTS = (".cache/matplotlib", ".config/matplotlib")
"""Where a library that the server draws with keeps its list of fonts: the only writing in a home."""
Seen = dict[str, tuple[int, int, int, str]]


class World:
    """`root` is served. The token stands outside it as content, column, file name, code and commit message."""

    def __init__(self, base: Path) -> None:
        self.base = base.resolve()
        self.token = f"canary{secrets.token_hex(8)}"
        self.root = self.base / "root"
        self.twin = self.base / "root-twin"
        self.outside = self.base / "outside"
        self.home = self.base / "home"
        self.mark = self.base / "marks" / "ran"
        self.fonts = [self.home / place for place in FONTS]
        for folder in (self.root, self.twin, self.outside, self.home, self.mark.parent, *self.fonts):
            folder.mkdir(parents=True)
        self.secret = self.outside / "secret.csv"
        self.program = write(self.base / "programs", "planted.sh", f"#!/bin/sh\necho ran >> '{self.mark}'\nexit 0\n")
        self.program.chmod(0o755)
        self._fill_outside()
        self._fill_root()
        self._link()

    def _fill_outside(self) -> None:
        rows = "".join(f"{self.token},{number},{'yes' if number % 3 else 'no'}\n" for number in range(60))
        for folder in (self.outside, self.twin, self.home):
            write(folder, "secret.csv", f"name,{self.token}_column,left\n{rows}")
            write(folder, f"{self.token}.csv", f"name,{self.token}_column,left\n{rows}")
        write(self.outside, "precious.txt", f"{self.token} must stay\n")
        write(self.outside, "papers/handoff.json", f'{{"slug": "x", "source": "{self.token}"}}')
        repository(self.outside / "repo", **{"secret": LEAKY, self.token: LEAKY})
        commit(self.outside / "repo", self.token, **{"secret": LEAKY * 2, self.token: LEAKY * 2})

    def _fill_root(self) -> None:
        write(self.root, "people.csv", people())
        write(self.root, "notes.md", "# notes\n")
        repository(self.root, train=LEAKY)
        commit(self.root, "second", train=LEAKY.replace("frame", "table"))
        for key in ("core.fsmonitor", "diff.external", "diff.evil.textconv", "filter.evil.clean", "core.pager"):
            run_git(self.root, "config", key, str(self.program))
        write(self.root, ".gitattributes", "*.py diff=evil filter=evil\n")
        hook = write(self.root, ".git/hooks/post-index-change", self.program.read_bytes())
        hook.chmod(0o755)
        # names that an interpreter or a library would pick up from the current folder
        code = f"open({str(self.mark)!r}, 'a').write('ran')\n"
        for name in ("sitecustomize", "usercustomize", "conftest", "setup", "pandas", "duckdb", "mlwright", "yaml"):
            write(self.root, f"{name}.py", code)
        write(self.root, "model.pkl", self.pickle())
        write(self.root, "model.csv", self.pickle())
        write(self.root, "git", self.program.read_bytes()).chmod(0o755)

    def _link(self) -> None:
        (self.root / "link.csv").symlink_to(self.secret)
        (self.root / "named.csv").symlink_to(self.outside / f"{self.token}.csv")
        (self.root / "chain.csv").symlink_to(self.root / "link.csv")
        (self.root / "linked").symlink_to(self.outside)
        (self.root / "up").symlink_to("..")
        (self.root / "loop").symlink_to(self.root / "loop")
        (self.root / "dangling.csv").symlink_to(self.outside / "absent.csv")
        (self.root / "zero").symlink_to("/dev/zero")
        (self.root / "environ").symlink_to("/proc/self/environ")
        os.mkfifo(self.root / "pipe")
        here = Path.cwd()
        os.chdir(self.root)  # the name of a socket must be short
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket")
        os.chdir(here)

    def pickle(self) -> bytes:
        """A pickle that leaves the mark when it is loaded."""
        call = f"echo ran >> '{self.mark}'"
        return b"cos\nsystem\n(S" + repr(call).encode() + b"\ntR."

    def ran(self) -> bool:
        """Whether any planted program ran since the last question."""
        found = self.mark.exists()
        self.mark.unlink(missing_ok=True)
        return found

    def plainly(self, *arguments: str, where: Path | None = None) -> None:
        """An ordinary git command in the served repository, which may fail."""
        subprocess.run(
            ["git", *arguments],
            cwd=where or self.root,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20,
        )

    def beyond(self) -> Seen:
        """Everything outside the root: kind, size, time of change and content."""
        return {
            str(path): _seen(path)
            for folder in (self.base, *(item for item in self.base.iterdir() if item != self.root))
            for path in ([folder] if folder == self.base else [folder, *folder.rglob("*")])
            if not any(path.is_relative_to(place) for place in self.fonts)
        }


def people(rows: int = 60) -> str:
    """A small table in which `left` follows from `calls` and `plan`."""
    lines = ["customer,calls,plan,left"]
    for number in range(rows):
        calls, plan = number * 7 % 11, "ab"[number * 5 % 3 % 2]
        left = "yes" if calls + 3 * (plan == "a") + (number * 31 % 17) / 4 > 8 else "no"
        lines.append(f"c{number:03d},{calls},{plan},{left}")
    return "\n".join(lines) + "\n"


def _seen(path: Path) -> tuple[int, int, int, str]:
    held = path.lstat()
    text = ""
    if stat.S_ISREG(held.st_mode):
        with suppress(OSError):
            text = hashlib.sha256(path.read_bytes()).hexdigest()
    elif stat.S_ISLNK(held.st_mode):
        text = str(path.readlink())
    return held.st_mode, 0 if stat.S_ISDIR(held.st_mode) else held.st_size, held.st_mtime_ns, text
