"""Everything the store holds about one person, table by table, for them to take away; secrets are left out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from trainer.store.result_table import ResultRecord
from trainer.store.tables import DisagreementRecord, ModelCallRecord, NoteRecord, PracticeRecord, RatingRecord, TurnRecord
from trainer.store.team_tables import (
    AccountRecord,
    AssigneeRecord,
    AssignmentRecord,
    AuditRecord,
    InviteRecord,
    MembershipRecord,
    OwnFileRecord,
    OwnFileVersionRecord,
    PersonRecord,
    ReviewCommentRecord,
    ReviewDraftRecord,
    ReviewRecord,
    SignInRecord,
)

SECRET = frozenset({"password_hash", "id_hash", "token_hash"})


class Personal:
    """Reading about one person, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._s = session

    def about(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Table → rows that are about this person or by them."""
        talks = select(PracticeRecord.id).where(PracticeRecord.person_id == person_id)
        assigned = select(AssigneeRecord.assignment_id).where(AssigneeRecord.person_id == person_id)
        email = select(PersonRecord.email).where(PersonRecord.id == person_id).scalar_subquery()
        which = {
            PersonRecord: PersonRecord.id == person_id,
            AccountRecord: AccountRecord.person_id == person_id,
            MembershipRecord: MembershipRecord.person_id == person_id,
            SignInRecord: SignInRecord.person_id == person_id,
            InviteRecord: or_(InviteRecord.person_id == person_id, InviteRecord.invited_by == person_id, InviteRecord.email == email),
            PracticeRecord: PracticeRecord.person_id == person_id,
            TurnRecord: TurnRecord.practice_id.in_(talks),
            RatingRecord: or_(RatingRecord.practice_id.in_(talks), RatingRecord.scorer == f"reviewer:{person_id}"),
            ResultRecord: ResultRecord.practice_id.in_(talks),
            NoteRecord: NoteRecord.person_id == person_id,
            DisagreementRecord: DisagreementRecord.person_id == person_id,
            ModelCallRecord: ModelCallRecord.practice_id.in_(talks),
            ReviewRecord: or_(ReviewRecord.practice_id.in_(talks), ReviewRecord.reviewer_id == person_id),
            ReviewDraftRecord: ReviewDraftRecord.reviewer_id == person_id,
            ReviewCommentRecord: or_(ReviewCommentRecord.practice_id.in_(talks), ReviewCommentRecord.author_id == person_id),
            AssignmentRecord: or_(AssignmentRecord.created_by == person_id, AssignmentRecord.id.in_(assigned)),
            AssigneeRecord: AssigneeRecord.person_id == person_id,
            OwnFileRecord: OwnFileRecord.created_by == person_id,
            OwnFileVersionRecord: OwnFileVersionRecord.author_id == person_id,
            AuditRecord: or_(AuditRecord.person_id == person_id, AuditRecord.subject_id == person_id),
        }
        out: dict[str, list[dict[str, Any]]] = {}
        for table, condition in which.items():
            columns = [c for c in table.__table__.columns if c.name not in SECRET]
            rows = self._s.execute(select(*columns).where(condition).order_by(*table.__table__.primary_key.columns))
            out[table.__tablename__] = [dict(zip((c.name for c in columns), row, strict=True)) for row in rows]
        return out
