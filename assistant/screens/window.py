"""Opening the window: Gradio on this computer only, nothing shared, nothing remembered, nothing fetched."""

from pathlib import Path

import gradio as gr
from gradio.themes import Base

HERE = Path(__file__).resolve().parent
CSS = (HERE.parent / "view.css", HERE / "chat.css")
FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")


def open_window(page: gr.Blocks, host: str, port: int, *, open_browser: bool) -> None:
    """Serve the page from a background thread; returns when it can be opened.

    Raises:
        OSError: the port is not free.
    """
    page.queue(api_open=False, default_concurrency_limit=None)
    page.launch(
        server_name=host,
        server_port=port,
        share=False,
        inbrowser=open_browser,
        prevent_thread_lock=True,
        quiet=True,
        footer_links=[],
        run_history=False,  # Gradio would keep every question in the browser's storage
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=plain_theme(),
        css="\n".join(path.read_text(encoding="utf-8") for path in CSS),
    )


def plain_theme() -> Base:
    """Gradio's plainest theme with the computer's own fonts, light at all hours (our colours are made for it)."""
    theme = Base(font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace"))
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme
