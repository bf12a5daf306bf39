"""The file of an installation's messengers, and where their tokens are."""

from pathlib import Path

import pytest

from bumi.errors import BadInput
from bumi.messengers import Messenger, Post
from bumi.messengers.opening import BOTS, open_messengers
from bumi.messengers.stand_in import StandIn
from bumi.settings import Settings
from bumi.words import MESSENGERS, Channel

TOKEN = "123:Token-of_a.bot"


def opened(folder: Path, text: str) -> dict[Channel, Messenger]:
    path = folder / "channels.yaml"
    path.write_text(text, "utf-8")
    return open_messengers(Settings(_env_file=None, channels=path))


def problems(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as told:
        opened(folder, text)
    return told.value.problems


def test_without_a_file_nothing_is_sent() -> None:
    assert open_messengers(Settings(_env_file=None)) == {}


def test_there_is_a_bot_for_each_messenger() -> None:
    assert tuple(BOTS) == MESSENGERS


def test_every_messenger_is_opened_by_either_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BALE", "EITAA", "RUBIKA", "SOROUSH", "TELEGRAM"):
        monkeypatch.setenv(f"BUMI_{name}_TOKEN", TOKEN)
    names = ("bale", "ایتا", "روبیکا", "سروش‌پلاس", "telegram")
    found = opened(tmp_path, "".join(f"{name}:\n  chat: c0{number}\n" for number, name in enumerate(names)))
    assert {channel: messenger.chat for channel, messenger in found.items()} == {
        Channel.BALE: "c00",
        Channel.EITAA: "c01",
        Channel.RUBIKA: "c02",
        Channel.SOROUSH: "c03",
        Channel.TELEGRAM: "c04",
    }
    assert all(messenger.channel is channel for channel, messenger in found.items())


def test_an_address_of_its_own_is_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_BALE_TOKEN", f" {TOKEN}\n")
    with StandIn(Channel.BALE, TOKEN, "@news") as server:
        (messenger,) = opened(tmp_path, f'bale:\n  chat: "@news"\n  url: {server.url}/\n  silence: 5\n').values()
        messenger.post(Post("متن"))
        assert [entry.text for entry in server.shown()] == ["متن"]


def test_a_credential_of_systemd_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_BALE_TOKEN", "another")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "bale-token").write_text(f"{TOKEN}\n")
    with StandIn(Channel.BALE, TOKEN, "@news") as server:
        (messenger,) = opened(tmp_path, f'bale:\n  chat: "@news"\n  url: {server.url}\n').values()
        assert messenger.probe() == "bumi_bot"


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_EITAA_TOKEN", "has spaces/in it")
    monkeypatch.setenv("BUMI_RUBIKA_TOKEN", TOKEN)
    told = problems(
        tmp_path,
        "واتساپ:\n  chat: x\ninstagram:\n  chat: x\nbale:\n  chat: x\nایتا:\n  chat: x\n"
        "rubika:\n  url: ftp://x\n  silence: خیلی\n  token: x\n",
    )
    assert [sentence.partition("؛")[0] for sentence in told] == [
        "channels.yaml: کانال «واتساپ» شناخته نیست",
        "channels.yaml: «اینستاگرام» ربات ندارد",
        "channels.yaml: «بله» توکن ندارد",
        "channels.yaml: توکن «ایتا» درست نیست",
        *(sentence.partition("؛")[0] for sentence in told[4:]),
    ]
    rubika = told[4:]
    assert len(rubika) == 4 and all("rubika" in sentence for sentence in rubika)
    assert "BUMI_BALE_TOKEN" in told[2] and "has spaces" not in "".join(told)


@pytest.mark.parametrize("text", ["- bale\n", "bale\n", "bale:\n  chat: x\n---\nbale:\n  chat: y\n", "bale: x\n"])
def test_what_is_no_list_of_channels_is_refused(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_BALE_TOKEN", TOKEN)
    (problem,) = problems(tmp_path, text)
    assert problem.startswith("channels.yaml: ")


def test_a_channel_under_both_its_names_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_BALE_TOKEN", TOKEN)
    assert problems(tmp_path, "bale:\n  chat: x\nبله:\n  chat: y\n") == (
        "channels.yaml: «بله» دو بار آمده است؛ یکی را بردارید",
    )


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.yaml"):
        open_messengers(Settings(_env_file=None, channels=tmp_path / "nowhere.yaml"))
