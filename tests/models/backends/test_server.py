"""Models behind a server: a server of ours that does what servers do when they are ill, and a real one."""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bumi.brief import Brief, Kind, read_briefs
from bumi.checks import check_fields
from bumi.errors import BadInput, NotAvailable
from bumi.finding import blocking
from bumi.models.backends import open_fallback, open_realiser
from bumi.models.backends.instruction import messages
from bumi.models.backends.server import ServerModel, ServerRealiser
from bumi.models.realiser import Nobody
from bumi.models.request import Request
from bumi.models.usage import tokens_generated
from bumi.models.weights.adapters import ADAPTER
from bumi.models.weights.loading import EMBEDDED, load
from bumi.models.whole.writer import WholeWriter
from bumi.models.writer import Writer
from bumi.persian.text import numbers
from bumi.piece import Draft
from bumi.settings import ROOT, Settings
from tests.models.backends.served import Reply, Served, said, serving
from tests.processes import until

REQUEST = Request.of(Kind.NOTICE, "body", {"topic": "قطع آب", "n1": "قطع آب زرند از ۸ تا ۱۴"}, ["n1"])
TRUE = "آب زرند از ساعت ۸ تا ۱۴ قطع است."
SECRET = "sk-very-secret-0123456789"


def realiser(served: Served, **how: Any) -> ServerRealiser:
    return ServerRealiser(served.url, "some-model", **{"count": 1, "retries": 1, **how})


def texts(asked: ServerRealiser, *requests: Request, seed: int = 1) -> list[list[str]]:
    return [[each.text for each in candidates] for candidates in asked.realise(requests or [REQUEST], seed)]


def problem(asked: ServerRealiser) -> str:
    with pytest.raises(NotAvailable) as raised:
        texts(asked)
    return str(raised.value)


def test_every_candidate_is_asked_for_with_a_seed_of_its_own() -> None:
    with serving(lambda number, question: said(f"آب زرند از ۸ تا ۱۴ قطع است{'!' * question['seed']}")) as served:
        asked = realiser(served, count=3)
        first, second = texts(asked, REQUEST, REQUEST), texts(asked, seed=2)
    assert [len(candidates) for candidates in first] == [3, 3]
    assert first[0] == first[1] and not set(first[0]) & set(second[0])
    assert all(question["model"] == "some-model" and "n" not in question for question in served.asked)
    assert all(question["messages"] == messages(REQUEST) for question in served.asked)


def test_equal_answers_are_one_candidate_and_no_request_is_no_work() -> None:
    with serving(lambda number, question: said(TRUE)) as served:
        assert texts(realiser(served, count=3)) == [[TRUE]]
        assert realiser(served).realise([], 1) == []


def test_tokens_that_a_server_says_it_generated_are_counted() -> None:
    before = tokens_generated()
    with serving(lambda number, question: said(TRUE, usage={"completion_tokens": 30})) as served:
        texts(realiser(served, count=3))
    assert tokens_generated() - before == 90


def test_a_server_that_fails_once_is_asked_again() -> None:
    with serving(lambda number, question: said(TRUE) if number else Reply("{}", 500)) as served:
        assert texts(realiser(served)) == [[TRUE]]
    assert len(served.asked) == 2


def test_the_time_a_busy_server_names_is_waited() -> None:
    busy = Reply("{}", 429, {"Retry-After": "1"})
    with serving(lambda number, question: said(TRUE) if number else busy) as served:
        assert texts(realiser(served)) == [[TRUE]]
    assert served.times[1] - served.times[0] >= 1


def test_a_question_without_an_answer_is_given_up_and_asked_again() -> None:
    def answer(number: int, question: dict[str, Any]) -> Reply:
        if number == 0:
            served.released.wait()
        return said(TRUE)

    with serving(answer) as served:
        assert texts(realiser(served, timeout_s=3)) == [[TRUE]]


def test_a_server_that_never_answers_is_not_available() -> None:
    def answer(number: int, question: dict[str, Any]) -> Reply:
        served.released.wait()
        return said(TRUE)

    with serving(answer) as served:
        told = problem(realiser(served, timeout_s=0.2))
        assert f"{served.url} پاسخ نمی‌دهد (۲ بار، هر بار تا ۰.۲ ثانیه)" in told
    until(lambda: len(served.asked) == 2)


