"""Publishing: renders pages, lists and feeds, and delivers them to a folder or an S3 bucket.

A reader of this package starts at `publish.py`.
"""

from bumi.publishing.keys import page_key, public_url, story_key
from bumi.publishing.objects import font, story_script, stylesheet
from bumi.publishing.outcomes import PublishOutcome
from bumi.publishing.pages import story_page
from bumi.publishing.pictures import cover, gallery_of, renditions, widest
from bumi.publishing.publish import publish_due, publish_lists, what_is_due
from bumi.publishing.render import clean
from bumi.publishing.verify import rebuild_site, verify_site

__all__ = [
    "PublishOutcome",
    "clean",
    "cover",
    "font",
    "gallery_of",
    "page_key",
    "public_url",
    "publish_due",
    "publish_lists",
    "rebuild_site",
    "renditions",
    "story_key",
    "story_page",
    "story_script",
    "stylesheet",
    "verify_site",
    "what_is_due",
    "widest",
]
