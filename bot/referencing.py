"""The command `hoiphuong reference`: documents looked up by number, and what an admin confirms of them."""

import json
from datetime import datetime
from pathlib import Path

import click

from bot import cards, confirming, messages
from bot.assembly import assemble
from bot.problems import Problem, plainly
from bot.settings import settings_for
from corpus.document import Audience
from corpus.mention_table import Status
from corpus.mentions import plain_kind
from corpus.vietnamese.references import find_references

_data = click.option("--data", type=click.Path(path_type=Path), help="Thư mục dữ liệu (mặc định: HOIPHUONG_DATA).")
_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
_audience = click.option("--audience", "audiences", type=click.Choice([a.value for a in Audience]), multiple=True,
                         help="Phạm vi được đọc, có thể lặp lại (mặc định: public).")
_issued = click.option("--issued", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="Ngày ban hành, dạng 2016-05-15.")


@click.group()
def reference() -> None:
    """Tra văn bản theo số hiệu, ví dụ: reference show "CT 05"."""


@reference.command()
@click.argument("number")
@_json
@_audience
@_data
@plainly
def show(number: str, as_json: bool, audiences: tuple[str, ...], data: Path | None) -> None:
    """Cho biết các tài liệu nói gì về một văn bản."""
    by_number = assemble(settings_for(data)).service.by_number
    may_read = _readable(audiences)
    found = by_number.register.find(number, audiences=may_read)
    made = [by_number.cards.card(entry, audiences=may_read) for entry in found.entries]
    if as_json:
        click.echo(_dumps({"asked": found.asked, "cards": [cards.to_json(card) for card in made],
                           "nearest": [entry.canonical for entry in found.nearest]}))
    elif len(made) == 1:
        click.echo(cards.plain(made[0]))
    elif made:
        click.echo(messages.WHICH_REFERENCE.format(asked=found.asked))
        for card in made:
            click.echo(f"  {cards.label(card.entry, card)}")
    else:
        nearest = ", ".join(entry.canonical for entry in found.nearest)
        raise Problem(messages.NO_REFERENCE.format(asked=found.asked or number)
                      + (f" {messages.NEAREST_REFERENCES} {nearest}." if nearest else ""))


@reference.command(name="list")
@click.option("--kind", help="Loại văn bản, ví dụ: CT.")
@click.option("--year", type=int, help="Năm ban hành.")
@_json
@_audience
@_data
@plainly
def list_references(kind: str | None, year: int | None, as_json: bool, audiences: tuple[str, ...],
                    data: Path | None) -> None:
    """Liệt kê các văn bản được nhắc, theo loại, mới nhất trước."""
    register = assemble(settings_for(data)).service.by_number.register
    entries = [entry for entry in register.entries(audiences=_readable(audiences)) if not entry.partial
               and (kind is None or plain_kind(entry.kind or "").lower() == kind.lower()) and year in (None, entry.year)]
    if as_json:
        click.echo(_dumps([cards.entry_json(entry) for entry in entries]))
    else:
        click.echo("\n".join(map(cards.label, entries)) or messages.NO_REFERENCES)


@reference.command(name="set")
@click.argument("number")
@_issued
@click.option("--subject", help="Trích yếu.")
@click.option("--issuer", help="Cơ quan ban hành.")
@click.option("--status", type=click.Choice([s.value for s in Status]), help="Tình trạng hiệu lực.")
@click.option("--audience", type=click.Choice([a.value for a in Audience]), default=Audience.PUBLIC.value,
              show_default=True, help="Ai được biết thông tin này.")
@_data
@plainly
def set_reference(number: str, issued: datetime | None, subject: str | None, issuer: str | None, status: str | None,
                  audience: str, data: Path | None) -> None:
    """Xác nhận thông tin về một văn bản; điều không nêu lần này được giữ như cũ."""
    library = assemble(settings_for(data)).library
    canonical = _canonical(number)
    confirming.confirm(library, canonical, issued.date() if issued else None, subject=subject, issuer=issuer,
                       status=Status(status) if status else None, audience=Audience(audience))
    click.echo(messages.REFERENCE_SET.format(canonical=canonical))


@reference.command()
@click.argument("number")
@_issued
@_data
@plainly
def unset(number: str, issued: datetime | None, data: Path | None) -> None:
    """Bỏ thông tin đã xác nhận về một văn bản."""
    library = assemble(settings_for(data)).library
    canonical = _canonical(number)
    if not library.withdraw(canonical, issued.date() if issued else None):
        raise Problem(messages.NOTHING_CONFIRMED.format(canonical=canonical))
    click.echo(messages.REFERENCE_CLEARED.format(canonical=canonical))


def _canonical(number: str) -> str:
    found = find_references(number)
    if len(found) != 1 or found[0].partial:
        raise Problem(messages.FULL_REFERENCE)
    return found[0].canonical


def _readable(audiences: tuple[str, ...]) -> frozenset[Audience]:
    return frozenset(map(Audience, audiences or (Audience.PUBLIC,)))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