def test_no_server_is_not_available_and_its_password_is_not_told() -> None:
    with socket.socket() as bound:  # bound and not listening: the port is nobody's
        bound.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{bound.getsockname()[1]}/v1"
        told = problem(ServerRealiser(f"http://bumi:hidden@{where}", "some-model", count=1, retries=0))
    assert where in told and "hidden" not in told


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "BUMI_MODEL_KEY را درست کنید"),
        (403, "BUMI_MODEL_KEY را درست کنید"),
        (404, "مدل «some-model» را ندارد"),
        (400, "خطای ۴۰۰"),
    ],
)
def test_what_the_server_refuses_is_asked_once_and_told_with_the_remedy(status: int, remedy: str) -> None:
    with serving(lambda number, question: Reply("{}", status)) as served:
        assert remedy in problem(realiser(served))
    assert len(served.asked) == 1


def test_the_key_comes_from_the_environment_and_goes_nowhere_but_to_the_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("BUMI_MODEL_KEY", f"{SECRET}\n")
    monkeypatch.setenv("OPENAI_API_KEY", "of another service")
    caplog.set_level(logging.DEBUG)
    echo = Reply(json.dumps({"error": {"message": f"Incorrect API key: {SECRET}"}}), 401)
    with serving(lambda number, question: echo) as served:
        asked = realiser(served)
        assert SECRET not in problem(asked) + repr(vars(asked))
    assert served.keys == [f"Bearer {SECRET}"]
    assert served.url in caplog.text and SECRET not in caplog.text


@pytest.mark.parametrize("key", ["sk-ابجد", "sk-1\nsk-2"])
def test_a_key_that_no_server_can_read_is_refused_and_not_told(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("BUMI_MODEL_KEY", key)
    with pytest.raises(BadInput) as raised:
        ServerRealiser("http://127.0.0.1:9/v1", "some-model")
    assert "BUMI_MODEL_KEY" in str(raised.value) and key not in str(raised.value)


def test_several_questions_are_open_at_once_and_never_too_many() -> None:
    together, lock = threading.Barrier(3, timeout=120), threading.Lock()
    now, most = 0, 0

    def answer(number: int, question: dict[str, Any]) -> Reply:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        together.wait()
        with lock:
            now -= 1
        return said(TRUE)

    with serving(answer) as served:
        assert texts(realiser(served, count=6, parallel=3), REQUEST, REQUEST) == [[TRUE], [TRUE]]
    assert most == 3


def test_the_settings_name_a_server_and_how_many_questions_of_a_piece_it_is_asked_at_once() -> None:
    together = threading.Barrier(6, timeout=120)  # fewer at once would break it

    def answer(number: int, question: dict[str, Any]) -> Reply:
        together.wait()
        return said(TRUE)

    with serving(answer) as served:
        ours = Settings(model="Qwen/Qwen3-14B", model_url=served.url, model_parallel=6)
        assert open_realiser(ours).realise([REQUEST, REQUEST, REQUEST], 1)
    assert {question["model"] for question in served.asked} == {"Qwen/Qwen3-14B"} and len(served.asked) == 12


def test_a_server_and_a_model_of_this_machine_contradict_each_other() -> None:
    with pytest.raises(BadInput, match=r"BUMI_MODEL_URL.*«embedded»"):
        open_realiser(Settings(model_url="http://127.0.0.1:9/v1"))
    assert isinstance(open_fallback(Settings(model="m", model_url="http://127.0.0.1:9/v1", cache=Path("none"))), Nobody)


@pytest.mark.parametrize(
    "reply",
    [
        Reply("<html>Welcome</html>", type="text/html"),
        Reply("no JSON at all"),
        Reply("{}"),
        Reply('{"choices": []}'),
        Reply('{"choices": [{"text": "another API"}]}'),
        Reply("[1, 2]"),
    ],
)
def test_what_is_no_such_server_is_told(reply: Reply) -> None:
    with serving(lambda number, question: reply) as served:
        assert "سازگار با OpenAI نیست" in problem(realiser(served))


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (f"  {TRUE}\n\nاین جمله کوتاه است.", TRUE),
        (f"**{TRUE}**", TRUE),
        (f"# {TRUE}", TRUE),
        (f"=> `{TRUE}`", TRUE),
        (f"**متن:** «{TRUE}»", TRUE),
        (f'"{TRUE}" ✨', TRUE),
        (f"<think>۸ یا ۹؟\nبگذار ببینم</think>\n\n{TRUE}", TRUE),
        ("آب زرند از ساعت 8 تا ١٤ قطع است.", TRUE),
        ("آب زرند  از ساعت ۸ تا ۱۴ قطع است.".replace("ی", "ي"), TRUE),
    ],
)
def test_answers_are_cleaned(answer: str, text: str) -> None:
    with serving(lambda number, question: said(answer)) as served:
        assert texts(realiser(served)) == [[text]]


