"""What `bumi intake` refuses to start with: another path than the form has, and a proxy that is everybody."""

import pytest

from bumi.errors import BadInput
from bumi.intake.serve import config, serve
from bumi.newsroom.database import Newsroom
from bumi.settings import Settings
from tests.intake.stage import Clock, new_intake


@pytest.mark.parametrize(
    "url", ["https://news.example.ir", "https://news.example.ir/ask/", "news.example.ir/ask", "/ask"]
)
def test_another_path_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="BUMI_INTAKE_URL"):
        serve(Settings(intake_url=url), "127.0.0.1", 0, lambda address: None)


@pytest.mark.parametrize("proxies", ["*", "0.0.0.0/0", "nginx"])
def test_a_proxy_that_is_everybody_is_refused(newsroom: Newsroom, clock: Clock, proxies: str) -> None:
    with pytest.raises(BadInput, match="BUMI_INTAKE_PROXIES"):
        config(new_intake(newsroom, Settings(intake_proxies=proxies), clock), "127.0.0.1", 0)
