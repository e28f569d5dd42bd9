"""Every public function of the package takes any text that can be typed: emoji, other scripts, marks that nobody sees."""

import inspect
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import corpus.vietnamese
from corpus.vietnamese import (
    abbreviations,
    chat,
    context,
    dates,
    days,
    english,
    keystrokes,
    legacy,
    matching,
    numerals,
    periods,
    phonotactics,
    places,
    quantities,
    references,
    sentences,
    syllables,
    tet,
    text,
    tone,
    wards,
)

TODAY = date(2026, 11, 24)
MEANT = matching.vocabulary(["tháng năm", "Đảng ủy"])

# Each public function, given a text. What is not about a text stands with what it is about in tests of its own.
FUNCTIONS: dict[Callable[..., Any], Callable[[str], Any]] = {
    abbreviations.contractions: abbreviations.contractions,
    abbreviations.expand: lambda typed: abbreviations.expand(typed, typed, typed, in_question=True),
    abbreviations.expansions: lambda typed: abbreviations.expansions(typed, in_question=True),
    chat.normalize_chat: chat.normalize_chat,
    chat.variants: chat.variants,
    context.first_meaning: lambda typed: context.first_meaning([], typed, typed, typed),
    dates.event_span: lambda typed: dates.event_span(typed, TODAY),
    days.event_days: lambda typed: days.event_days(typed, TODAY),
    days.find_dates: lambda typed: days.find_dates(typed, TODAY),
    english.is_english: english.is_english,
    keystrokes.decode: keystrokes.decode,
    keystrokes.decode_token: keystrokes.decode_token,
    legacy.decode: lambda typed: legacy.decode(typed, legacy.detect(typed) or "tcvn3"),
    legacy.detect: legacy.detect,
    legacy.repair: legacy.repair,
    matching.agrees: lambda typed: matching.agrees(typed, MEANT, accented=True),
    matching.is_accented: matching.is_accented,
    matching.vocabulary: lambda typed: matching.vocabulary([typed]),
    numerals.in_words: lambda typed: numerals.in_words(typed, accented=True),
    numerals.parse_number: numerals.parse_number,
    periods.find_period: lambda typed: periods.find_period(typed, TODAY),
    periods.named_periods: lambda typed: periods.named_periods(typed, TODAY),
    phonotactics.is_well_formed: lambda typed: phonotactics.is_well_formed(typed, 1),
    phonotactics.is_well_formed_plain: phonotactics.is_well_formed_plain,
    places.find_places: places.find_places,
    places.predecessors: places.predecessors,
    places.place_named: places.place_named,
    quantities.find_quantities: quantities.find_quantities,
    references.find_references: references.find_references,
    references.reference_terms: lambda typed: list(map(references.reference_terms, references.find_references(typed))),
    sentences.is_caption: sentences.is_caption,
    sentences.split_sentences: sentences.split_sentences,
    syllables.accented_terms: syllables.accented_terms,
    syllables.folded_terms: syllables.folded_terms,
    syllables.is_plain_syllable: syllables.is_plain_syllable,
    syllables.is_syllable: syllables.is_syllable,
    syllables.spans: syllables.spans,
    syllables.terms: syllables.terms,
    syllables.vietnamese_share: syllables.vietnamese_share,
    syllables.words: syllables.words,
    tet.tet_meant: lambda typed: [tet.tet_meant(found, TODAY, 2026) for found in tet.TET_PHRASE.finditer(text.fold(typed))],
    text.align: text.align,
    text.clean: text.clean,
    text.fold: text.fold,
    text.fold_same_length: text.fold_same_length,
    text.nfc: text.nfc,
    text.normalize: text.normalize,
    text.unify: text.unify,
    tone.iy_key: tone.iy_key,
    tone.place_tone: lambda typed: tone.place_tone(*tone.split_tone(typed)),
    tone.repair_tone: tone.repair_tone,
    tone.split_tone: tone.split_tone,
    tone.syllable_key: tone.syllable_key,
    tone.to_new_style: tone.to_new_style,
    tone.to_old_style: tone.to_old_style,
    tone.tone_key: tone.tone_key,
    wards.find_wards: lambda typed: wards.find_wards(typed, in_question=True),
}
ABOUT_NO_TEXT = {days.infer_year, tet.tet}
every_function = pytest.mark.parametrize("function", FUNCTIONS,
                                         ids=lambda function: f"{function.__module__.split('.')[-1]}.{function.__name__}")

PIECES = ["Đảng uỷ", "phường", "05-CT/TW", "tháng 3/2024", "quý I", "năm 2026", "2.700 m²", "TDP 7", "Tết Ất Tỵ",
          "ngày 30/2", "\u200b", "\u202e", "\ufeff", "\u0301", "🎉",
          "中文", "ไทย", "عربى", "١٢", "½", "Ⅳ", '"', "*", " AND ", ":", "\n", " "]
typed = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@every_function
@given(text=typed)
@example(text="")
@example(text="\ud800")      # half a character, as a careless program may send it
@example(text="\u202eđất\u0301\u200b" * 3)
def test_any_text_is_taken_and_the_same_text_means_the_same(function: Callable[..., Any], text: str):
    assert FUNCTIONS[function](text) == FUNCTIONS[function](text)


@every_function
@pytest.mark.parametrize("piece", ["a", "đ", "1", "1/", "05-CT/TW ", "tháng ", "\u0301", "🎉", "Nguyễn ", "(", "- "])
def test_a_text_of_ten_thousand_characters_takes_no_long_time(function: Callable[..., Any], piece: str):
    started = time.process_time()
    FUNCTIONS[function]((piece * 10_000)[:10_000])
    assert time.process_time() - started < 2       # 0.05 on a quiet machine; quadratic ones take minutes


def test_no_public_function_is_left_out():
    folder = Path(corpus.vietnamese.__file__).parent
    modules = [import_module(f"corpus.vietnamese.{path.stem}") for path in folder.glob("[a-z]*.py")]
    public = {function for module in modules for name, function in vars(module).items()
              if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
              and callable(function) and not inspect.isclass(function)}
    assert public == FUNCTIONS.keys() | ABOUT_NO_TEXT
