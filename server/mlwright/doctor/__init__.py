"""What is installed, what is missing, what that costs, and the line that mends it."""

from concurrent.futures import ThreadPoolExecutor

from mlwright.doctor.hosts import examine_hosts, examine_plugin
from mlwright.doctor.item import Item, table
from mlwright.doctor.libraries import examine_libraries
from mlwright.doctor.programs import examine_programs
from mlwright.doctor.serving import probe_server

__all__ = ["Item", "checkup", "healthy", "table"]


def checkup() -> list[Item]:
    """Python, libraries, programs, the server and the hosts; only `--version` and our own server are run."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        # each waits for programs that start; side by side they take as long as the slowest
        answer, seen = pool.submit(probe_server), pool.submit(examine_hosts)
        return [*examine_libraries(), *examine_programs(), answer.result(), examine_plugin(), *seen.result()]


def healthy(items: list[Item]) -> bool:
    """Whether all that is required is there."""
    return all(item.ok or not item.required for item in items)
