"""The command line's entry point: errors become a sentence and an exit code."""

import errno
import gc
import importlib
import json
import os
import signal
import sys
from typing import NoReturn

from mlwright.errors import MlwrightError

INTERRUPTED = 130
UNEXPECTED = 3
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
IN_STEPS = ("run", "profile", "spec", "script", "config", "train", "gate", "report")
"""Commands whose finished steps are kept when they are stopped."""
SHORT = ("review", "profile")
"""Commands that end before their garbage would matter."""
KEPT = "; finished steps are kept, the same command goes on from there"


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
        if sys.argv[1:2] and sys.argv[1] in SHORT:
            # they make many small objects and few circles: looking for these less often saves a tenth of the time
            gc.set_threshold(50_000, 20, 20)
        code = _review(sys.argv[1:])
        if code is None:
            code = _any_command()
            if sys.argv[1:2] != ["profile"]:
                return code
        _leave(code)
    except MlwrightError as error:
        _tell(error.message, error.hint, type(error).__name__)
        return error.exit_code
    except KeyboardInterrupt:
        kept = KEPT if sys.argv[1:2] and sys.argv[1] in IN_STEPS else ""
        print(f"stopped{kept}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output is gone; keep the interpreter from complaining about it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if isinstance(error, OSError) and error.errno in FULL:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _tell(f"cannot write: {error.strerror}", "make room, or write elsewhere", "InputError")
            return 2
        if os.environ.get("ML_DEBUG"):
            # only faults need it, and every start would pay
            importlib.import_module("traceback").print_exc()
        _tell(
            f"unexpected {type(error).__name__}: {_plain(str(error)[:500])}",
            "this is a fault of mlwright; ML_DEBUG=1 shows where it arose",
            type(error).__name__,
        )
        return UNEXPECTED


def _plain(text: str) -> str:
    """Text of any origin without what a terminal would obey."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "�" for sign in text)


def _review(words: list[str]) -> int | None:
    """Review without click, whose import takes as long as a review; None for other commands, help and faulty lines."""
    if words[:1] != ["review"]:
        return None
    command = importlib.import_module("mlwright.leakage.command")
    asked = command.parse(words[1:])
    return None if asked is None else int(command.run(*asked))


def _leave(code: int) -> NoReturn:
    """End at once: taking the objects of a review or a profile apart one by one would cost as much as a small one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _any_command() -> int:
    click = importlib.import_module("click")
    cli = importlib.import_module("mlwright.cli").cli
    try:
        result = cli.main(standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as error:
        return int(error.exit_code)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None


def _tell(message: str, hint: str, kind: str) -> None:
    """The failure on standard error, and as JSON on standard output where a program asked for JSON."""
    if "--json" in sys.argv:
        print(json.dumps({"error": {"kind": kind, "message": message, "hint": hint}}, ensure_ascii=False))
    print(f"error: {message}", file=sys.stderr)
    if hint:
        print(f"  → {hint}", file=sys.stderr)


if __name__ == "__main__":
    main()
