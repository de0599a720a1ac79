"""A code of the scan in words: what it finds, what to do, how to allow it."""

from mlwright.scanning.findings import CODES

FINDS = {
    "SC801": "a token with the form its issuer gives it, whose random part is random",
    "SC802": "a private key with its body; a header alone is an example",
    "SC803": "an address that carries a password; quietly for local hosts",
    "SC804": "a value assigned to a name such as `password` or `api_key`, of no known form",
    "SC811": "e-mail addresses in data, notebooks' outputs and prompts; not the contacts of a README or a licence",
    "SC812": "telephone numbers, in columns named so or in international form",
    "SC813": "account numbers whose check digits fit",
    "SC814": "card numbers whose check digit fits",
    "SC815": "public IP addresses in data",
    "SC821": "a pickle that imports something that runs commands, reaches the network or the interpreter",
    "SC822": "a pickle that imports something that nobody vouches for, or that could not be followed to its end",
    "SC823": "a NumPy file of objects: reading it means loading a pickle",
    "SC824": "a YAML tag that builds Python objects",
    "SC825": "a Keras model with a Lambda layer: loading it can run stored bytecode",
    "SC826": "an archive that unpacks to a hundred times its size, and to more than 256 MiB",
    "SC827": "an archive with members that lie outside its folder",
    "SC831": "a requirement, an image or a package that names no exact version, with no lock file beside it",
    "SC832": "a second package index beside the first: the higher version wins, whoever put it there",
    "SC833": "a source that moves: a branch, a tag `latest`, an archive without a hash",
    "SC834": "a source without https, or with certificate checks switched off",
    "SC835": "a download that is piped into a shell",
    "SC841": "a file of data or of a model above 10 MB that git would take in without git-lfs",
}


def find(word: str) -> str | None:
    """The code that a word names, by itself or by its name; None when it is none of the scan's."""
    wanted = word.strip()
    if wanted.upper() in CODES:
        return wanted.upper()
    return next((code for code, kind in CODES.items() if kind.name == wanted.lower().replace("_", "-")), None)


def explain(code: str) -> str:
    """The code's page in Markdown."""
    kind = CODES[code]
    parts = [
        f"# {code} {kind.name}",
        f"Severity: {kind.severity}. Found by `mlwright scan`.",
        f"Finds {FINDS[code]}.",
        f"What to do: {kind.remedy}.",
        f"Allow it where it is meant: `# mlwright: allow {code} - why this is meant`",
    ]
    return "\n\n".join(parts)


def table() -> str:
    """All codes, one a line, in Markdown."""
    rows = [f"| {code} | {kind.name} | {kind.severity} | {FINDS[code]} |" for code, kind in CODES.items()]
    return "\n".join(["| code | name | severity | finds |", "|---|---|---|---|", *rows])
