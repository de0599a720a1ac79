"""Whether a value was drawn at random or stands for one: entropy, checksums, placeholders."""

import math
import re
from binascii import crc32
from collections import Counter

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STANDS_FOR = re.compile(
    r"example|x{4}|\*{3}|\.{3}|change.?me|place.?holder|dummy|your[_-]|redacted|removed|replace|insert|todo|sample"
    r"|<[^>]*>|\$\{|\{\{|%\(|\$\(|^\$|^%|^\{.*\}$|^env[:.]|secrets\.|vault:|^none$|^null$|^true$|^false$",
    re.IGNORECASE,
)
RUNS = "abcdefghijklmnopqrstuvwxyz0123456789 01234567890 qwertyuiop asdfghjkl 0987654321"


def entropy(text: str) -> float:
    """Bits per sign."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values()) if size else 0.0


def stands_for_one(value: str) -> bool:
    """Whether the value is a placeholder, a reference, or typed along the keyboard."""
    if STANDS_FOR.search(value):
        return True
    low = value.lower()
    return any(low[start : start + 8] in RUNS for start in range(len(low) - 7))


def drawn(value: str) -> bool:
    """Whether a token's variable part has the entropy of one, for its length."""
    # a uniform draw of n signs has about log2(n) bits per sign, less for small alphabets
    return entropy(value) >= min(3.0, 0.75 * math.log2(max(len(value), 2))) and not stands_for_one(value)


def checksum_fits(token: str) -> bool:
    """Whether the last six signs are the CRC-32 of those between the prefix and them, in base 62."""
    body, wanted = token[:-6].split("_", 1)[-1], token[-6:]
    number, digits = crc32(body.encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        digits = BASE62[rest] + digits
    return digits == wanted
