"""The whole training, small: from texts to a model that finds what it was taught."""

from pathlib import Path

import pytest

pytest.importorskip("torch")

from retrieval.training.__main__ import train
from retrieval.training.learning import Course
from retrieval.training.settings import Settings
from retrieval.training.shipped import Shipped
from retrieval.training.sources import Article, Asked, Section, Sources

SUBJECTS = ("chợ phường", "đường làng", "trạm y tế", "trường học", "nhà văn hóa", "bể nước", "cây xanh", "xe buýt")
FACTS = ("mở cửa lúc sáu giờ sáng", "được sửa xong trong tháng ba", "có mười hai người làm", "do bà Hoa trông coi",
         "tốn hai trăm triệu đồng", "nằm cạnh cầu Đá", "đón ba nghìn lượt người", "sẽ đóng cửa vào mùa mưa")


def sources() -> Sources:
    texts = [(subject, fact, f"Chuyện ở {subject}: {subject} {fact}. Người dân cho biết điều này hôm qua, số {n}{m}.")
             for n, subject in enumerate(SUBJECTS) for m, fact in enumerate(FACTS)]
    news = [Article(f"{subject} {fact}", "", (Section("", text),)) for subject, fact, text in texts]
    asked = [Asked("viquad1_train", f"{subject} có phải {fact} không?", text, (), (fact,)) for subject, fact, text in texts]
    return Sources(news, [], [(article.title, article.sections[0].text) for article in news], asked, [("ko", "không")])


def test_a_trained_model_finds_the_passage_with_and_without_accents(tmp_path: Path) -> None:
    given = sources()
    course = Course(epochs=4, batch=16, rate=0.02)
    train(given, tmp_path, Settings(tokens=600, words=200, pieces=300, dimensions=16, rarest_run=3, course=course))
    model = Shipped.open(tmp_path)
    passages = model.embed([asked.passage for asked in given.asked])
    questions = model.embed([asked.question for asked in given.asked])
    found = (questions @ passages.T).argmax(axis=1)
    assert sum(int(best) == i for i, best in enumerate(found)) > len(found) / 4      # by chance: one
    assert (model.embed(["cho phuong do ba Hoa trong coi"]) == model.embed(["chợ phường do bà Hoa trông coi"])).all()
