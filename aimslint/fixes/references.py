"""Names of other records, of controls and of files, where exactly one can be meant."""

from aimslint.fixes._spot import Spot
from aimslint.model import Fix
from aimslint.records.shape import Reference
from aimslint.suggest import is_slip_of


def broken_ref(spot: Spot) -> Fix | None:
    """A misspelt id becomes the one id of the right kind that it can be a slip of."""
    scalar, type_ = spot.scalar(), spot.type
    if scalar is None or not spot.meant or not isinstance(type_, Reference):
        return None
    known = {item.id for kind in type_.kinds for item in spot.aims.items.get(kind, ()) if item.id}
    meant = is_slip_of(scalar.text, known)
    return spot.instead(meant) if meant == spot.meant else None


def owner_not_a_role(spot: Spot) -> Fix | None:
    """A misspelt role becomes the right one, and the name of a person the one role that the person holds."""
    role = spot.draft.values.get("role")
    return spot.instead(role) if role else broken_ref(spot)


def unknown_control_id(spot: Spot) -> Fix | None:
    """A wrong id that is known becomes the right one; a misspelt one that which it can be a slip of."""
    if right := spot.draft.values.get("right"):
        return spot.instead(right)
    scalar = spot.scalar()
    if scalar is None or not spot.meant:
        return None
    prefix = spot.meant.rpartition(":")[0]
    wanted = (prefix or spot.aims.primary, "own")
    ids = [item.data["id"] for item in spot.aims.items.get("requirement", ()) if item.data["pack"] in wanted]
    return spot.instead(spot.meant) if is_slip_of(scalar.text.rpartition(":")[2], ids) else None


def ambiguous_standard_ref(spot: Spot) -> Fix | None:
    """A bare id that several packs have gets the name of the pack that it means."""
    return spot.instead(spot.draft.values["right"])


def bad_path(spot: Spot) -> Fix | None:
    """Backslashes become slashes; a path of one computer or network stays."""
    scalar = spot.scalar()
    if scalar is None or "\\" not in scalar.text or scalar.text.startswith("\\\\") or ":" in scalar.text:
        return None
    return spot.instead(scalar.text.replace("\\", "/"))


def bad_link(spot: Spot) -> Fix | None:
    """A host name that begins with `www.` gets the beginning of a web address."""
    scalar = spot.scalar()
    if scalar is None or not scalar.text.startswith("www.") or any(each.isspace() for each in scalar.text):
        return None
    return spot.instead("https://" + scalar.text)


def missing_evidence_file(spot: Spot) -> Fix | None:
    """A path in the wrong letter case is spelled as the file is."""
    scalar = spot.scalar()
    if scalar is None:
        return None
    path = scalar.text
    root = spot.aims.root + "/" if spot.aims.root and not path.startswith("/") else ""
    there = spot.aims.tree.similar(root + path.removeprefix("/"))
    if there is None or not there.startswith(root):
        return None
    return spot.instead(("/" if path.startswith("/") else "") + there[len(root) :])
