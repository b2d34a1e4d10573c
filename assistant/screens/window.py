"""Opening the window: Gradio on this computer only, nothing shared, nothing remembered, nothing fetched."""

import json
from collections.abc import Iterable
from pathlib import Path
from string import Template

import gradio as gr
from fastapi import Request, Response
from gradio.themes import Base
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.screens.screens import links_html, one_at_a_time
from assistant.screens.windows import Windows

HERE = Path(__file__).resolve().parent
SCREEN_CSS = ("common.css", "chat.css", "settings.css", "good.css", "report.css", "plan.css", "workshop.css")
CSS = (HERE.parent / "view.css", *(HERE / name for name in SCREEN_CSS))
HEAD_NAMES = ("frame.css", "print.css", "report_head.css", "workshop_head.css")  # Gradio would rewrite their selectors
HEAD_CSS = tuple(HERE / name for name in HEAD_NAMES)
FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
LEAVING = "/leaving"
_NAME_CHARS = 64


def open_window(page: gr.Blocks, windows: Windows, host: str, port: int, *, open_browser: bool) -> None:
    """Serve the page from a background thread; returns when it can be opened.

    Raises:
        OSError: the port is not free.
    """
    page.queue(api_open=False, default_concurrency_limit=None)
    page.launch(
        server_name=host,
        server_port=port,
        share=False,
        inbrowser=False,  # opened below, when everything is there
        prevent_thread_lock=True,
        quiet=True,
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser's storage
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=plain_theme(),
        css=_texts(CSS),
        head=head(),
        # a page elsewhere that calls itself by a name of its own must not get at what is asked here
        app_kwargs={"middleware": [Middleware(TrustedHostMiddleware, allowed_hosts=[host, "localhost"])]},
    )

    async def leaving(request: Request) -> Response:
        name = (await request.body())[:_NAME_CHARS].decode("ascii", errors="ignore")
        windows.leave(name)
        return Response(status_code=204)

    page.app.add_api_route(LEAVING, leaving, methods=["POST"], include_in_schema=False)
    if open_browser:
        import webbrowser

        webbrowser.open(f"http://{host}:{port}/")


def head() -> str:
    """The frame of the page, which is not Gradio's, and its styles."""
    frame = Template((HERE / "frame.html").read_text(encoding="utf-8")).substitute(links=links_html())
    script = _texts(HERE / name for name in ("frame.js", "upload.js"))
    given = json.dumps(frame).replace("<", "\\u003c")  # Gradio loses the content of a template
    return (
        f"<style>{_texts(HEAD_CSS)}{one_at_a_time()}</style><script>window.askkloeFrame = {given};\n{script}</script>"
    )


def _texts(files: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def plain_theme() -> Base:
    """Gradio's plainest theme with the computer's own fonts, light at all hours (our colours are made for it)."""
    theme = Base(font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace"))
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme
