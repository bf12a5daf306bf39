"""What moves in a film, and what never does."""

from itertools import accumulate, islice, pairwise

from PIL import ImageChops, ImageStat

from bumi.cards.film.frames import frames_of
from bumi.cards.layout import lay_out
from bumi.cards.sizes import Size
from tests.cards.film.stage import SMALL, film
from tests.cards.samples import photo


def test_the_picture_grows_behind_letters_that_stand_still() -> None:
    for made in (film(), film("feature", photo=photo())):
        first, *_, later = islice(frames_of(made, SMALL), int(made.scenes[0].seconds * SMALL.rate))
        differs = ImageChops.difference(first, later).convert("L")
        scale = SMALL.width / Size.STORY.width
        boxes = [ink.box for ink in lay_out(made.scenes[0].card, Size.STORY, made.kit).inks() if ink.text == "headline"]
        assert boxes and differs.crop((0, 0, SMALL.width, 400)).getbbox()
        for box in boxes:
            left, top, right, bottom = (int(edge * scale) for edge in box)
            assert not differs.crop((left, top, right, bottom)).getbbox()


def test_beside_a_danger_all_frames_of_a_scene_are_equal() -> None:
    made = film("notice", urgency="crisis")
    shown = list(frames_of(made, SMALL))
    begins = [0.0, *accumulate(scene.seconds for scene in made.scenes)]
    for begin, end in pairwise(begins):
        inside = [frame for number, frame in enumerate(shown) if begin + 0.5 <= number / SMALL.rate < end]
        assert len(inside) > 4 and len({frame.tobytes() for frame in inside}) == 1


def test_scenes_fade_into_one_another_and_the_first_frame_has_the_whole_headline() -> None:
    made = film("notice", urgency="crisis")
    shown = list(frames_of(made, SMALL))
    cut = next(number for number in range(len(shown)) if number / SMALL.rate >= made.scenes[0].seconds)
    steps = [
        ImageStat.Stat(ImageChops.difference(one, other).convert("L")).mean[0]
        for one, other in zip(shown[cut - 2 : cut + 3], shown[cut - 1 : cut + 4], strict=True)
    ]
    assert steps[0] == 0 and sum(step > 0 for step in steps) >= 2
    assert shown[0].tobytes() == shown[1].tobytes()


def test_the_same_frames_come_each_time() -> None:
    one, same = ([each.tobytes() for each in islice(frames_of(film(), SMALL), 2)] for _ in range(2))
    assert one == same
