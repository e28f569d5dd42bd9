"""A question set is put to search and answers, and every figure can be worked out by hand."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Audience
from fakes import report
from libraries import library_in
from retrieval.evaluation import reporting
from retrieval.evaluation.bootstrap import Difference
from retrieval.evaluation.grading import Point, grade, tradeoff
from retrieval.evaluation.measuring import Spelling, Variant, ask, evaluate_set, variants, without_accents
from retrieval.evaluation.question_sets import Row, UnusableQuestionSet
from retrieval.evaluation.ranking import Criterion, wanted
from retrieval.library import Library
from retrieval.question import Answer, Citation, Exchange, Hit, Outcome, Question, Statement

DAY = date(2024, 3, 12)
PUBLIC = frozenset({Audience.PUBLIC})
SECOND = 1 / math.log2(3)

# Passages 1 to 3, then 4 and 5
AWARDS = report("khen", "Hội nghị tổng kết năm.\nHội nghị khen thưởng 05 tập thể.\nCó 05 tập thể dự họp.")
LAND = report("dat", "Nhân dân hiến đất làm đường.\nHọp chi bộ ngày 05/3.", title="Hiến đất")

HOW_MANY = Row(id="q1", question="Khen mấy tập thể?", documents={"khen": 1.0}, accept=("05 tập thể", "5 tập thể"),
               evidence=("khen thưởng 05 tập thể",), distractors=("06 tập thể",), form="plain", type="number")
WHETHER = Row(id="q2", question="Phường có tổng kết không?", documents={"khen": 1.0}, accept=("Có",),
              evidence=("Hội nghị tổng kết",), form="plain", type="yes_no")
WHO = Row(id="q3", question="Ai khen?", documents={}, answerable=False, form="typo", type="missing_person")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = library_in(tmp_path)
    list(library.add([AWARDS, LAND]))
    yield library
    library.close()


class ListedSearcher:
    """Finds, for each question, the passages that it was given."""

    def __init__(self, library: Library, found: Mapping[str, list[int]]) -> None:
        self._library = library
        self._found = found

    def search(self, question: Question, limit: int) -> list[Hit]:
        keys = self._found.get(question.text, [])[:limit]
        passages = self._library.passages(keys, audiences=question.audiences)
        return [Hit(passages[key], 1.0) for key in keys if key in passages]


class ListedService:
    """Gives, for each question, the answer that it was given."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def answer(self, question: Question) -> Answer:
        return self._answers[question.text]


@dataclass(frozen=True)
class Parts:
    """What is measured here."""

    library: Library
    searcher: ListedSearcher
    service: ListedService


@pytest.fixture
def parts(library: Library) -> Callable[..., Parts]:
    def making(found: Mapping[str, list[int]], answers: Mapping[str, Answer] | None = None) -> Parts:
        return Parts(library, ListedSearcher(library, found), ListedService(answers or {}))
    return making


def says(library: Library, passage: int, quote: str, short: str | None = None, *, outcome: Outcome = Outcome.ANSWERED,
         took_ms: float = 1.0) -> Answer:
    """Answer with a quote from a passage."""
    found = library.passage(passage, audiences=frozenset(Audience))
    assert found is not None
    start = found.passage.start + found.passage.text.index(quote)
    citation = Citation(1, found.document, found.title, found.issued, found.passage.paragraph, found.id, quote, start,
                        start + len(quote), found.audience)
    return Answer(outcome, short, (Statement(quote, 1),), (citation,), took_ms=took_ms)


# ------------------------------------------------------------------------------------------------- what has to be found

def test_a_passage_that_states_the_fact_has_to_be_found_and_strictly_one_with_the_evidence(library: Library):
    assert wanted(HOW_MANY, library) == {Criterion.FACT: {2: 1.0, 3: 1.0}, Criterion.EVIDENCE: {2: 1.0}}


