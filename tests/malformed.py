"""Files that something went wrong with, made from sound ones: cut off, bits turned, spliced, called what they are not."""

import random
from collections.abc import Iterator, Mapping
from pathlib import PurePath

SLOW = frozenset({".doc", ".odt", ".rtf", ".png", ".jpg", ".pdf"})      # another program reads them, or may have to
_RARE = 0.08            # of the files, so that a run stays short


def malformed(sound: Mapping[str, bytes], count: int, seed: int = 20240312) -> Iterator[tuple[str, bytes, bool]]:
    """Yield names and contents, the same for a seed; the last says that the file was cut off."""
    chance = random.Random(seed)
    quick = sorted(name for name in sound if PurePath(name).suffix not in SLOW)
    slow = sorted(name for name in sound if PurePath(name).suffix in SLOW)
    for at in range(count):
        name = chance.choice(slow if slow and chance.random() < _RARE else quick)
        suffix = PurePath(name).suffix
        damage = chance.choice(("cut", "turned", "spliced", "renamed", "holed"))
        data = bytearray(sound[name])
        if damage == "cut":
            del data[chance.randrange(len(data)):]
        elif damage == "turned":
            for _ in range(chance.choice((1, 8, 200))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif damage == "spliced":
            other = sound[chance.choice(sorted(sound))]
            start = chance.randrange(len(other))
            where = chance.randrange(len(data))
            data[where:where] = other[start:start + chance.randrange(1, 4000)]
        elif damage == "renamed":
            suffix = PurePath(chance.choice(sorted(sound))).suffix
        else:
            where = chance.randrange(len(data))
            data[where:where + chance.randrange(1, 500)] = bytes(chance.randrange(0, 300))
        yield f"{at:05} {damage} {PurePath(name).stem}{suffix}", bytes(data), damage == "cut"
