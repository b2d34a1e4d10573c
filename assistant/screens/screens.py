"""The page and its screens. A new screen is a module with a function that builds it, and a line in `SCREENS`."""

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from assistant.screens.chat import build_chat
from assistant.screens.good import build_good
from assistant.screens.page import goes_to_html
from assistant.screens.plan import build_plan
from assistant.screens.report import build_report
from assistant.screens.settings import build_settings
from assistant.screens.shared import Frame, Shared, html
from assistant.screens.workshop import build_workshop

# Another window may have changed where questions go.
_LOOK_AGAIN = "['focus', 'askkloe:shown'].forEach((what) => window.addEventListener(what, () => trigger('load', {})));"


@dataclass(frozen=True)
class Screen:
    """One screen: ``slug`` is what stands behind the # in its address, ``name`` what the navigation says."""

    slug: str
    name: str
    build: Callable[[Frame], None]


SCREENS = (
    Screen("chat", "Ask", build_chat),
    Screen("good", "What good looks like", build_good),
    Screen("report", "Inspection report", build_report),
    Screen("plan", "Action plan", build_plan),
    Screen("workshop", "Workshops", build_workshop),
    Screen("settings", "Settings", build_settings),
)


def build_page(shared: Shared) -> gr.Blocks:
    """The page with all screens, of which the browser shows one."""
    with gr.Blocks(analytics_enabled=False, title="AskKLOE", fill_width=True) as page:
        who = (gr.Textbox(visible=False), gr.Textbox(visible=False))
        frame = Frame(page, shared, who, html(goes_to_html(shared.sent_to()), "goes-to", _LOOK_AGAIN))
        for screen in SCREENS:
            with gr.Column(elem_id=f"screen-{screen.slug}", elem_classes="screen"):
                screen.build(frame)
    return page


def links_html() -> str:
    """The links of the navigation."""
    items = "".join(f'<li><a href="#{screen.slug}">{screen.name}</a></li>' for screen in SCREENS)
    return f"<ul>{items}</ul>"


def one_at_a_time() -> str:
    """The style rules that hide all screens but the one that is shown."""
    return "\n".join(
        f'html:not([data-screen="{screen.slug}"]) #screen-{screen.slug} {{ display: none !important; }}'
        for screen in SCREENS
    )
