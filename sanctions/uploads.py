"""Files handed in, read as text: UTF-8 or what Chinese Windows writes."""

from domain.acts import Upload
from domain.messages import Words, msg
from domain.refusals import refuse

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(upload: Upload, limit: int, field: str, *, label: Words) -> str:
    """The text of a file in UTF-8 (with or without a mark) or GB18030, line breaks as they are.

    `limit` is in bytes. Refused, naming neither name nor content: ``file.too_large``, ``file.not_text``.
    """
    if len(upload.data) > limit:
        raise refuse(
            "file.too_large",
            msg("{field}: the file is larger than {limit} KiB.", field=label, limit=limit // 1024),
            field=field,
        )
    if not upload.data.startswith(_UTF16) and b"\x00" not in upload.data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                # GB18030 has a form of the mark too, and no codec of its own that takes it off.
                return upload.data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError:
                continue
    # Outside the loop: the decoder's own error would carry the bytes along.
    raise refuse(
        "file.not_text",
        msg("{field}: the file is neither UTF-8 nor GB18030 text. Save it as one of these.", field=label),
        field=field,
    )
