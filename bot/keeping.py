"""The commands that look after documents: list, describe, original, edit, hide, show, supersede, remove, undo, log."""

from datetime import date
from pathlib import Path

import click

from bot import messages, rendering
from bot.assembly import assemble
from bot.options import AUDIENCES, data_option, dumps, json_option, parse_date, whoever, yes_option
from bot.problems import Problem, plainly
from bot.samples import EVERYBODY
from bot.settings import settings_for
from corpus.document import Audience, Listing
from corpus.errors import NothingToUndo, UnknownDocument
from retrieval.library import Library

_ON_A_PAGE = 20


@click.command(name="list")
@click.option("--search", default="", help="Chỉ văn bản có những chữ này trong tiêu đề, số hiệu hoặc mã.")
@click.option("--audience", "audiences", type=AUDIENCES, multiple=True, help="Chỉ văn bản phạm vi này, có thể lặp lại.")
@click.option("--since", help="Chỉ văn bản ban hành từ ngày này.")
@click.option("--until", help="Chỉ văn bản ban hành đến ngày này.")
@click.option("--page", type=click.IntRange(min=1), help=f"Trang thứ mấy, {_ON_A_PAGE} văn bản một trang.")
@json_option
@data_option
@plainly
def list_documents(search: str, audiences: tuple[str, ...], since: str | None, until: str | None, page: int | None,
                   as_json: bool, data: Path | None) -> None:
    """Liệt kê văn bản, mới nhất trước."""
    found = library_in(data).listing(
        audiences=[Audience(audience) for audience in audiences] or EVERYBODY, hidden=True, search=search,
        since=parse_date(since), until=parse_date(until), limit=_ON_A_PAGE if page else -1,
        offset=_ON_A_PAGE * (page - 1) if page else 0)
    if as_json:
        click.echo(dumps([rendering.listing_to_json(listing) for listing in found.listings]))
        return
    narrowed = bool(search or audiences or since or until or page)
    click.echo("\n".join(map(messages.listed, found.listings))
               or (messages.NONE_LISTED if narrowed else messages.NO_DOCUMENTS))
    if page:
        click.echo(messages.page_of(page, -(-found.total // _ON_A_PAGE), found.total))


@click.command()
@click.argument("document_id", metavar="ID")
@json_option
@data_option
@plainly
def describe(document_id: str, as_json: bool, data: Path | None) -> None:
    """Cho biết mọi điều đã ghi về một văn bản: số hiệu, cơ quan ban hành, người ký, nơi nhận, số trang, nguồn."""
    listing = described(library_in(data), document_id)
    click.echo(dumps(rendering.description_to_json(listing)) if as_json else messages.description(listing))


@click.command()
@click.argument("document_id", metavar="ID")
@click.option("--to", type=click.Path(path_type=Path), help="Ghi vào đâu (mặc định: tên của chính tệp, ở thư mục này).")
@data_option
@plainly
def original(document_id: str, to: Path | None, data: Path | None) -> None:
    """Chép ra tệp gốc của một văn bản, nguyên vẹn như khi thêm."""
    library = library_in(data)
    described(library, document_id)
    found = library.original(document_id, audiences=EVERYBODY)
    if found is None:
        raise Problem(messages.NO_ORIGINAL.format(id=document_id))
    place = to or Path(found.name)
    try:
        with place.open("xb") as file:          # never in place of another
            file.write(found.data)
    except OSError as problem:
        raise Problem(messages.ORIGINAL_NOT_WRITTEN.format(file=place)) from problem
    click.echo(messages.ORIGINAL_WRITTEN.format(file=place))


@click.command()
@click.argument("document_id", metavar="ID")
@click.option("--title", help="Tiêu đề mới.")
@click.option("--issued", help="Ngày ban hành mới, dạng 2024-03-12.")
@click.option("--audience", type=AUDIENCES, help="Phạm vi mới.")
@data_option
@plainly
def edit(document_id: str, title: str | None, issued: str | None, audience: str | None, data: Path | None) -> None:
    """Sửa tiêu đề, ngày ban hành hoặc phạm vi của một văn bản."""
    day: date | None = parse_date(issued)
    if title is not None:
        title = " ".join(title.split())
    if not title and not day and not audience:
        raise click.UsageError(messages.NOTHING_TO_EDIT)
    library = library_in(data)
    library.edit(document_id, title=title or None, issued=day, audience=Audience(audience) if audience else None,
                 by=whoever())
    click.echo(messages.EDITED.format(listed=messages.listed(described(library, document_id))))


@click.command()
@click.argument("document_id", metavar="ID")
@data_option
@plainly
def hide(document_id: str, data: Path | None) -> None:
    """Ẩn một văn bản: không câu trả lời nào dùng, cho đến khi hiện lại."""
    library = library_in(data)
    library.set_hidden(document_id, True, by=whoever())
    click.echo(messages.HIDDEN.format(title=described(library, document_id).title, id=document_id))


@click.command()
@click.argument("document_id", metavar="ID")
@data_option
@plainly
def show(document_id: str, data: Path | None) -> None:
    """Hiện lại một văn bản đã ẩn."""
    library = library_in(data)
    library.set_hidden(document_id, False, by=whoever())
    click.echo(messages.SHOWN.format(title=described(library, document_id).title))


@click.command()
@click.argument("document_id", metavar="ID")
@click.argument("successor", metavar="ID-MỚI", required=False)
@data_option
@plainly
def supersede(document_id: str, successor: str | None, data: Path | None) -> None:
    """Ghi rằng văn bản ID được thay thế bởi văn bản ID-MỚI; không có ID-MỚI thì bỏ ghi."""
    library = library_in(data)
    library.supersede(document_id, successor, by=whoever())
    title = described(library, document_id).title
    click.echo(messages.SUPERSEDED.format(title=title, successor=described(library, successor).title) if successor
               else messages.NOT_SUPERSEDED.format(title=title))


@click.command()
@click.argument("document_id", metavar="ID")
@yes_option
@data_option
@plainly
def remove(document_id: str, yes: bool, data: Path | None) -> None:
    """Xoá một văn bản: từ đó không câu trả lời nào dùng văn bản này."""
    library = library_in(data)
    title = described(library, document_id).title
    if not yes and not click.confirm(messages.CONFIRM_REMOVE.format(title=title)):
        click.echo(messages.LEFT_ALONE)
        return
    library.remove(document_id, by=whoever())
    click.echo(messages.REMOVED.format(title=title))


@click.command()
@click.argument("number", type=int, required=False, metavar="[SỐ]")
@yes_option
@data_option
@plainly
def undo(number: int | None, yes: bool, data: Path | None) -> None:
    """Hoàn tác thay đổi gần nhất, hoặc thay đổi số SỐ trong nhật ký, trong vòng 24 giờ."""
    library = library_in(data)
    record = library.undoable(number)
    if record is None:
        raise NothingToUndo
    if not yes and not click.confirm(messages.CONFIRM_UNDO.format(change=messages.logged(record))):
        click.echo(messages.LEFT_ALONE)
        return
    library.undo(record.id, by=whoever())
    click.echo(messages.UNDONE.format(change=messages.logged(record)))


@click.command()
@click.argument("document_id", metavar="[ID]", required=False)
@click.option("-n", "limit", type=click.IntRange(min=1), default=_ON_A_PAGE, show_default=True, help="Số thay đổi.")
@json_option
@data_option
@plainly
def log(document_id: str | None, limit: int, as_json: bool, data: Path | None) -> None:
    """Nhật ký: ai đã thay đổi gì, khi nào; mới nhất trước."""
    records = library_in(data).log(document_id, limit)
    if as_json:
        click.echo(dumps([rendering.record_to_json(record) for record in records]))
    else:
        click.echo("\n".join(map(messages.logged, records)) or messages.EMPTY_LOG)


def library_in(data: Path | None) -> Library:
    return assemble(settings_for(data)).library


def described(library: Library, document_id: str) -> Listing:
    """Return a document as a list shows it; UnknownDocument when there is none."""
    listing = library.describe(document_id, audiences=EVERYBODY)
    if listing is None:
        raise UnknownDocument(document_id)
    return listing
