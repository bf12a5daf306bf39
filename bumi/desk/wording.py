"""The desk's own words: names of fields, what was just done, and how long ago something was."""

from datetime import datetime, timedelta
from math import ceil

from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian

__all__ = ["FIELDS", "SAID", "ago", "duration", "in_seconds", "wait"]

FIELDS = {
    "kicker": "روتیتر",
    "headline": "تیتر",
    "lede": "لید",
    "body": "متن",
    "caption": "شرح",
    "hashtags": "برچسب‌ها",
}
"""The fields of a piece, in the order a reader meets them."""

SAID = {
    "approved": "تأیید شد.",
    "returned": "برای اصلاح برگردانده شد.",
    "discarded": "کنار گذاشته شد.",
    "withdrawn": "بازپس گرفته شد؛ صفحه‌اش این را به خوانندگان می‌گوید.",
    "cleared": "نگاه دوم ثبت شد.",
    "dismissed": "یافته نادیده گرفته شد.",
    "planned": "زمان‌ها ثبت شد.",
    "saved": "ویرایش ثبت شد و دوباره وارسی شد.",
    "published": "منتشر شد.",
    "submitted": "سفارش ثبت شد؛ پیش‌نویس آن نوشته می‌شود.",
    "kept": "پیش‌نویس سفارش نگه داشته شد.",
    "apart": "این سفارش در صفحه دیگری عوض، فرستاده یا دور ریخته شده بود؛ آنچه نوشته بودید اینجاست، سفارشی جداگانه.",
    "brought-back": "بازگردانده شد.",
    "again": "دوباره کوشیده می‌شود.",
    "restored": "بازگردانده شد و دوباره در راه بررسی است.",
    "forgotten": "نوشته ثبت‌نشده پاک شد.",
    "photo": "عکس افزوده شد.",
    "no-photo": "عکس برداشته شد.",
    "read": "متن خوانده شد؛ پیش از فرستادن همه بخش‌ها را ببینید.",
    "changed": "تغییر ثبت شد.",
    "started": "کارزار آغاز شد؛ هر مطلب به وقتش نوشته می‌شود.",
    "moved": "رویداد جابه‌جا شد و مطلب‌هایش از نو چیده شد.",
    "called-off": "رویداد لغو شد؛ آنچه منتشر نشده بود کنار رفت.",
    "written": "پیام نگه داشته شد؛ دبیر دیگری باید تأییدش کند.",
    "holds": "پیام تأیید شد و از اکنون همین برقرار است.",
    "notice": "اطلاعیه آماده است؛ بخوانید و تأیید کنید.",
    "taken-back": "اطلاعیه پس گرفته شد.",
    "renamed": "نشانی عوض شد؛ نشانی پیشین به همین مطلب می‌رسد.",
    "rolled-back": "متن پیشین بازگشت و تأیید شد.",
    "taken-down": "با تصویرهایش از سایت حذف شد.",
    "ended": "کلید از کار افتاد.",
    "out": "خارج شدید.",
    "joined": "خوش آمدید؛ گذرواژه شما ثبت شد.",
}
"""What a page says of what was just done; an address can ask for these and for nothing else."""

_UNITS = ((timedelta(days=1), "روز"), (timedelta(hours=1), "ساعت"), (timedelta(minutes=1), "دقیقه"))


def duration(length: timedelta) -> str:
    """Return e.g. «۳ ساعت», in the largest unit that it fills."""
    for unit, name in _UNITS:
        if length >= unit:
            return digits_to_persian(f"{length // unit} {name}")
    return "کمتر از یک دقیقه"


def ago(moment: datetime) -> str:
    """Return e.g. «۳ ساعت پیش», or «همین حالا»."""
    past = now() - moment
    return f"{duration(past)} پیش" if past >= timedelta(minutes=1) else "همین حالا"


def in_seconds(seconds: int) -> str:
    """Return e.g. «۸ ثانیه دیگر», or «۵ دقیقه دیگر» where it is more than a minute."""
    words = f"{seconds} ثانیه دیگر" if seconds <= 60 else f"{ceil(seconds / 60)} دقیقه دیگر"
    return digits_to_persian(words)


def wait(moment: datetime) -> str:
    """Return e.g. «۳ ساعت در انتظار»: how long something has waited."""
    return f"{duration(now() - moment)} در انتظار"
