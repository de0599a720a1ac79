"""Each detector of texts finds its kind and leaves alone what only looks like it."""

import base64
import json
import random
import string

import pytest

from mlwright.scanning import scan

DRAW = random.Random(11)
LETTERS = string.ascii_letters + string.digits


def drawn(size: int, signs: str = LETTERS) -> str:
    return "".join(DRAW.choice(signs) for _ in range(size))


def found(tmp_path, name: str, text: str, confidence: str = "medium") -> list[str]:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [item.code for item in scan([str(path)], confidence).findings]


KEY = "\n".join(drawn(64, LETTERS + "+/") for _ in range(8))
JWT = ".".join(
    base64.urlsafe_b64encode(part.encode()).decode().rstrip("=")
    for part in (json.dumps({"alg": "HS256", "typ": "JWT"}), json.dumps({"sub": "12345"}), drawn(32))
)
SECRETS = {
    "aws": ("a.py", f"k = 'AKIA{drawn(16, string.ascii_uppercase + '234567')}'\n", "SC801"),
    "github": ("a.md", f"export T=ghp_{drawn(36)}\n", "SC801"),
    "hugging face": ("a.log", f"using hf_{drawn(34)}\n", "SC801"),
    "stripe": ("a.js", f"const k = 'sk_live_{drawn(24)}'\n", "SC801"),
    "google": ("prompt.txt", f"key AIza{drawn(35)}\n", "SC801"),
    "wandb": ("a.sh", f"wandb login {drawn(40, '0123456789abcdef')}\n", "SC801"),
    "signed web token": ("a.json", f'{{"x": "{JWT}"}}\n', "SC801"),
    "private key": ("id", f"-----BEGIN RSA PRIVATE KEY-----\n{KEY}\n-----END RSA PRIVATE KEY-----\n", "SC802"),
    "url": ("a.yaml", f"db: postgresql://svc:{drawn(9)}7@db1.bigcorp.io/x\n", "SC803"),
    "env": (".env", "DB_PASSWORD=Xk29dLq88zP\n", "SC804"),
    "quoted": ("a.py", f'client_secret = "{drawn(24)}1"\n', "SC804"),
    "kaggle": ("kaggle.json", f'{{"username":"me","key":"{drawn(32, "0123456789abcdef")}"}}\n', "SC804"),
}
NO_SECRETS = {
    "documentation's sample": ("a.py", "k = 'AKIAIOSFODNN7EXAMPLE'\n"),
    "placeholder": ("a.md", "export T=ghp_" + "x" * 36 + "\n"),
    "typed": ("a.md", "hf_abcdefghijklmnopqrstuvwxyzabcdefgh\n"),
    "words": ("a.css", ".sk-transition-property-and-more-words-here-to-be-long { }\n"),
    "key without body": ("a.py", "head = '-----BEGIN PRIVATE KEY-----'\n"),
    "url reference": ("a.yaml", "db: postgresql://${USER}:${PASSWORD}@db/x\n"),
    "url local": ("a.yaml", "db: postgresql://postgres:postgres@localhost/x\n"),
    "reference": (".env", "DB_PASSWORD=${FROM_VAULT}\nAPI_KEY=\n"),
    "call": ("a.py", 'token = os.environ["TOKEN_2"]\npassword = read("p4ssw0rd.txt")\n'),
    "tokenizer": ("a.json", '{"eos_token": "<|end1|>", "pad_token": "[PAD0]", "max_tokens": "1024abcd"}\n'),
    "hash": ("a.json", f'{{"sha256": "{drawn(64, "0123456789abcdef")}"}}\n'),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_found(name, tmp_path):
    file, text, code = SECRETS[name]

    assert found(tmp_path, file, text) == [code]


@pytest.mark.parametrize("name", NO_SECRETS)
def test_what_stands_for_a_secret_is_left_alone(name, tmp_path):
    assert found(tmp_path, *NO_SECRETS[name]) == []


PERSONAL = {
    "email": ("a.csv", "id,mail\n1,ann.lee@bigcorp.io\n2,bo@bigcorp.io\n", "SC811"),
    "email in a log": ("a.log", "login ann.lee@bigcorp.io ok\n", "SC811"),
    "phone": ("a.csv", "name,phone\nx,+49 30 12345678\n", "SC812"),
    "american phone": ("a.log", "call (415) 867-5309 now\n", "SC812"),
    "iban": ("a.csv", "x\nDE89370400440532013000\n", "SC813"),
    "spaced iban": ("a.txt", "pay to GB82 WEST 1234 5698 7654 32 today\n", "SC813"),
    "card": ("a.csv", "x\n4111 1111 1111 1111\n", "SC814"),
    "address": ("a.log", "client 91.198.174.192 connected\n", "SC815"),
}
NOT_PERSONAL = {
    "example domain": ("a.csv", "ann@example.com\nbo@sub.example.org\nx@host.test\n"),
    "repository": ("a.log", "clone git@github.com:a/b.git\n"),
    "picture": ("a.txt", "logo@2x.png and @decorator.call\n"),
    "author": ("a.py", "# ann.lee@bigcorp.io\n"),
    "iban with a wrong checksum": ("a.csv", "x\nDE88370400440532013000\n"),
    "card with a wrong check digit": ("a.csv", "x\n4111 1111 1111 1112\n"),
    "column of ids": ("a.csv", "x\n" + "".join(f"{4_000_000_000_000_000 + i * 7919}\n" for i in range(300))),
    "floats": ("a.csv", "x\n0.4111111111111111\n+1.2345678901\n-415-867\n"),
    "private address": ("a.log", "client 10.0.0.17 and host 127.0.0.1\n"),
    "version": ("a.log", "driver 470.82.1.1 chrome 91.0.44.72\n"),
    "dates": ("a.csv", "when\n2026-01-03 10:20:30\n20260103102030\n1700000000000\n"),
}


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_data_is_found(name, tmp_path):
    file, text, code = PERSONAL[name]

    assert found(tmp_path, file, text) == [code]


@pytest.mark.parametrize("name", NOT_PERSONAL)
def test_what_looks_like_personal_data_is_left_alone(name, tmp_path):
    assert found(tmp_path, *NOT_PERSONAL[name]) == []


def test_many_of_a_kind_are_one_finding_with_their_number(tmp_path):
    (tmp_path / "a.csv").write_text("".join(f"p{i}@bigcorp.io\n" for i in range(1_000)))
    (finding,) = scan([str(tmp_path)]).findings

    assert "and 999 more in this file" in finding.message


SUPPLIES = {
    "bare": ("requirements.txt", "pandas\n", "SC831"),
    "open": ("requirements-dev.txt", "pandas>=2\n", "SC831"),
    "manifest": ("pyproject.toml", '[project]\nname = "x"\ndependencies = ["pandas"]\n', "SC831"),
    "environment": ("environment.yml", "name: x\ndependencies:\n  - python=3.11\n  - numpy\n", "SC831"),
    "image": ("Dockerfile", "FROM python\n", "SC831"),
    "install": ("Dockerfile", "FROM python:3.11\nRUN pip install -U torch==2.1 \\\n  requests\n", "SC831"),
    "second index": ("requirements.txt", "--extra-index-url https://idx.example.net\nx==1\n", "SC832"),
    "branch": ("requirements.txt", "git+https://github.com/a/b.git@main\n", "SC833"),
    "action": (".github/workflows/ci.yml", "    - uses: a/b@main\n", "SC833"),
    "plain http": ("requirements.txt", "--index-url http://idx.example.net\nx==1\n", "SC834"),
    "piped": ("setup.sh", "curl -sSf https://get.example.net | sudo sh\n", "SC835"),
    "substituted": ("Makefile", "x:\n\tbash <(curl -s https://get.example.net)\n", "SC835"),
    "yaml tag": ("a.yaml", "x: !!python/object/apply:os.system ['true']\n", "SC824"),
}
NO_SUPPLIES = {
    "exact": ("requirements.txt", "pandas==3.0.0\nnumpy===2.0 ; python_version > '3'\n-r other.txt\n-e .\n./local\n"),
    "hashed": ("requirements.txt", "pandas==3.0.0 \\\n    --hash=sha256:00ff\n"),
    "commit": ("requirements.txt", f"b @ git+https://github.com/a/b.git@{'0a' * 20}\n"),
    "ranges of a library": ("pyproject.toml", '[project]\nname = "x"\ndependencies = ["pandas>=2"]\n'),
    "environment": ("environment.yml", "dependencies:\n  - numpy=2.1\n  - pip:\n    - pandas==3.0.0\n"),
    "stages": ("Dockerfile", "FROM python:3.11 AS base\nFROM base\nFROM scratch\n"),
    "install": ("a.sh", "pip install --upgrade pip\npip install -r r.txt -c c.txt 2>&1\n# pip install x\n"),
    "download": ("a.sh", "curl -o x.tgz https://get.example.net && sha256sum -c sums\n"),
    "action": (".github/workflows/ci.yml", "    - uses: a/b@v4\n"),
    "yaml": ("a.yaml", "x: !!str 1\ny: !custom 2\n"),
}


@pytest.mark.parametrize("name", SUPPLIES)
def test_a_supply_that_may_change_is_found(name, tmp_path):
    file, text, code = SUPPLIES[name]

    assert found(tmp_path, file, text) == [code]


@pytest.mark.parametrize("name", NO_SUPPLIES)
def test_a_supply_that_is_fixed_is_left_alone(name, tmp_path):
    assert found(tmp_path, *NO_SUPPLIES[name]) == []


def test_a_lock_beside_a_manifest_fixes_its_names(tmp_path):
    (tmp_path / "uv.lock").write_text("version = 1\n")

    assert found(tmp_path, "pyproject.toml", '[project]\nname = "x"\ndependencies = ["pandas"]\n') == []