def test_where_no_passage_states_the_fact_the_evidence_has_to_be_found(library: Library):
    assert wanted(WHETHER, library) == {Criterion.FACT: {1: 1.0}, Criterion.EVIDENCE: {1: 1.0}}
    spread = replace(HOW_MANY, accept=("05 tập thể ; 05/3",))
    assert wanted(spread, library) == {Criterion.FACT: {2: 1.0}, Criterion.EVIDENCE: {2: 1.0}}


def test_a_document_has_to_be_found_where_no_evidence_is_known(library: Library):
    row = Row(id="1", question="?", documents={"khen": 2.0, "dat": 1.0})
    assert wanted(row, library) == {Criterion.DOCUMENT: {"khen": 2.0, "dat": 1.0}}


def test_what_the_asker_may_not_read_is_not_wanted(library: Library):
    list(library.add([replace(AWARDS, audience=Audience.PARTY)]))
    assert wanted(HOW_MANY, library) == {Criterion.FACT: {}, Criterion.EVIDENCE: {}}
    party = replace(HOW_MANY, audiences=PUBLIC | {Audience.PARTY})
    assert [len(worth) for worth in wanted(party, library).values()] == [2, 1]


# ------------------------------------------------------------------------------------------------------------- search

def test_search_is_scored_at_passages_with_accents_and_without(parts: Callable[..., Parts]):
    found = {HOW_MANY.question: [3, 2, 1], "Khen may tap the?": [1, 2], WHETHER.question: [1]}
    report = evaluate_set(parts(found), [HOW_MANY, WHETHER, WHO], asked_on=DAY, answers=False)
    scores = report.search.scores
    assert scores[Criterion.EVIDENCE][Spelling.WRITTEN] == {
        "q1": {"nDCG@10": SECOND, "R@1": 0.0, "R@5": 1.0, "MRR@10": 0.5},
        "q2": {"nDCG@10": 1.0, "R@1": 1.0, "R@5": 1.0, "MRR@10": 1.0}}
    assert scores[Criterion.FACT][Spelling.WRITTEN]["q1"]["nDCG@10"] == 1.0
    assert scores[Criterion.FACT][Spelling.STRIPPED]["q1"]["nDCG@10"] == pytest.approx(SECOND / (1 + SECOND))
    assert report.search.mean(Criterion.EVIDENCE, Spelling.WRITTEN)["R@1"] == 0.5
    assert report.search.mean(Criterion.EVIDENCE, Spelling.STRIPPED)["R@1"] == 0.0
    assert (report.questions, report.unreachable, report.grades) == (3, (), ())
    assert len(report.search.took_ms) == 2


def test_a_document_ranks_where_its_best_passage_does(parts: Callable[..., Parts]):
    row = Row(id="1", question="Hiến đất?", documents={"dat": 1.0})
    report = evaluate_set(parts({"Hiến đất?": [1, 2, 5, 3, 4]}), [row], asked_on=DAY, answers=False)
    assert report.search.scores[Criterion.DOCUMENT][Spelling.WRITTEN]["1"] == {
        "nDCG@10": SECOND, "R@1": 0.0, "R@5": 1.0, "MRR@10": 0.5}


def test_the_yardstick_stands_beside(parts: Callable[..., Parts]):
    whole = Row(id="1", question="hiến đất", documents={"dat": 1.0})
    bm25 = evaluate_set(parts({}), [whole], asked_on=DAY, answers=False).bm25
    assert bm25.mean(Criterion.DOCUMENT, Spelling.WRITTEN)["R@1"] == 1.0
    assert bm25.mean(Criterion.DOCUMENT, Spelling.STRIPPED)["R@5"] == 0.0        # it sees accents
    bm25 = evaluate_set(parts({}), [HOW_MANY], asked_on=DAY, answers=False).bm25
    assert bm25.scores[Criterion.EVIDENCE][Spelling.WRITTEN]["q1"]["R@1"] == 1.0


