"""The bot as a whole: built from its handlers, run until it is told to stop or has no reason to go on."""

import asyncio
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import LinkPreviewOptions
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, Defaults
from telegram.request import HTTPXRequest

from bot.assembly import Assistant
from bot.channels.telegram import (
    audit,
    checking,
    closing,
    confirming_references,
    digest,
    finding,
    gate,
    holding,
    inline,
    joining,
    listing,
    menus,
    newest,
    news,
    originals,
    page_pictures,
    passages,
    pressing,
    privacy,
    questions,
    references,
    statistics,
    subscriptions,
    unanswered,
    verdicts,
    welcome,
)
from bot.channels.telegram.asking_back import AskingBack
from bot.channels.telegram.confirming import Confirming
from bot.channels.telegram.documents import Documents
from bot.channels.telegram.failures import failed
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import Backoff, Poll, TokenRefused
from bot.channels.telegram.turns import Turns, note_answers
from bot.settings import InvalidSetting, Settings
from corpus.fetching import Fetcher

logger = logging.getLogger(__name__)

Bot = Application[Any, Any, Any, Any, Any, Any]

_AT_ONCE = 16               # updates; measured: more is slower, because httpcore scans its whole pool at each request
_CONNECTIONS = 2 * _AT_ONCE
_FAREWELL = 8.0             # seconds that running answers get at the end; docker stop kills after ten
_TOKEN = re.compile(r"[^\s/?#%]+", re.ASCII)


async def serve(assistant: Assistant, *, on_started: Callable[[str], None] | None = None) -> None:
    """Serve Telegram until cancelled, then finish what runs; PollEnded when the poll is dead.

    `on_started` is told the name of the bot once Telegram knows it.
    """
    application = build(assistant.settings)
    asking = AskingBack()
    application.add_handlers(asking.first_handlers(), group=-2)
    application.add_handlers(gate.handlers(assistant), group=-1)
    confirming = Confirming(assistant, asking)
    intake = Intake(assistant, confirming, Fetcher(assistant.settings.domains))
    for part in (joining, holding, closing, privacy, newest, subscriptions, verdicts, statistics, inline,
                 confirming_references, finding, audit, checking):
        application.add_handlers(part.handlers(assistant))
    for handlers in (unanswered.handlers(assistant, intake), confirming.handlers(), asking.handlers(),
                     listing.handlers(assistant, asking), pressing.handlers(assistant, asking),
                     Documents(intake).handlers()):
        application.add_handlers(handlers)
    for part in (references, questions, page_pictures, originals, passages, welcome):
        application.add_handlers(part.handlers(assistant))
    application.add_error_handler(failed)
    try:
        await _arrive(application, assistant)
        if on_started is not None:
            on_started(f"@{application.bot.username}")
        await _work(application, assistant, intake)
    finally:
        await application.shutdown()


def build(settings: Settings) -> Bot:
    """Return an application without handlers that speaks to the Bot API which the settings name."""
    token = settings.token.reveal() if settings.token is not None else ""
    if not token.isascii() or not _TOKEN.fullmatch(token):
        raise TokenRefused
    builder = (
        Application.builder()
        .token(token)
        .updater(None)      # the poll is ours, and so are the turns
        .rate_limiter(Patience())
        .get_updates_connect_timeout(10).get_updates_read_timeout(20)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True), allow_sending_without_reply=True))
    )
    if settings.api_url is not None:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    proxy = settings.proxy.reveal() if settings.proxy is not None else None
    if proxy is not None:
        builder = builder.get_updates_proxy(proxy)
    try:
        request = HTTPXRequest(_CONNECTIONS, pool_timeout=30, connect_timeout=10, read_timeout=20, proxy=proxy,
                               httpx_kwargs={"event_hooks": {"request": [note_answers]}})
        return builder.request(request).build()
    except Exception:
        if settings.proxy is None:
            raise
        raise InvalidSetting("TELEGRAM_PROXY", "") from None      # no address, or a kind that is not installed


async def _arrive(application: Bot, assistant: Assistant) -> None:
    """Log in, however long the network takes; TokenRefused when Telegram does not know the token."""
    backoff = Backoff()
    while True:
        try:
            await application.initialize()
            await application.bot.delete_webhook()      # with one set, getUpdates is refused
            break
        except InvalidToken:
            raise TokenRefused from None                # the original names the token
        except TelegramError as error:
            logger.warning("Telegram can't be reached yet: %s", error)
            await backoff.wait()
    with suppress(TelegramError):                       # a menu is no reason not to answer
        await menus.introduce(application.bot, assistant.records.members)
    logger.info("answering as @%s", application.bot.username)


async def _work(application: Bot, assistant: Assistant, intake: Intake) -> None:
    turns = Turns(application.process_update, assistant.records.updates, _AT_ONCE)
    poll = Poll(application.bot, turns)
    await application.start()
    beside = [asyncio.create_task(task) for task in (
        privacy.purge_daily(assistant), news.watch(assistant, application.bot),
        digest.send_daily(assistant, application.bot))]
    try:
        turns.resume(application.bot)
        intake.resume(application.bot)
        await poll.run()
    finally:
        for task in beside:
            task.cancel()
        await intake.close()
        await poll.acknowledge()
        try:
            async with asyncio.timeout(_FAREWELL):
                await turns.finish()
                await application.stop()
        except TimeoutError:
            logger.warning("answers that were still running are given after the next start")
        logger.info("stopped")
