"""Acts on the keys by which operators log in over a secure line (登录公钥)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

_NAME = Field("name", msg("Full name"), required=True, positional=True, limit=60, source="operators")

OPERATOR_ADD_KEY = Act(
    "operator.add-key",
    msg("Register a login key"),
    _NAME,
    Field("file", msg("Public key"), "file", required=True, positional=True, help=msg("The .pub file of ssh-keygen.")),
    commands=("operator key add",),
    help=msg("Whoever has the private half logs in over SSH as this operator, and gets no shell."),
)

OPERATOR_REMOVE_KEY = Act(
    "operator.remove-key",
    msg("Remove a login key"),
    _NAME,
    Field("fingerprint", msg("Fingerprint"), required=True, positional=True, limit=60),
    Field("reason", msg("Reason"), "text", limit=LONG),
    commands=("operator key remove",),
    help=msg("Nobody logs in with it any more."),
)