def test_a_question_that_no_passage_answers_is_named(parts: Callable[..., Parts]):
    lost = replace(HOW_MANY, id="lost", evidence=("không có trong văn bản",), accept=("99",))
    report = evaluate_set(parts({}), [HOW_MANY, lost], asked_on=DAY, answers=False)
    assert report.unreachable == ("lost",)
    assert report.search.scores[Criterion.FACT][Spelling.WRITTEN]["lost"]["nDCG@10"] == 0.0


def test_a_set_without_an_answerable_question_has_nothing_to_search_for(parts: Callable[..., Parts]):
    report = evaluate_set(parts({}, {WHO.question: Answer(Outcome.NOT_FOUND)}), [WHO], asked_on=DAY)
    assert report.search.scores == {}
    assert [row.right for row in report.grades] == [True]


def test_a_question_is_asked_as_its_asker_would():
    row = replace(HOW_MANY, question="Còn Đảng ủy?", history=(Exchange("Ủy ban có mấy người?", "Tám người."),))
    assert ask(row, DAY) == Question(text="Còn Đảng ủy?", audiences=PUBLIC, today=DAY, history=row.history)
    assert ask(row, DAY, Spelling.STRIPPED) == Question(
        text="Con Dang uy?", audiences=PUBLIC, today=DAY, history=(Exchange("Uy ban co may nguoi?", "Tám người."),))


def test_accents_go_and_capitals_stay():
    assert without_accents("ĐẢNG ỦY, đồng chí Hoà 5 m²") == "DANG UY, dong chi Hoa 5 m²"


def test_every_step_is_left_out_and_stands_alone_once():
    assert variants(["words", "meaning"]) == [
        Variant(None, None, frozenset()), Variant(None, "words", frozenset({"meaning"})),
        Variant(None, "meaning", frozenset({"words"}))]
    assert [(way.but, way.alone, sorted(way.without)) for way in variants(["a", "b", "c", "d"], ["d"])] == [
        (None, None, ["d"]),
        (None, "a", ["b", "c", "d"]), (None, "b", ["a", "c", "d"]), (None, "c", ["a", "b", "d"]),
        ("a", None, ["a", "d"]), ("b", None, ["b", "d"]), ("c", None, ["c", "d"])]
    assert variants(["words"]) == [Variant(None, None, frozenset())]
    assert variants(["words", "field"], needs={"field": ["words"]})[2] == Variant(None, "field", frozenset())


# ------------------------------------------------------------------------------------------------------------ answers

def verdict(row: Row, answer: Answer, library: Library) -> str:
    graded = grade(row, answer, library)
    return " ".join(name for name in ("right", "stated", "quoted", "cited", "first", "exact", "wrong")
                    if getattr(graded, name))


def test_a_right_answer_has_the_fact_in_short_and_a_quote_that_proves_it(library: Library):
    assert verdict(HOW_MANY, says(library, 2, "Hội nghị khen thưởng 05 tập thể.", "05 tập thể"), library) == \
        "right stated quoted cited first exact"


def test_a_quote_from_elsewhere_does_not_prove_it(library: Library):
    assert verdict(HOW_MANY, says(library, 3, "Có 05 tập thể dự họp.", "05 tập thể"), library) == \
        "right stated first exact"
    assert verdict(HOW_MANY, says(library, 5, "Họp chi bộ ngày 05/3.", "05 tập thể"), library) == "right stated exact"


def test_a_fact_that_only_the_text_holds_is_stated_but_not_right(library: Library):
    assert verdict(HOW_MANY, says(library, 2, "khen thưởng 05 tập thể", "một hội nghị"), library) == \
        "stated quoted first exact wrong"
    assert verdict(HOW_MANY, says(library, 2, "khen thưởng 05 tập thể"), library) == \
        "right stated quoted cited first exact"                                # there is no `short` to hold it
    reason = replace(HOW_MANY, type="reason")
    assert "right" in verdict(reason, says(library, 2, "khen thưởng 05 tập thể", "một hội nghị"), library)


def test_a_distractor_as_short_is_wrong_whatever_the_text_says(library: Library):
    assert verdict(HOW_MANY, says(library, 2, "khen thưởng 05 tập thể", "06 tập thể"), library) == \
        "quoted first exact wrong"
    both = says(library, 2, "khen thưởng 05 tập thể", "05 tập thể, không phải 06 tập thể")
    assert "right" in verdict(HOW_MANY, both, library)


