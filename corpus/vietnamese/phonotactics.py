"""How a Vietnamese syllable is built: a first consonant, a rime, one of six tones."""

import re
from functools import lru_cache

# Longest first, so that "ngh" is not taken for "ng" + "h".
ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "qu", "ch", "kh", "ph", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_ALL_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êng êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ynh yt ych
    o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uy uya uych uynh uyn uyt uyp uyu uyên uyêt
    uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
RIMES = frozenset(_ALL_RIMES.split())
_PLAIN = str.maketrans("ăâêôơưđ", "aaeooud")
_PLAIN_ONSETS = tuple(onset.translate(_PLAIN) for onset in ONSETS if onset != "đ")
_PLAIN_RIMES = frozenset(rime.translate(_PLAIN) for rime in RIMES)
_STOPPED = re.compile("(?:c|ch|p|t)$")

SHARP, HEAVY = 1, 5   # sắc and nặng, the only tones before c, ch, p, t


@lru_cache(maxsize=16384)
def is_well_formed(letters: str, tone: int) -> bool:
    """Whether these lower-case letters (ă â ê ô ơ ư đ kept) with this tone (0 to 5) could be a syllable."""
    if tone not in (SHARP, HEAVY) and _STOPPED.search(letters):
        return False
    return letters in RIMES or any(letters.startswith(onset) and letters[len(onset):] in RIMES for onset in ONSETS)


@lru_cache(maxsize=16384)
def is_well_formed_plain(letters: str) -> bool:
    """Whether these letters could be a syllable typed without any accent."""
    return letters in _PLAIN_RIMES or any(
        letters.startswith(onset) and letters[len(onset):] in _PLAIN_RIMES for onset in _PLAIN_ONSETS
    )