def test_a_code_to_dial_is_no_markup() -> None:
    request = Request.of(Kind.NOTICE, "body", {"topic": "اشتراک", "n1": "کد *۷۷۰#"}, ["n1"])
    with serving(lambda number, question: said("مشترکان کد *۷۷۰# را بگیرند.")) as served:
        assert texts(realiser(served), request) == [["مشترکان کد *۷۷۰# را بگیرند."]]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        "***",
        "آب زرند از ساعت ۸ تا ۱۵ قطع است.",
        "آب زرند چهار ساعت قطع است.",
        "آب زرند یکشنبه قطع است.",
        "آب Zarand از ۸ تا ۱۴ قطع است.",
        "آب زرند از ۸ تا ۱۴ школа قطع است.",
        "مدیر آب گفت: «آب قطع است».",
        'مدیر آب گفت: "آب قطع است" و رفت.',
        "آب زرند «قطع است.",
    ],
)
def test_what_is_not_true_to_the_request_is_dropped(answer: str | None) -> None:
    with serving(lambda number, question: said(answer)) as served:
        assert texts(realiser(served)) == [[]]


def test_of_an_answer_cut_off_only_a_finished_line_stays() -> None:
    cut = ["آب زرند از ساعت ۸", f"{TRUE}\nاین جمله", "<think>۸ یا"]
    with serving(lambda number, question: said(cut[number], "length")) as served:
        assert texts(realiser(served, count=3, parallel=1)) == [[TRUE]]


@pytest.fixture(scope="module")
def transformers_serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The embedded writer behind the server of transformers, as (url, name).

    Its chat template gives it the last message alone.
    """
    if not (Settings().cache / "models" / EMBEDDED / "config.json").exists():
        pytest.skip("real part missing: the embedded model is not converted")
    folder = tmp_path_factory.mktemp("served")
    model, tokenizer = load(Settings().cache / "models" / EMBEDDED, ADAPTER)
    tokenizer.chat_template = "{{ bos_token }}{{ messages[-1]['content'] }}"
    model.generation_config.do_sample = True
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder)]
    command += ["--device", "cpu", "--host", "127.0.0.1", "--port", "0"]
    quiet = {**os.environ, "OMP_NUM_THREADS": "1"}  # two threads of a small model wait for each other
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=quiet) as server:
        assert server.stderr
        try:
            told = next((line for line in server.stderr if "running on" in line), "")
            yield f"{told.partition('running on ')[2].partition(' ')[0]}/v1", str(folder)
        finally:
            server.terminate()


def test_a_real_server_writes_a_true_draft(transformers_serve: tuple[str, str]) -> None:
    (brief,) = read_briefs(ROOT / "briefs" / "06-water-cut-rafsanjan.yaml")
    served = ServerRealiser(*transformers_serve, count=1, timeout_s=240, tokens=80)
    (draft,) = Writer(served).draft([brief], seed=1)
    assert_true(draft, brief)
    assert not all(source.plain for source in draft.sources if source.notes)
    assert (draft.model.name, draft.model.adapter) == (served.name, "")


def test_a_real_server_that_cannot_write_whole_pieces_costs_nothing(transformers_serve: tuple[str, str]) -> None:
    (brief,) = read_briefs(ROOT / "briefs" / "06-water-cut-rafsanjan.yaml")
    model = ServerModel(*transformers_serve, timeout_s=240, tokens=120)
    (draft,) = WholeWriter(model, lambda: Writer(Nobody())).draft([brief], seed=1)
    assert_true(draft, brief)
    assert draft.model.name.endswith(f"به جای {model.name}") or draft.model.name == model.name
    cited = {id_ for source in draft.sources for id_ in source.rests_on}
    assert cited >= {id_ for id_ in brief.parts() if id_.startswith("n")}


def assert_true(draft: Draft, brief: Brief) -> None:
    known = {value for _, _, value in numbers(brief.facts())}
    assert {value for text in draft.fields.texts().values() for _, _, value in numbers(text)} <= known
    assert not blocking(check_fields(draft.fields, brief, only=("numbers", "dates", "weekday", "quotes")))
