// The page asks, and shows what came back. Every word is in index.html; texts go in as text, never as HTML.

const HISTORY = 3;           // earlier exchanges sent along, so that a question may follow up
const PATIENCE = 30_000;     // milliseconds until a silent server counts as out of reach
const FORGOTTEN_AFTER = 30 * 60_000;   // milliseconds without a question until earlier ones are forgotten

const log = document.getElementById("log");
const form = document.getElementById("composer");
const input = document.getElementById("question");
const history = [];
let waiting = false;
let lastAsked = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(input.value);
});

input.addEventListener("input", fit);

input.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229;   // a Vietnamese keyboard is still forming a letter
  if (event.key === "Enter" && !event.shiftKey && !composing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.getElementById("forget").addEventListener("click", forget);

showExamples();

async function ask(question) {
  if (waiting) return;
  if (!question.trim()) {
    input.focus();
    return;
  }
  waiting = true;
  input.value = "";
  fit();
  if (matchMedia("(pointer: coarse)").matches) input.blur();   // the keyboard would cover the answer

  const exchange = part("exchange");
  exchange.querySelector(".asked").textContent = question.trim();
  log.append(exchange);
  exchange.scrollIntoView({ block: "start" });

  if (Date.now() - lastAsked > FORGOTTEN_AFTER) history.length = 0;
  const answer = await call("api/ask", { question, history });
  if (answer.error) {
    showError(exchange, answer.error);
    if (!input.value) input.value = question;   // nothing typed is lost
    fit();
  } else {
    showAnswer(exchange, answer);
    history.push({ q: question.trim(), a: answer.text });
    history.splice(0, history.length - HISTORY);
    lastAsked = Date.now();
    document.getElementById("forget").hidden = false;
  }
  exchange.scrollIntoView({ block: "start" });
  waiting = false;
}

// A new conversation: what was asked before is gone, here and, as nothing is kept there, on the server.
function forget() {
  if (waiting) return;
  history.length = 0;
  log.replaceChildren();
  document.getElementById("forget").hidden = true;
  input.focus();
}

function showError(exchange, sentence) {
  const error = part("error");
  error.querySelector(".text").textContent = sentence;
  exchange.querySelector(".answer").replaceWith(error);
}

function showAnswer(exchange, answer) {
  const content = part("answer");
  content.dataset.outcome = answer.outcome;
  const short = content.querySelector(".short");
  if (answer.short) short.textContent = answer.short;
  else short.remove();

  const sources = new Map(answer.citations.map((citation) => [citation.n, source(citation)]));
  content.querySelector(".text").append(...linked(answer.text, sources));
  content.querySelector(".sources").append(...sources.values());
  content.querySelector(".copy").addEventListener("click", (event) => copy(answer, event.currentTarget));
  for (const choice of answer.choices ?? []) {
    const item = part("example");
    const button = item.querySelector("button");
    button.textContent = choice.label;
    button.addEventListener("click", () => ask(choice.question));
    content.querySelector(".choices").append(item);
  }
  if (!answer.choices) content.querySelector(".choices").remove();
  if (!sources.size) content.querySelectorAll(".sources, .actions").forEach((element) => element.remove());

  exchange.querySelector(".answer").replaceWith(content);
}

// "… 06 cá nhân [1]": the number opens its source.
function linked(text, sources) {
  return text.split(/(\[\d+\])/).map((piece) => {
    const details = /^\[\d+\]$/.test(piece) && sources.get(Number(piece.slice(1, -1)));
    if (!details) return piece;
    const button = part("reference");
    button.querySelector(".number").textContent = piece;
    button.addEventListener("click", () => {
      details.open = true;
      details.querySelector("summary").focus();
    });
    return button;
  });
}

function source(citation) {
  const details = part("source");
  details.querySelector(".number").textContent = `[${citation.n}]`;
  details.querySelector(".title").textContent = citation.title;
  details.querySelector(".when").textContent = `${day(citation.issued)} – ${citation.place}`;

  let shown = null;
  const turn = async (id) => {
    const passage = await call(`api/passage/${id}?at=${citation.start}`);
    if (!passage.error) shown = passage;
    showPassage(details, passage, citation);
  };
  details.addEventListener("toggle", () => {
    if (details.open && !shown) turn(citation.passage);
  });
  for (const direction of ["previous", "next"]) {
    details.querySelector(`.${direction}`).addEventListener("click", () => {
      if (shown?.[direction]) turn(shown[direction]);
    });
  }
  return details;
}

function showPassage(details, passage, citation) {
  const text = details.querySelector(".passage");
  if (passage.error) {
    text.replaceChildren(passage.error);
    return;
  }
  details.querySelector(".place").textContent = passage.place;
  text.replaceChildren(...marked(passage, citation));
  text.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  details.querySelector(".turning").hidden = false;
  const picture = details.querySelector(".picture");
  picture.hidden = !passage.picture;
  if (passage.picture) picture.href = passage.picture;
  const original = details.querySelector(".original");
  original.hidden = !passage.original;
  if (passage.original) {
    original.href = passage.original;
    original.textContent = passage.original.startsWith("http") ? log.dataset.page : log.dataset.file;
  }
  for (const direction of ["previous", "next"]) {
    // aria-disabled, not disabled: a disabled button would drop the keyboard's focus
    details.querySelector(`.${direction}`).setAttribute("aria-disabled", String(!passage[direction]));
  }
}

// The passage with what was quoted from it marked. Offsets count characters of the document, not UTF-16 units.
function marked(passage, citation) {
  const letters = Array.from(passage.text);
  const start = Math.max(citation.start - passage.start, 0);
  const end = Math.min(citation.end - passage.start, letters.length);
  const quoted = start < end ? letters.slice(start, end).join("") : "";
  if (!quoted || !citation.quote.includes(quoted)) return [passage.text];
  const mark = document.createElement("mark");
  mark.textContent = quoted;
  return [letters.slice(0, start).join(""), mark, letters.slice(end).join("")];
}

async function copy(answer, button) {
  const sources = answer.citations.map((citation) =>
    `[${citation.n}] ${citation.title} – ${day(citation.issued)} – ${citation.place}`);
  await write([answer.text, ...sources].join("\n"));
  const label = button.textContent;
  button.textContent = log.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2_000);
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {   // a page opened over plain http has no clipboard
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "unseen";
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    focused.focus({ preventScroll: true });
  }
}

async function showExamples() {
  const { examples = [] } = await call("api/examples");
  const list = document.querySelector(".examples");
  for (const question of examples) {
    const item = part("example");
    const button = item.querySelector("button");
    button.textContent = question;
    button.addEventListener("click", () => ask(question));
    list.append(item);
  }
  document.getElementById("examples").hidden = !examples.length;
}

// What the server says; {error: sentence} when it refuses or cannot be reached.
async function call(address, body) {
  const sending = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(address, { ...sending, signal: AbortSignal.timeout(PATIENCE) });
    const content = await response.json();
    return response.ok || content.error ? content : { error: log.dataset.offline };
  } catch {
    return { error: log.dataset.offline };
  }
}

function part(name) {
  return document.getElementById(name).content.firstElementChild.cloneNode(true);
}

function day(issued) {
  if (!issued) return log.dataset.undated;
  const [year, month, date] = issued.split("-").map(Number);
  return `${date}/${month}/${year}`;
}

// The box grows with the question, up to the height that chat.css allows.
function fit() {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
}
