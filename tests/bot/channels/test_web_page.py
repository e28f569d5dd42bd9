"""The web chat as residents use it, in headless Chromium."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from bot import messages
from bot.assembly import Assistant
from bot.records import Records
from bot.settings import Address, Settings
from corpus.document import Audience, Original, Picture
from fakes import report
from libraries import library_in
from retrieval.question import Answer, Choice, Citation, Outcome, Question, Statement
from webserver import served

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--force-prefers-reduced-motion")   # no click meets a page that still scrolls

TITLE = "Hội nghị sơ kết 3 năm thực hiện Kết luận số 01-KL/TW"
OPENING = "Chiều ngày 11/3, Đảng ủy phường tổ chức hội nghị."
AWARDS = "🏅 Tại hội nghị, phường khen thưởng 05 tập thể và 06 cá nhân điển hình."   # 🏅: two UTF-16 units
CLOSING = "Đồng chí Bí thư phát động phong trào thời gian tới."
TEXT = f"{OPENING}\n{AWARDS}\n{CLOSING}"
QUOTE = "phường khen thưởng 05 tập thể và 06 cá nhân điển hình"

QUESTION = messages.EXAMPLES[0]
ANSWER = Answer(
    Outcome.ANSWERED, "05 tập thể và 06 cá nhân", (Statement(QUOTE.capitalize() + ".", 1),),
    (Citation(1, "so-ket", TITLE, date(2024, 3, 12), 2, 2, QUOTE, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE),
              Audience.PUBLIC),))


AMBIGUOUS = Answer(Outcome.AMBIGUOUS, asked="Phường có bao nhiêu hộ nghèo?",
                   choices=(Choice("phường Bến Đá", 0, 6), Choice("phường Sông Trăng", 0, 6)))


class Replies:
    """A service that answers one question, asks back at another, stumbles over a third and finds nothing else."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.text == "hỏng":
            raise ValueError
        if question.text == AMBIGUOUS.asked:
            return AMBIGUOUS
        return ANSWER if question.text == QUESTION else Answer(Outcome.NOT_FOUND, newest=date(2024, 3, 12))


@pytest.fixture(scope="module")
def service() -> Replies:
    return Replies()


@pytest.fixture(scope="module")
def address(service: Replies, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("ward")
    library = library_in(folder)
    list(library.add([report("so-ket", TEXT, title=TITLE, original=Original("Sơ kết.txt", TEXT.encode()))]))
    settings = Settings(web=Address("127.0.0.1", 0))
    assistant = Assistant(settings=settings, library=library, searcher=None, service=service, fitting=None,
                      records=Records(settings.data, admins=()))
    with served(assistant) as listening:
        yield f"http://127.0.0.1:{listening.port}/"
    library.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    chromium, driver = next(filter(None, map(shutil.which, CHROMIUM)), None), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.fail("These tests need Chromium and its driver: apt-get install chromium chromium-driver")
    profile: Path = tmp_path_factory.mktemp("profile")
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = Chrome(options=options, service=Service(driver))
    yield browser
    browser.quit()


class Visit:
    """The page opened anew, and what a resident does there."""

    def __init__(self, browser: Chrome, address: str) -> None:
        self.browser = browser
        browser.get_log("browser")   # forget what earlier visits left there
        browser.get(address)
        self.until(lambda: self.all(".example"))

    def until(self, met):
        return WebDriverWait(self.browser, 5, poll_frequency=0.02).until(lambda _: met())

    def all(self, selector: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.until(lambda: self.all(selector))[-1]

    def texts(self, *selectors: str) -> list[str | None]:
        return [self.one(selector).get_property("textContent") for selector in selectors]

    def press(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        ActionChains(self.browser).send_keys(*keys).perform()

    def tab_back(self) -> None:
        ActionChains(self.browser).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    @property
    def focused(self) -> WebElement:
        return self.browser.switch_to.active_element

    def ask(self, text: str) -> WebElement:
        """Type a question, press Enter, and return its answer."""
        box = self.one("#question")
        box.clear()
        box.send_keys(text, Keys.ENTER)
        return self.answer(len(self.all(".exchange")))

    def answer(self, count: int) -> WebElement:
        return self.until(lambda: self.all(f".exchange:nth-of-type({count}) .answer:not([data-outcome=waiting])"))[0]

    def open_source(self) -> None:
        self.one("summary").send_keys(Keys.ENTER)
        self.one("mark")


@pytest.fixture
def visit(browser: Chrome, address: str) -> Visit:
    return Visit(browser, address)


def test_a_typed_question_is_answered_with_its_source(visit: Visit):
    answer = visit.ask(QUESTION)

    assert visit.one(".asked").text == QUESTION
    assert visit.texts(".short", ".text", ".source .number", ".source .title", ".source .when", ".copy") == [
        "05 tập thể và 06 cá nhân",
        "Phường khen thưởng 05 tập thể và 06 cá nhân điển hình. Xem nguồn [1]",
        "[1]", TITLE, "12/3/2024 – đoạn 2",
        "Sao chép"]
    assert answer.get_attribute("data-outcome") == "answered"
    assert visit.one("#question").get_attribute("value") == ""


def test_the_source_opens_by_keyboard_with_the_quote_marked_and_its_neighbours_beside(visit: Visit):
    visit.ask(QUESTION)
    visit.tab_back()   # from the box to the button "Sao chép"
    visit.tab_back()
    assert visit.focused.tag_name == "summary"
    visit.press(Keys.ENTER)

    assert visit.one("mark").text == QUOTE
    assert visit.one(".passage").text == AWARDS

    visit.press(Keys.TAB, Keys.TAB)
    assert visit.focused.text == "Đoạn sau ▶"
    visit.press(Keys.ENTER)

    visit.until(lambda: visit.one(".passage").text == CLOSING)
    assert visit.one(".place").text == "đoạn 3"
    assert visit.all("mark") == []
    assert visit.focused.text == "Đoạn sau ▶"
    assert visit.focused.get_attribute("aria-disabled") == "true"

    visit.tab_back()
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.one("mark").text == QUOTE)
    visit.press(Keys.ENTER)
    visit.until(lambda: visit.one(".passage").text == OPENING)


def test_the_picture_of_a_scanned_page_opens_from_its_passage(browser: Chrome, tmp_path: Path):
    library = library_in(tmp_path)
    list(library.add([report("so-ket", TEXT, title=TITLE, pages=(0,), pictures=(Picture(1, b"\xff\xd8"),))]))
    settings = Settings(web=Address("127.0.0.1", 0))
    assistant = Assistant(settings=settings, library=library, searcher=None, service=Replies(), fitting=None,
                          records=Records(settings.data, admins=()))
    with served(assistant) as listening:
        visit = Visit(browser, f"http://127.0.0.1:{listening.port}/")
        visit.ask(QUESTION).find_element(By.CSS_SELECTOR, ".reference").click()
        link = visit.until(lambda: visit.one(".picture"))
        visit.until(link.is_displayed)

        assert link.text == "Xem ảnh trang"
        assert link.get_attribute("href").endswith(f"/api/picture/2?at={TEXT.index(QUOTE)}")
    library.close()


def test_the_number_in_the_text_opens_its_source(visit: Visit):
    visit.ask(QUESTION).find_element(By.CSS_SELECTOR, ".reference").click()

    assert visit.one("mark").text == QUOTE
    assert visit.focused.tag_name == "summary"


def test_an_opened_source_offers_the_file_that_it_was_read_from(visit: Visit):
    visit.ask(QUESTION)
    visit.open_source()
    link = visit.one(".original")

    assert (link.text, link.is_displayed()) == ("📎 Tệp gốc", True)
    reply = httpx.get(link.get_property("href"), trust_env=False)
    assert (reply.text, reply.headers["content-disposition"]) == (
        TEXT, "attachment; filename*=UTF-8''S%C6%A1%20k%E1%BA%BFt.txt")


def test_what_is_not_found_is_told_politely(visit: Visit):
    answer = visit.ask("Giá vàng hôm nay?")

    assert answer.text == messages.not_found(date(2024, 3, 12))
    assert answer.get_attribute("data-outcome") == "not_found"


def test_html_in_a_question_stays_text(visit: Visit):
    script = "<img src=x onerror=document.title='hacked'><b>đậm</b>"
    visit.ask(script)

    assert visit.one(".asked").text == script
    assert visit.all("#log img, #log b") == []
    assert visit.browser.title == "Hỏi Phường – Trợ lý tự động (AI)"


def test_a_failure_is_one_sentence_and_the_question_can_be_sent_again(visit: Visit):
    answer = visit.ask("hỏng")

    assert answer.text == messages.FAILED
    assert visit.one("#question").get_attribute("value") == "hỏng"


def test_a_lost_connection_is_told(visit: Visit):
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    visit.browser.execute_cdp_cmd("Network.enable", {})
    visit.browser.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        assert visit.ask(QUESTION).text == messages.PAGE["offline"]
    finally:
        visit.browser.execute_cdp_cmd("Network.emulateNetworkConditions", {
            **offline, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1})


def test_an_example_asks_itself(visit: Visit):
    assert [button.text for button in visit.all(".example")] == [QUESTION]
    visit.one(".example").click()

    assert visit.answer(1).get_attribute("data-outcome") == "answered"


def test_shift_enter_makes_a_new_line_and_the_last_three_exchanges_go_along(visit: Visit, service: Replies):
    for number in range(4):
        visit.ask(f"câu {number}")
    visit.one("#question").send_keys("câu 4", Keys.SHIFT, Keys.ENTER, Keys.NULL, "dòng hai")
    assert len(visit.all(".exchange")) == 4
    visit.press(Keys.ENTER)
    visit.answer(5)

    assert service.asked[-1].text == "câu 4\ndòng hai"
    assert [(earlier.question, earlier.answer) for earlier in service.asked[-1].history] == [
        (f"câu {number}", messages.not_found(date(2024, 3, 12))) for number in (1, 2, 3)]


def test_an_empty_question_is_not_sent(visit: Visit):
    visit.one("#question").send_keys("   ", Keys.ENTER)

    assert visit.all(".exchange") == []
    assert visit.focused == visit.one("#question")


def test_a_phone_of_360_pixels_never_scrolls_sideways(browser: Chrome, address: str):
    phone = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        visit = Visit(browser, address)
        visit.ask("https://example.vn/" + "dai" * 100)
        visit.ask(QUESTION)
        visit.open_source()
        assert browser.execute_script("return document.documentElement.scrollWidth") == 360
        small = [button.text for button in visit.all("button, summary, textarea")
                 if button.is_displayed() and button.size["height"] < 48
                 and button.get_attribute("class") != "reference"]
        assert small == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_screen_reader_hears_the_conversation_and_every_control_has_a_name(visit: Visit):
    visit.ask(QUESTION)
    visit.open_source()
    tree = visit.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [(node["role"]["value"], node["name"]["value"]) for node in tree if not node["ignored"] and "name" in node]

    assert ("log", "Cuộc trò chuyện") in named
    assert visit.one("#log").get_attribute("aria-live") == "polite"
    assert ("textbox", "Câu hỏi của ông/bà") in named
    assert ("heading", f"Ông/bà hỏi: {QUESTION}") in named
    assert {name.strip() for role, name in named if role == "button"} == {
        QUESTION, "Xem nguồn [1]", "Đoạn trước", "Đoạn sau", "Sao chép", "Gửi", "Hỏi chuyện mới"}
    assert visit.browser.get_log("browser") == []


def test_an_answer_can_be_copied(visit: Visit):
    permissions = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    visit.browser.execute_cdp_cmd("Browser.grantPermissions", permissions)
    visit.ask(QUESTION).find_element(By.CSS_SELECTOR, ".copy").click()
    visit.until(lambda: visit.one(".copy").text == "Đã sao chép")

    assert visit.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])").splitlines() == [
        "Phường khen thưởng 05 tập thể và 06 cá nhân điển hình. [1]",
        f"[1] {TITLE} – 12/3/2024 – đoạn 2"]


