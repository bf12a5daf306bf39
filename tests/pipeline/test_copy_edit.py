from bumi.brief import brief_from
from bumi.piece import Draft, Fields, ModelNote, Source
from bumi.pipeline.copy_edit import copy_edited

BRIEF = brief_from(
    {
        "kind": "notice",
        "topic": "قطع آب",
        "agency": "آبفا",
        "county": "بم",
        "axis": "خدمات",
        "notes": ["قطع آب 2 ساعت", "دانش آموزان"],
    },
    "سفارش",
)


def test_safe_fixes_are_made_and_sources_still_match() -> None:
    body = "آب 2 ساعت قطع ميشود.\n\nآب وصل می شود."
    sources = [
        Source(field="lede", text="آب قطع است.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
        Source(field="body", text="آب 2 ساعت قطع ميشود.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
        Source(field="body", text="آب وصل می شود.", rests_on=("n1",), notes=("قطع آب 2 ساعت",)),
    ]
    fields = Fields(kicker="آب", headline="آب قطع ميشود", lede="آب قطع است.", body=body, hashtags=("بم",))
    note = ModelNote(name="m", adapter="a", prompt="p", seed=1)
    edited = copy_edited(Draft(fields=fields, sources=tuple(sources), model=note), BRIEF)
    assert edited.fields.body == "آب ۲ ساعت قطع می‌شود.\n\nآب وصل می‌شود."
    assert edited.fields.headline == "آب قطع می‌شود"
    assert edited.fields.hashtags == ("بم",)
    assert all(source.text in edited.fields.texts()[source.field] for source in edited.sources)
