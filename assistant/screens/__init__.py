"""The web screens: besides app.py the only place that knows Gradio."""