def test_a_yes_has_to_come_first(library: Library):
    assert "right" in verdict(WHETHER, says(library, 1, "Hội nghị tổng kết năm.", "Có, đã tổng kết"), library)
    assert verdict(WHETHER, says(library, 1, "Hội nghị tổng kết năm.", "Không"), library) == "quoted exact wrong"
    assert verdict(WHETHER, says(library, 1, "Hội nghị tổng kết năm."), library) == "quoted exact wrong"


def test_not_answering_is_neither_right_nor_wrong_where_there_is_an_answer(library: Library):
    assert verdict(HOW_MANY, Answer(Outcome.NOT_FOUND), library) == "exact"
    related = says(library, 2, "khen thưởng 05 tập thể", outcome=Outcome.RELATED)
    assert verdict(HOW_MANY, related, library) == "quoted first exact"


def test_where_there_is_no_answer_only_not_answering_is_right(library: Library):
    assert verdict(WHO, Answer(Outcome.REFUSED), library) == "right stated cited exact"
    assert verdict(WHO, says(library, 1, "Hội nghị", outcome=Outcome.RELATED), library) == "right stated cited exact"
    assert verdict(WHO, says(library, 1, "Hội nghị", "Hội nghị"), library) == "exact wrong"


def test_a_quote_that_is_not_in_the_document_at_its_place_is_not_exact(library: Library):
    answer = says(library, 2, "khen thưởng 05 tập thể")
    for broken in (replace(answer.citations[0], quote="khen thưởng 06 tập thể"),
                   replace(answer.citations[0], start=answer.citations[0].start + 1)):
        assert not grade(HOW_MANY, replace(answer, citations=(broken,)), library).exact


def test_without_known_evidence_a_quote_that_states_the_fact_proves_it(library: Library):
    row = replace(HOW_MANY, evidence=())
    assert verdict(row, says(library, 3, "Có 05 tập thể dự họp.", "05 tập thể"), library) == \
        "right stated quoted cited first exact"
    assert verdict(row, says(library, 1, "Hội nghị tổng kết năm.", "05 tập thể"), library) == "right stated exact"


def test_answers_are_counted_per_form_and_type_and_kept_as_json(library: Library, parts: Callable[..., Parts]):
    answers = {HOW_MANY.question: says(library, 2, "khen thưởng 05 tập thể", "05 tập thể", took_ms=2.0),
               WHETHER.question: says(library, 1, "Hội nghị tổng kết năm.", "Không", took_ms=4.0),
               WHO.question: Answer(Outcome.NOT_FOUND, took_ms=3.0)}
    report = evaluate_set(parts({HOW_MANY.question: [2]}, answers), [HOW_MANY, WHETHER, WHO], asked_on=DAY)
    shown = json.loads(json.dumps(reporting.to_json(report)))
    plain = {"questions": 2, "answered": 2, "right": 1, "cited": 1, "stated_and_quoted": 1, "wrong": 1, "first": 1,
             "answered_share": 1.0, "right_share": 0.5, "cited_share": 0.5, "stated_and_quoted_share": 0.5,
             "wrong_share": 0.5, "first_share": 0.5}
    assert shown["answers"]["answerable"] == plain | {"outcomes": {"answered": 2}}
    assert shown["answers"]["form"]["plain"]["answerable"] == plain
    assert list(shown["answers"]["form"]) == ["plain", "typo"]
    assert list(shown["answers"]["type"]) == ["number", "yes_no", "missing_person"]
    assert shown["answers"]["unanswerable"]["right"] == 1
    assert shown["answers"]["quotes"] == {"answers": 2, "exact": 2}
    assert shown["answers"]["took_ms"] == {"p50": 3.0, "p99": 3.98}
    assert [(row["id"], row["outcome"], row["wrong"]) for row in shown["grades"]] == [
        ("q1", "answered", False), ("q2", "answered", True), ("q3", "not_found", False)]
    ours = shown["search"]["hoiphuong"]["evidence"]
    assert ours["written"] == {"nDCG@10": 0.5, "R@1": 0.5, "R@5": 0.5, "MRR@10": 0.5}


