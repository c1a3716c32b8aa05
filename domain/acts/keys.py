"""Acts on the agency's signing keys (签名密钥): which public keys are its own, and which no longer are."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

KEY_ADD = Act(
    "key.add",
    msg("Register a signing key"),
    Field("file", msg("Public key"), "file", required=True, positional=True, help=msg("Ed25519, as PEM.")),
    Field("note", msg("Note"), "text", limit=LONG),
    help=msg("Keep a public key as the agency's own. The private half stays outside the database."),
)

KEY_RETIRE = Act(
    "key.retire",
    msg("Retire a signing key"),
    Field("fingerprint", msg("Fingerprint"), required=True, positional=True, limit=64),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Nothing is signed with it any more; what it signed before can still be checked."),
)
