"""Runs: what dead runs held is released, what living runs hold is not."""

from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, publication
from bumi.newsroom.publication.ledger import PutOutcome
from bumi.publishing.maintenance import maintain
from bumi.publishing.objects import text_object
from bumi.publishing.run import publish_run
from bumi.settings import Settings
from bumi.storage import Storage
from tests.newsroom.stage import due_ids
from tests.publishing.stage import NOW, Desk


def test_only_the_living_keep_what_they_hold(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    numbers = {name: desk.approve(f"خبر {name}") for name in ("alive", "dead")}
    with newsroom.session() as session:
        for name, number in numbers.items():
            publication.begin(session, piece(session, number), NOW, name)
            ledger.want(session, [text_object(f"{name}.html", "x").wanted("first")], name)
    with newsroom.present("alive"), publish_run(newsroom, place, settings, NOW) as run:
        with newsroom.session() as session:
            assert due_ids(session, NOW) == [numbers["dead"]]
            outcomes = {key: row.outcome for key, row in ledger.recorded(session).items()}
        assert outcomes == {"alive.html": PutOutcome.PUTTING, "dead.html": PutOutcome.UNKNOWN}
        assert newsroom.is_present(run.name)
    assert not newsroom.is_present(run.name)


def test_every_run_has_a_name_of_its_own(newsroom: Newsroom, place: Storage, settings: Settings) -> None:
    with publish_run(newsroom, place, settings, NOW) as one, publish_run(newsroom, place, settings, NOW) as other:
        assert one.name != other.name


def test_a_running_run_frees_what_a_dead_one_holds(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    with publish_run(newsroom, place, settings, NOW) as run:
        number = desk.approve()
        with newsroom.session() as session:  # a run that begins later, and dies
            publication.begin(session, piece(session, number), NOW, "dead")
            assert due_ids(session, NOW) == []
        maintain(run)
        with newsroom.session() as session:
            assert due_ids(session, NOW) == [number]