def test_the_accents_can_be_taken_out_of_the_questions_that_are_answered(library: Library, parts: Callable[..., Parts]):
    answers = {"Khen may tap the?": says(library, 2, "khen thưởng 05 tập thể", "05 tập thể")}
    assert evaluate_set(parts({}, answers), [HOW_MANY], asked_on=DAY, strip=True).grades[0].right


def test_questions_without_a_known_fact_are_only_searched_for(parts: Callable[..., Parts]):
    row = Row(id="1", question="Hiến đất?", documents={"dat": 1.0})
    assert evaluate_set(parts({}), [row], asked_on=DAY).grades == ()


def test_a_stricter_threshold_takes_answers_back(library: Library):
    def graded(row: Row, confidence: float, *, right: bool = True, outcome: Outcome = Outcome.ANSWERED):
        answer = says(library, 2, "khen thưởng 05 tập thể", "05 tập thể" if right else "06", outcome=outcome)
        return replace(grade(row, answer, library), confidence=confidence)

    grades = [graded(HOW_MANY, 0.9), graded(HOW_MANY, 0.8, right=False), graded(WHO, 0.7), graded(HOW_MANY, 0.6),
              graded(WHO, 0.5, outcome=Outcome.RELATED), graded(HOW_MANY, 0.4, outcome=Outcome.RELATED)]
    assert tradeoff(grades) == [
        Point(0.9, 0.25, 0.0), Point(0.8, 0.25, 0.0), Point(0.7, 0.25, 0.5), Point(0.6, 0.5, 0.5)]
    assert tradeoff([replace(row, confidence=None) for row in grades]) == []


# ---------------------------------------------------------------------------------------------------- two runs compared

def test_a_run_is_compared_with_a_saved_one(parts: Callable[..., Parts], tmp_path: Path):
    rows = [HOW_MANY, WHETHER]
    old = evaluate_set(parts({HOW_MANY.question: [1, 2]}), rows, asked_on=DAY, answers=False)
    new = evaluate_set(parts({HOW_MANY.question: [2], WHETHER.question: [1]}), rows, asked_on=DAY, answers=False)
    saved = tmp_path / "mốc.json"
    saved.write_text(json.dumps(reporting.to_json(old)), encoding="utf-8")
    gains = reporting.compare(reporting.per_question(new), reporting.read_scores(saved))
    assert list(gains)[:4] == ["fact/written/nDCG@10", "fact/written/R@1", "fact/written/R@5", "fact/written/MRR@10"]
    assert gains["evidence/written/R@1"] == Difference(2, 1.0, 1.0, 1.0)
    assert (gains["evidence/written/R@5"].mean, gains["evidence/written/MRR@10"].mean) == (0.5, 0.75)
    assert gains["evidence/stripped/R@1"] == Difference(2, 0.0, 0.0, 0.0)


def test_answers_are_compared_too(library: Library, parts: Callable[..., Parts]):
    right = parts({}, {HOW_MANY.question: says(library, 2, "khen thưởng 05 tập thể", "05 tập thể")})
    none = parts({}, {HOW_MANY.question: Answer(Outcome.NOT_FOUND)})
    new, old = (reporting.per_question(evaluate_set(run, [HOW_MANY], asked_on=DAY)) for run in (right, none))
    gains = reporting.compare(new, old)
    assert gains["answerable/cited"] == Difference(1, 1.0, 1.0, 1.0)
    assert gains["answerable/wrong"] == Difference(1, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scores": {"a": {"q": "x"}}}', '{"scores": [1]}'])
def test_a_file_without_scores_is_no_baseline(tmp_path: Path, text: str):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableQuestionSet):
        reporting.read_scores(tmp_path / "x.json")
