"""What several commands share: options, how a date is typed, how JSON is printed, who sits at the keyboard."""

import getpass
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from corpus.document import Audience
from corpus.errors import InvalidValue

AUDIENCES = click.Choice([audience.value for audience in Audience])

data_option = click.option("--data", type=click.Path(path_type=Path), help="Thư mục dữ liệu (mặc định: HOIPHUONG_DATA).")
json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
yes_option = click.option("--yes", is_flag=True, help="Không hỏi lại.")


def parse_date(value: str | None) -> date | None:
    """Read 2024-03-12 or 12/3/2024; InvalidValue for anything else."""
    if value is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(value.strip(), form).date()
        except ValueError:
            continue
    raise InvalidValue("issued", value)


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def whoever() -> str:
    """Return who is at the keyboard, as the log shows it; "" when the machine does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
