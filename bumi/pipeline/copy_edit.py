"""Copy editing: a draft with every safe fix of the checks made, as a copy editor does before anybody else reads."""

from bumi.brief import Brief
from bumi.checks import fix
from bumi.piece import Draft

__all__ = ["copy_edited"]


def copy_edited(draft: Draft, brief: Brief) -> Draft:
    """Return `draft` with safe fixes made in every field, its sources still word for word what stands there."""
    texts, sources = draft.fields.texts(), []
    for source in draft.sources:
        mended = fix(source.text, source.field, brief)
        texts[source.field] = texts[source.field].replace(source.text, mended, 1)
        sources.append(source.model_copy(update={"text": mended}))
    for field in ("kicker", "headline", "caption"):
        texts[field] = fix(texts[field], field, brief)
    fields = draft.fields.model_copy(update={name: text for name, text in texts.items() if name != "hashtags"})
    return draft.model_copy(update={"fields": fields, "sources": tuple(sources)})
