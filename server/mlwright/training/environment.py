"""Where a run took place: interpreter, machine, libraries, revision."""

import os
import platform
import shutil
import subprocess
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

from mlwright.specs import Environment
from mlwright.training.revision import commit_at


def environment(folder: Path) -> Environment:
    """The present environment; `folder` is where a git repository is looked for."""
    return Environment(
        python=platform.python_version(),
        platform=platform.platform(),
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        memory_gib=_memory(),
        gpu=_gpu(),
        packages=dict(sorted({item.name.lower(): item.version for item in distributions() if item.name}.items())),
        git_commit=commit_at(folder),
        git_dirty=None,  # telling would need git, which runs filters and programs that a repository names
    )


def _cpu() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> float | None:
    with suppress(ValueError, OSError, AttributeError):
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    return None


def _gpu() -> str | None:
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        answer = subprocess.run(
            [program, "--query-gpu=name", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
        return answer.stdout.strip().splitlines()[0]
    return None
