"""The command line's entry point: errors become a sentence and an exit code."""

import json
import os
import signal
import sys
import traceback
from typing import NoReturn

import click

from mlwright.cli import cli
from mlwright.errors import MlwrightError

INTERRUPTED = 130
UNEXPECTED = 3


def main() -> NoReturn:
    """Run a command; exit 0 fine, 1 gate or run failed, 2 usage or bad input, 130 stopped by the user."""
    # whoever stops us means the children too: the interrupt ends them and removes what is unfinished
    signal.signal(signal.SIGTERM, _stop)
    sys.exit(_code())


def _stop(*_: object) -> None:
    # a job started in the background ignores interrupts; asked to end, it must not
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def _code() -> int:
    try:
        result = cli.main(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except MlwrightError as error:
        _tell(error.message, error.hint, type(error).__name__)
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped; finished steps are kept, the same command goes on from there", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output is gone; keep the interpreter from complaining about it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("ML_DEBUG"):
            traceback.print_exc()
        _tell(
            f"unexpected {type(error).__name__}: {str(error)[:500]}",
            "this is a fault of mlwright; ML_DEBUG=1 shows where it arose",
            type(error).__name__,
        )
        return UNEXPECTED


def _tell(message: str, hint: str, kind: str) -> None:
    """The failure on standard error, and as JSON on standard output where a program asked for JSON."""
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": {"kind": kind, "message": message, "hint": hint}}, ensure_ascii=False))
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"  → {hint}", err=True)


if __name__ == "__main__":
    main()
