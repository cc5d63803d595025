"""Record kind `certification`: a certificate of the management system, issued by somebody else."""

from typing import Annotated, Literal

from aimslint.records.envelope import ResultRecord
from aimslint.records.fields import Day, PastDay, Text, about, ref


class Certification(ResultRecord):
    """A certificate: who issued it, for what, until when, and when the next surveillance is due."""

    plural = "certifications"
    act_date = "issued_on"

    kind: Literal["certification"]
    supersedes: Annotated[str, ref("certification", back="superseded_by")] | None = about("The one it replaces.")
    body_name: Text | None = about("Who issued it.")
    standard: Text | None = about("The standard and edition.")
    scope: Text | None = about("What the certificate covers.")
    certificate_number: Text | None = about("Its number.")
    issued_on: PastDay | None = about("When it was issued.")
    expires: Day | None = about("When it ends.")
    last_surveillance: PastDay | None = about("When the last surveillance audit was held.", progress=True)
    next_surveillance: Day | None = about("When the next one is due.", progress=True)
