"""What README and CONTRIBUTING say: every command, setting, file name and figure of theirs exists."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

import assistant.__main__ as assistant_main
from app import HOST, PREFIX, Settings
from assistant.generate.settings import ModelSettings
from corpus.manifest import list_documents

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BOTH = README + CONTRIBUTING


def commands():
    """Every command line of the README's code blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def modules():
    found = (re.search(r"-m (assistant|ingest|evals)\b(.*)", command) for command in commands())
    return [(match[1], shlex.split(match[2], comments=True)) for match in found if match]


def test_the_readme_has_commands_to_check():
    assert len(commands()) >= 10
    assert {name for name, _ in modules()} == {"assistant", "ingest", "evals"}


def test_the_readme_is_under_two_hundred_lines():
    assert len(README.splitlines()) < 200


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake (\w+)", BOTH + " make setup")) - {"one", "types,"}))
def test_every_make_target_that_is_named_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


@pytest.mark.parametrize("name", sorted({name for name, _ in modules()}))
def test_every_module_that_is_run_can_be_run(name):
    assert importlib.util.find_spec(f"{name}.__main__")


@pytest.mark.parametrize("arguments", [arguments for name, arguments in modules() if name == "assistant"])
def test_the_assistants_commands_are_understood(arguments):
    options = assistant_main._parser().parse_args(arguments)
    if options.verb == "plan":
        assert options.out or options.json
    else:
        assert options.verb in {"framework", "workshop"} or options.question or (options.batch and options.out)


@pytest.mark.parametrize("arguments", [arguments for name, arguments in modules() if name == "ingest"])
def test_the_ingests_options_are_its_own(arguments):
    source = (ROOT / "ingest" / "__main__.py").read_text(encoding="utf-8")
    options = [argument for argument in arguments if argument.startswith("--")]
    assert options
    assert all(f'"{option}"' in source for option in options)


def test_index_is_an_option_of_every_verb():
    for verb in ("ask", "search"):
        assert assistant_main._parser().parse_args([verb, "x", "--index", "here"]).index == Path("here")


def test_the_settings_of_the_readme_are_the_settings_there_are():
    named = set(re.findall(rf"`({PREFIX}\w+)`", README))
    ours = {PREFIX + name.upper() for name in Settings.model_fields}
    models = {f"{PREFIX}MODEL_{name.upper()}" for name in ModelSettings.model_fields}
    assert named == ours | models


def test_the_defaults_of_the_readme_are_the_defaults():
    fields = Settings.model_fields
    assert f"`ASKKLOE_PORT` ({fields['port'].default})" in README
    of_model = ModelSettings.model_fields
    assert f"`ASKKLOE_MODEL_SECONDS` ({of_model['seconds'].default:g}" in README
    assert f"`ASKKLOE_MODEL_SILENCE_SECONDS` ({of_model['silence_seconds'].default:g})" in README
    assert f"`ASKKLOE_OPEN_BROWSER` (`{str(fields['open_browser'].default).lower()}`)" in README.replace("\n", " ")
    assert HOST in README


def files():
    linked = re.findall(r"\]\(([^)#:]+)\)", BOTH)
    named = re.findall(r"`((?:[\w.-]+/)*[\w.*-]+\.(?:toml|jsonl|py|txt|md|png)|(?:\.?[\w-]+/)+[\w-]+)`", BOTH)
    return sorted(set(linked + named))


def test_there_are_files_to_check():
    assert {"CONTRIBUTING.md", "LICENSE", "docs/screenshot.png", "corpus/manifest.toml"} <= set(files())


@pytest.mark.parametrize("name", files())
def test_every_file_that_is_named_exists(name):
    assert list(ROOT.glob(name)) or (ROOT / name).exists()


@pytest.mark.parametrize("name", re.findall(r"-(?:r|c) (\S+\.txt)", README))
def test_the_requirement_files_of_the_windows_way_exist(name):
    assert (ROOT / name).exists()


def test_the_windows_way_installs_the_torch_that_make_installs():
    versions = set(re.findall(r"torch==(\S+)", README + MAKEFILE))
    assert len(versions) == 1
    constrained = re.search(r"^torch==(\S+)", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert constrained is None or {constrained[1].split("+")[0]} == versions


def test_every_document_that_is_held_stands_in_the_readmes_table(corpus_folder):
    rows = [line for line in README.splitlines() if line.startswith("| ")]
    assert len(rows) - 1 == len(list_documents(corpus_folder))  # and the line of headings


def test_suffixes_that_the_readme_promises_are_read():
    promised = re.findall(r"# ((?:\.\w+ ?)+)", README)[0].split()
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "corpus" / "readers").glob("*.py"))
    assert promised
    assert all(f'"{suffix}"' in source for suffix in promised)


def test_functions_that_are_named_exist():
    module, name = re.search(r"`(corpus\.\w+)\.(\w+)`", CONTRIBUTING).groups()
    assert hasattr(importlib.import_module(module), name)


def test_the_tests_that_contributing_promises_exist():
    for name in re.findall(r"`(tests/\w+\.py)`", CONTRIBUTING):
        assert (ROOT / name).exists()
