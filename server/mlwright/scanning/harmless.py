"""Which globals of a pickle build values, which run code, and which nobody can vouch for."""

import re
from typing import Literal

Verdict = Literal["harmless", "unknown", "dangerous"]

_BUILTINS = (
    "set frozenset list dict tuple int float complex bytes bytearray str bool slice range object NoneType Ellipsis "
    "xrange long unicode"
)
EXACT = frozenset(
    (
        *(f"{module}.{name}" for module in ("builtins", "__builtin__") for name in _BUILTINS.split()),
        *(f"collections.{name}" for name in ("OrderedDict", "defaultdict", "deque", "Counter", "ChainMap")),
        *(f"datetime.{name}" for name in ("datetime", "date", "time", "timedelta", "timezone")),
        *(f"pathlib.{name}" for name in ("Path", "PosixPath", "WindowsPath", "PurePath", "PurePosixPath")),
        *(f"{m}.{n}" for m in ("copyreg", "copy_reg") for n in ("_reconstructor", "__newobj__", "__newobj_ex__")),
        "_codecs.encode",
        "decimal.Decimal",
        "fractions.Fraction",
        "uuid.UUID",
        "types.SimpleNamespace",
        "argparse.Namespace",
        "joblib.numpy_pickle.NumpyArrayWrapper",
        "joblib.numpy_pickle.NDArrayWrapper",
    )
)
FORMS = tuple(
    re.compile(form)
    for form in (
        r"numpy(?:\.ma|\.matrixlib)?(?:\._?core)?(?:\.(?:multiarray|numeric|core|_internal|defmatrix))?\."
        r"(?:_reconstruct|scalar|_frombuffer|ndarray|dtype"
        r"|matrix|MaskedArray|_mareconstruct|float\d+|u?int\d+|bool_?|str_|bytes_|datetime64|timedelta64|complex\d+|object_)",
        r"numpy\.(?:log|log1p|log2|log10|exp|expm1|sqrt|square|cbrt|abs|absolute|sign|sin|cos|tan|tanh|mean|median|sum)",
        r"numpy\.dtypes\.\w+DType",
        r"numpy\.random\.(?:_pickle\.__\w+_ctor|_\w+\.[A-Z]\w*|bit_generator\.(?:__pyx_unpickle_\w+|SeedSequence)|mtrand\.RandomState)",
        r"pandas(?:\.(?:core|_libs|tseries|arrays)(?:\.\w+)*)?\.(?:(?!Excel|HDF)[A-Z]\w*|_?new_[A-Z]\w*|_new_\w*Index|_unpickle_block"
        r"|__pyx_unpickle_\w+|_unpickle_timestamp|_timestamp_unpickle|_timedelta_unpickle|_nat_unpickle|_period_unpickle)",
        r"pyarrow\.lib\.(?:_restore_array|type_for_alias|py_buffer|chunked_array)",
        r"(?:sklearn|scipy|xgboost|lightgbm|catboost|statsmodels|imblearn|category_encoders)(?:\.\w+)*"
        r"\.(?:[A-Z]\w*|_?[A-Z]\w*|__pyx_unpickle_\w+|csr_matrix|csc_matrix|coo_matrix|csr_array|csc_array|new\w+|\w+_gen|rv_\w+_frozen)",
        r"torch\._utils\._rebuild_\w+|torch\._tensor\._rebuild_\w+|torch\.storage\._?[A-Z]\w*|torch\.\w+Storage",
        r"torch\.nn\.(?:modules|parameter|parallel|utils\.parametri[sz]ations)(?:\.\w+)*\.[A-Z]\w*",
        r"torch\.optim(?:\.\w+)*\.[A-Z]\w*|torch\.(?:Size|Tensor|device|dtype|Generator|b?float\d*|double|half|u?int\d+|long|bool)",
    )
)
# attributes that reach from a class to everything else
DOORS = ("__globals__", "__builtins__", "__subclasses__", "__class__", "__mro__", "__init__", "__getattribute__")
MODULES = frozenset(
    [
        "os",
        "posix",
        "nt",
        "posixpath",
        "ntpath",
        "subprocess",
        "_posixsubprocess",
        "sys",
        "builtins",
        "__builtin__",
        "importlib",
        "imp",
        "runpy",
        "pkgutil",
        "socket",
        "_socket",
        "ssl",
        "shutil",
        "pty",
        "tty",
        "fcntl",
        "ctypes",
        "_ctypes",
        "cffi",
        "commands",
        "popen2",
        "code",
        "codeop",
        "codecs",
        "pickle",
        "_pickle",
        "cPickle",
        "dill",
        "cloudpickle",
        "marshal",
        "shelve",
        "types",
        "webbrowser",
        "urllib",
        "urllib2",
        "urllib3",
        "requests",
        "httpx",
        "aiohttp",
        "http",
        "ftplib",
        "smtplib",
        "telnetlib",
        "xmlrpc",
        "asyncio",
        "multiprocessing",
        "_thread",
        "signal",
        "operator",
        "_operator",
        "functools",
        "inspect",
        "gc",
        "pdb",
        "bdb",
        "cProfile",
        "profile",
        "trace",
        "timeit",
        "doctest",
        "pip",
        "setuptools",
        "distutils",
        "venv",
        "ensurepip",
        "zipimport",
        "tempfile",
        "io",
        "_io",
        "site",
        "idlelib",
        "pydoc",
        "linecache",
        "sysconfig",
        "platform",
        "antigravity",
        "winreg",
        "_winapi",
        "msvcrt",
        "resource",
        "mmap",
        "sqlite3",
        "atexit",
        "tarfile",
        "zipfile",
        "fileinput",
        "lib2to3",
    ]
)
CALLS = re.compile(
    r"(?:.*\.)?(?:system|popen\w*|eval|exec|execfile|runstring|compile|__import__|load|loads|run_module|run_path"
    r"|read_pickle|spawn\w*|hub(?:\.\w+)*|fork|unsafe_load|full_load)"
)


def judge(module: str, name: str) -> Verdict:
    """What loading this global may do."""
    whole = f"{module}.{name}"
    if any(door in whole for door in DOORS) or CALLS.fullmatch(name):
        return "dangerous"
    if whole in EXACT or ("." not in name and any(form.fullmatch(whole) for form in FORMS)):
        return "harmless"
    top, _, rest = module.partition(".")
    own = rest and top in ("code", "commands", "profile", "trace", "site", "platform", "resource")
    return "dangerous" if top in MODULES and not own else "unknown"
