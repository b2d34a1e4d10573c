"""The section of the settings on the language model, as HTML: pure functions, everything escaped, never a key."""

from dataclasses import dataclass
from html import escape

from assistant.markup import clean
from assistant.screens.plan_parts import sure

_WHAT = (
    "AskKLOE answers in the guidance’s own words. It can also let a language model write the answers in plain "
    "sentences: one of yours (Ollama, LM Studio, llama.cpp, vLLM) or one that your organisation pays for, if it is "
    "“OpenAI-compatible”. Each sentence is compared with the words it rests on, and left out if they do not say it; "
    "where that is not certain, which is often, the quote stands instead. "
    "On safeguarding, medicines, notifications and law, only the guidance’s own words are shown."
)
_MEANS = (
    "If the model runs on this computer, nothing leaves it. If it runs on another machine, your question, your "
    "questions just before it and the quotes found for it leave this computer and go to that machine. Names after "
    "Mr or Mrs, numbers and addresses are hidden first, but that is not the same as making anonymous. Ask whoever is "
    "responsible for data protection before you use one."
)
_SURE = (
    "The address, the model’s name and its key are deleted from this computer and cannot be brought back. Answers are "
    "then the guidance’s own words."
)
KEY_FIELD = "model-key"
_HELP = {
    "url": "Where the model answers, for example http://127.0.0.1:11434/v1 for Ollama on this computer",
    "name": "As its server calls it, for example llama3.1:8b",
    "key": "Only if its server asks for one. It is kept on this computer and never shown again.",
    "seconds": "After so long, the guidance’s own words are shown instead",
}


@dataclass(frozen=True)
class ModelFacts:
    """What the section shows.

    Attributes:
        url: the address that is set or was typed; in one of the environment, nothing but the address itself.
        name: the model's name.
        has_key: whether a key is kept, or set in the environment.
        seconds: how long an answer may take.
        used: whether the model writes answers now.
        host: where it runs, if it is used; ``remote`` says that it is another machine.
        given: everything is set in the environment; ``fixed_seconds``: the time limit is.
        can_keep: whether anything can be kept on this computer.
        trying: how long the connection has been tried, in words.
        said: what came of it, or what is wrong; ``works`` says which.
        agree_to: the other machine that people are asked about before the model is used.
    """

    url: str = ""
    name: str = ""
    has_key: bool = False
    seconds: float = 120.0
    used: bool = False
    host: str = ""
    remote: bool = False
    given: bool = False
    fixed_seconds: bool = False
    can_keep: bool = True
    trying: str = ""
    said: str = ""
    works: bool = False
    agree_to: str = ""


def model_html(facts: ModelFacts) -> str:
    """The whole section."""
    return (
        '<section class="model" aria-labelledby="set-model"><h3 id="set-model">Language model</h3>'
        f'<p class="model-state">{_state(facts)}</p><p>{_WHAT}</p><p>{_MEANS}</p>'
        f"{_given(facts) if facts.given else _form(facts)}</section>"
    )


def _state(facts: ModelFacts) -> str:
    if not facts.used:
        return "<strong>Off.</strong> Answers are the guidance’s own words."
    where = f"{clean(facts.host)}, another machine" if facts.remote else "this computer"
    return f"<strong>On.</strong> Answers are written by {clean(facts.name)} on {where}."


def _given(facts: ModelFacts) -> str:
    """What the environment says; it can be tried, but not changed."""
    return (
        "<p>This is set in the environment that AskKLOE was started in (<code>ASKKLOE_MODEL_URL</code> and the others) "
        "and cannot be changed here.</p>"
        f'<dl class="facts"><dt>Address</dt><dd>{clean(facts.url)}</dd><dt>Model</dt><dd>{clean(facts.name)}</dd>'
        f"<dt>Key</dt><dd>{'set, not shown' if facts.has_key else 'none'}</dd>"
        f"<dt>Time limit</dt><dd>{facts.seconds:g} seconds</dd></dl>"
        '<div class="actions"><button type="button" class="second" data-do="model-test">Test the connection</button>'
        f"</div>{_verdict(facts)}"
    )


def _form(facts: ModelFacts) -> str:
    seconds = (
        f'<p class="fixed">Time limit: {facts.seconds:g} seconds, as set in the environment.</p>'
        if facts.fixed_seconds
        else _field("seconds", "Time limit in seconds", f'type="number" min="5" max="900" value="{facts.seconds:g}"')
    )
    key = "A key is kept. Leave this empty to go on using it with this address." if facts.has_key else _HELP["key"]
    url = _field("url", "Address", f'value="{escape(facts.url)}" inputmode="url"')
    name = _field("name", "Model", f'value="{escape(facts.name)}"')
    secret = _field("key", "Key", 'type="password"', key)
    use = "Use these settings" if facts.used else "Use it"
    off = _button("model-off", "Switch it off") if facts.used else ""
    forget = _forget() if facts.url and facts.can_keep else ""
    disabled = "" if facts.can_keep else " disabled"
    return (
        '<form class="model-form" data-do="model-test" autocomplete="off" novalidate>'
        f"{url}{name}{secret}{seconds}"
        '<div class="actions"><button type="submit" class="second" name="do" value="model-test">Test the connection'
        f'</button><button type="submit" class="second" name="do" value="model-use"{disabled}>{use}</button>'
        f"{off}{forget}</div>{_agree(facts)}{_verdict(facts)}</form>"
    )


def _field(name: str, label: str, more: str, said: str = "") -> str:
    return (
        f'<div class="field"><label for="model-{name}">{label}</label>'
        f'<p class="help" id="model-{name}-help">{said or _HELP[name]}</p>'
        f'<input id="model-{name}" name="{name}" {more} autocomplete="off" autocapitalize="off" spellcheck="false" '
        f'aria-describedby="model-{name}-help"></div>'
    )


def _agree(facts: ModelFacts) -> str:
    """What is asked before questions are sent to another machine."""
    if not facts.agree_to:
        return ""
    host = clean(facts.agree_to)
    return (
        f'<div class="agree" role="alert"><p><strong>Questions will leave this computer.</strong> From now on, what '
        f"anybody asks here, and the quotes found for it, are sent to <strong>{host}</strong>. A line on every screen "
        f'will say so.</p><input type="hidden" name="agreed" value="{escape(facts.agree_to)}"><div class="actions">'
        f'<button type="submit" class="danger" name="do" value="model-agree">Send questions to {host}</button>'
        '<button type="button" class="second" data-do="model-cancel">Cancel</button></div></div>'
    )


def _verdict(facts: ModelFacts) -> str:
    """How the connection was found; the place is always there, so that it is read out when it is filled."""
    if facts.trying:
        text = f'<p class="trying">{clean(facts.trying)}</p>'
    else:
        text = f'<p class="{"works" if facts.works else "fails"}">{clean(facts.said)}</p>' if facts.said else ""
    return f'<div class="verdict" role="status">{text}</div>'


def _forget() -> str:
    """A button that asks before what is kept is deleted."""
    opener = '<button type="button" class="plain" data-do="ask-first" data-dialog="model-sure">'
    dialog = sure("model-sure", "Delete the settings of the language model?", _SURE, "model-forget", "Delete them")
    return f"{opener}Delete these settings…</button>{dialog}"


def _button(what: str, label: str) -> str:
    return f'<button type="button" class="plain" data-do="{what}">{label}</button>'