def test_an_answer_can_be_copied_where_a_page_may_not_use_the_clipboard(visit: Visit):
    visit.browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": []})
    visit.browser.execute_script(
        "document.addEventListener('copy', () => { window.copied = document.getSelection().toString(); })")
    visit.ask(QUESTION).find_element(By.CSS_SELECTOR, ".copy").click()
    visit.until(lambda: visit.one(".copy").text == "Đã sao chép")

    assert visit.browser.execute_script("return window.copied").startswith("Phường khen thưởng 05 tập thể")


def test_what_a_question_may_mean_is_offered_and_asked_when_pressed(visit: Visit, service: Replies) -> None:
    answer = visit.ask(AMBIGUOUS.asked)
    offered = answer.find_elements(By.CSS_SELECTOR, ".choices button")
    assert [button.text for button in offered] == ["phường Bến Đá", "phường Sông Trăng"]

    offered[1].click()
    visit.answer(2)
    assert service.asked[-1].text == "phường Sông Trăng có bao nhiêu hộ nghèo?"


def test_a_new_conversation_forgets_the_old_one(visit: Visit, service: Replies) -> None:
    visit.ask(QUESTION)
    visit.ask("còn cá nhân thì sao?")
    assert [exchange.question for exchange in service.asked[-1].history] == [QUESTION]

    visit.one("#forget").click()
    assert visit.all(".exchange") == []
    assert visit.focused == visit.one("#question")
    visit.ask("còn cá nhân thì sao?")
    assert service.asked[-1].history == ()


def test_half_an_hour_without_a_question_is_forgotten(visit: Visit, service: Replies) -> None:
    visit.ask(QUESTION)
    visit.browser.execute_script("const now = Date.now; Date.now = () => now() + 31 * 60_000;")
    visit.ask("còn cá nhân thì sao?")
    assert service.asked[-1].history == ()
