"""What all tables share: names of constraints, the JSON column, times as fixed-width UTC text."""

from __future__ import annotations

from typing import Annotated, Any

from sqlalchemy import JSON, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

Key = Annotated[str, mapped_column(String(64))]
# Times are ISO text with milliseconds and offset, always the same width: they sort as text, on both databases.
When = Annotated[str, mapped_column(String(32))]
Long = Annotated[str, mapped_column(Text)]
Json = Annotated[Any, mapped_column(JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"))]

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """The parent of every table; its metadata is the schema that the migrations must arrive at."""

    metadata = MetaData(naming_convention=NAMES)
