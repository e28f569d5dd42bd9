"""The commands for the data folder as a whole: check, rebuild, backup, restore."""

import sys
from pathlib import Path

import click

from bot import messages
from bot.assembly import assemble
from bot.keeping import library_in
from bot.options import data_option, whoever, yes_option
from bot.problems import Problem, plainly
from bot.quotes_given import check_quotes
from bot.samples import EVERYBODY
from bot.settings import settings_for
from corpus import programs
from retrieval.library import Library
from retrieval.question import today


@click.command()
@click.option("--repair", is_flag=True, help="Sửa những chỗ lệch.")
@data_option
@plainly
def check(repair: bool, data: Path | None) -> None:
    """Kiểm tra kho tài liệu và hai chỉ mục có khớp nhau không, và máy còn thiếu chương trình nào."""
    assistant = assemble(settings_for(data))
    library = assistant.library
    found = library.check()
    if repair and not found.sound:
        found = library.repair()
        if found.sound:
            click.echo(messages.REPAIRED)
    report = messages.checked(found, *size(library))
    if not found.sound:
        raise Problem(report)
    quotes = check_quotes(library, assistant.records.given, today())
    said = [report, *([messages.quotes_checked(quotes)] if quotes.given else [])]
    if quotes.wrong:
        raise Problem("\n".join(said))
    click.echo("\n".join([*said, *map(messages.missing_program, programs.missing())]))


@click.command()
@data_option
@plainly
def rebuild(data: Path | None) -> None:
    """Lập lại chỉ mục, chẳng hạn sau khi đổi mô hình."""
    library = library_in(data)
    _, total = size(library)
    with click.progressbar(length=total, label=messages.REBUILDING, file=sys.stderr) as bar:
        passages = library.rebuild(lambda done: bar.update(done - bar.pos))
    click.echo(messages.REBUILT.format(passages=passages))


@click.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@data_option
@plainly
def backup(file: Path, data: Path | None) -> None:
    """Sao lưu toàn bộ kho tài liệu vào một tệp, kể cả khi bot đang chạy."""
    library = library_in(data)
    library.back_up(file)
    documents, passages = size(library)
    click.echo(messages.BACKED_UP.format(documents=documents, passages=passages, file=file))


@click.command()
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@yes_option
@data_option
@plainly
def restore(file: Path, yes: bool, data: Path | None) -> None:
    """Khôi phục kho tài liệu từ một tệp sao lưu, kể cả khi bot đang chạy."""
    library = library_in(data)
    documents, _ = size(library)
    if documents and not yes and not click.confirm(messages.CONFIRM_RESTORE.format(documents=documents, file=file)):
        click.echo(messages.LEFT_ALONE)
        return
    kept = library.restore(file, by=whoever())
    documents, passages = size(library)
    click.echo(messages.RESTORED.format(documents=documents, passages=passages, file=file))
    if kept:
        click.echo(messages.KEPT_NARROW.format(documents=kept))


def size(library: Library) -> tuple[int, int]:
    """Return how many documents and passages there are, hidden ones too."""
    listings = library.documents(audiences=EVERYBODY, hidden=True)
    return len(listings), sum(listing.passages for listing in listings)
