"""The nightly flow: what is no longer kept goes, and what is lost is named in its table."""

from datetime import timedelta

from bumi.flows.tidying import tidying
from bumi.newsroom.accounts.sign_in import SignInOutcome, attempts, note_attempt
from bumi.newsroom.database import newsroom_of
from bumi.newsroom.media.store import key_of
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import MediaFile, SignInAttempt
from bumi.persian.calendar import now
from bumi.pipeline.run_context import RunContext
from bumi.settings import Settings
from tests.flows.test_drafting import latest_table
from tests.newsroom.stage import person, reach


def test_old_sign_ins_go_and_a_lost_image_is_told(prefect: None, bench: RunContext) -> None:
    with newsroom_of(Settings()) as newsroom:
        with newsroom.session() as session:
            note_attempt(session, person(session, Role.EDITOR).name, SignInOutcome.WRONG, "127.0.0.1")
            session.get_one(SignInAttempt, attempts(session)[0].id).at = now() - timedelta(days=4000)
        assert tidying() == 0 and "| ورودهای کهنه که پاک شد | ۱ |" in latest_table("tidying")
        with newsroom.session() as session:
            assert not attempts(session)
            reach(session, State.SUBMITTED)
            kept = session.query(MediaFile).filter(MediaFile.data.is_(None)).first()
            assert kept
        newsroom.media.delete(key_of(kept.sha256))
    assert tidying() == 1 and kept.sha256 in latest_table("tidying")
