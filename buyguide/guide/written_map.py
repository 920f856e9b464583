"""What every map that an editor writes has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from buyguide.guide.written_fields import FindingId, Line


class Written(BaseModel):
    """A map an editor writes; a key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    silence: dict[FindingId, Line] = {}
