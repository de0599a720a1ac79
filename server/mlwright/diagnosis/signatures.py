"""What logs say when something breaks: one row for each kind of failure, the more telling ones first."""

from mlwright.diagnosis.signature import row
from mlwright.diagnosis.training import TRAINING

SIGNATURES = (
    row(
        "environment",
        "out of GPU memory",
        95,
        "halve the batch size and accumulate gradients to keep the effective size; then mixed precision, "
        "then activation "
        "checkpointing; look for tensors kept alive between steps",
        r"CUDA out of memory",
        r"OutOfMemoryError",
        r"CUDNN_STATUS_ALLOC_FAILED|CUBLAS_STATUS_ALLOC_FAILED|RESOURCE_EXHAUSTED: .{0,40}(?:OOM|Out of memory)",
        r"MPS backend out of memory|HIP out of memory",
    ),
    row(
        "environment",
        "out of memory",
        90,
        "read in chunks or only the columns needed, use fewer workers, or take a larger machine; exit code 137 is the "
        "kernel's or the container's limit",
        r"(?<![.\w])(?:numpy\.\S*_Array)?MemoryError\b|Unable to allocate [\d.]+ [KMGT]iB",
        r"Out of memory: Killed process|oom-kill|OOMKilled",
        r"exit(?:ed)?(?: with)?(?: code| status)?:? ?(?:137)\b|\bSIGKILL\b|^(?:\S+: line \d+: +\d+ )?Killed\b",
        r"Java heap space|std::bad_alloc",
    ),
    row(
        "environment",
        "no space left",
        90,
        "free the disk: old checkpoints, caches, images; then write fewer checkpoints or to another volume",
        r"No space left on device|Disk quota exceeded|ENOSPC",
    ),
    row(
        "environment",
        "GPU not usable",
        85,
        "compare the driver (nvidia-smi) with the CUDA version the framework was built for, and install the matching "
        "build; without a GPU, choose the CPU explicitly",
        r"CUDA driver version is insufficient|no CUDA-capable device|Found no NVIDIA driver"
        r"|no kernel image is available",
        r"Torch not compiled with CUDA|CUDA error: |libcud(?:a|art|nn)\S*: cannot open|NVIDIA-SMI has failed",
    ),
    row(
        "environment",
        "dependencies conflict",
        80,
        "loosen or align the named pins, or resolve afresh in an empty environment and keep the lock file",
        r"ResolutionImpossible|Cannot install .{1,200} because these package versions have conflicting",
        r"(?:pip's dependency resolver|dependency conflicts)|No solution found when resolving"
        r"|VersionConflict|UnsatisfiableError",
        r"ERROR: .{1,200} requires .{1,200}, but you have|SolverProblemError|ContextualVersionConflict",
    ),
    row(
        "environment",
        "package not available",
        78,
        "check the name, the version and the Python version it supports; a private package needs its index and access",
        r"No matching distribution found|Could not find a version that satisfies|PackagesNotFoundError|requires-python|"
        r"Requires-Python|Package .{1,80} requires a different Python",
    ),
    row(
        "environment",
        "build of a package failed",
        76,
        "take a version with a wheel for this Python and platform, or install the compiler and headers it names",
        r"Failed building wheel|Failed to build installable wheels|error: subprocess-exited-with-error"
        r"|error: command '.{1,80}' failed|fatal error: \S+\.h: No such file",
    ),
    row(
        "environment",
        "module missing",
        70,
        "install the named module in the environment that runs, and declare it; if it is your own, install the project "
        "or mend the path",
        r"ModuleNotFoundError|No module named '?\S+|ImportError: (?!.*fixture)",
    ),
    row(
        "environment",
        "binary mismatch",
        72,
        "reinstall the packages named from one resolution: a compiled one was built for another release",
        r"numpy\.dtype size changed|compiled using NumPy 1\.x|GLIBC\S* not found|undefined symbol"
        r"|incompatible architecture"
        r"|version `\S+' not found",
    ),
    row(
        "environment",
        "network",
        60,
        "try again; if it recurs, cache or vendor what is fetched so that the run needs no network",
        r"Temporary failure in name resolution|Name or service not known|ConnectionResetError|ReadTimeoutError"
        r"|Connection (?:timed out|refused|reset)|Max retries exceeded|Could not resolve host|SSLCertVerificationError"
        r"|50[234] (?:Server Error|Bad Gateway|Service Unavailable)|429 (?:Client Error|Too Many Requests)",
    ),
    row(
        "environment",
        "permission or credentials",
        62,
        "check the user, the file modes and that the secret is set for this job (forks do not get secrets)",
        r"PermissionError|Permission denied|403 (?:Client Error|Forbidden)|401 (?:Client Error|Unauthorized)"
        r"|Bad credentials|NoCredentialsError|could not read Username",
    ),
    row(
        "missing fixture",
        "test fixture not defined",
        88,
        "define the fixture in a conftest.py at or above the test, or install the plugin that brings it",
        r"fixture '[^']{1,100}' not found|recursive dependency involving fixture|available fixtures:",
    ),
    row(
        "missing fixture",
        "file missing",
        68,
        "put the file where the line says, commit it or fetch it before the run, and build its path from the "
        "test's own",
        r"FileNotFoundError|No such file or directory|does not exist: ?'?\S+\.(?:csv|json|parquet|pkl|npz|yaml|txt)"
        r"|pointer file|LFS: .{0,40}(?:missing|not found)|snapshot .{0,60}does not exist|cassette .{0,60}not found",
    ),
    row(
        "flaky",
        "result differs between runs",
        74,
        "fix the seeds of data order, initialisation and sampling, run it five times, and compare with a "
        "tolerance taken from that spread",
        r"(?i:(?:score|metric|accuracy|auc|loss|result|output|prediction)s? (?:differs?|changed|not reproducible)"
        r".{0,60}(?:runs?|seeds?|reruns?))",
        r"(?i:differs? between runs|non-?determinis(?:tic|m)|not deterministic)",
        r"(?i:differs from (?:the )?previous run)",
    ),
    row(
        "flaky",
        "passed when run again",
        86,
        "mark the test as known to be flaky only with an issue; find what it shares: order, time, ports, "
        "seeds, network",
        r"\b[1-9]\d* rerun\b|^RERUN\b|\bRERUN\b .{0,200}::"
        r"|(?i:passed on retry|passed after retry|flaky test)|\b[1-9]\d* flaky\b",
    ),
    row(
        "flaky",
        "timing",
        64,
        "wait for the condition instead of a time, or raise the limit if the runner is only slow",
        r"Failed: Timeout >|Timeout \(>?[\d.]+s\)|TimeoutError|TimeoutExpired|DeadlineExceeded|deadline .{0,30}exceeded"
        r"|Address already in use|hypothesis\.errors\.Flaky",
    ),
    *TRAINING,
    row(
        "broken CI",
        "workflow is wrong",
        84,
        "mend the workflow file at the place named; check it locally before pushing",
        r"Invalid workflow file|workflow is not valid|Unable to resolve action|Unexpected input\(s\)"
        r"|yaml: line \d+|YAMLError"
        r"|Unrecognized named-value|Can't find 'action\.yml'|jobs config should"
        r"|Version .{1,40} was not found in the local",
    ),
    row(
        "broken CI",
        "job stopped from outside",
        58,
        "see who or what cancelled it: a newer push, the job's time limit, or a lost runner; run it again",
        r"The operation was canceled|has exceeded the maximum execution time|runner has received a shutdown signal"
        r"|The hosted runner .{0,80}lost communication|Job was cancelled",
    ),
    row(
        "broken CI",
        "command not found",
        66,
        "install the tool in the job, or put its folder on the PATH of that step",
        r"command not found|: not found$|is not recognized as an internal or external command|exit code 127",
    ),
    row(
        "broken CI",
        "code does not parse",
        56,
        "mend the line named, and run the check before pushing",
        r"SyntaxError|IndentationError|TabError",
    ),
    row(
        "broken CI",
        "style or type check failed",
        40,
        "run the formatter, the linter and the type checker as CI does, and commit what they change",
        r"would reformat|Found [1-9]\d* errors? in \d+ files?|^Found [1-9]\d* errors?\."
        r"|files were modified by this hook"
        r"|Your code has been rated|: error: .{1,200}\[[a-z-]+\]$",
    ),
    row(
        "broken CI",
        "tests fail",
        30,
        "run the first failing test alone, on the commit named; compare with the last green run",
        r"^FAILED \S+|^E   +\w*(?:Error|Exception|assert)|\b[1-9]\d* failed\b|^FAIL: |AssertionError|^ERROR \S+\.py",
    ),
    row(
        "broken CI",
        "a step failed",
        10,
        "open the step above this line: its own output says why",
        r"##\[error\]|Process completed with exit code [1-9]|make: \*\*\* |npm ERR!|ERROR: Job failed",
    ),
)
