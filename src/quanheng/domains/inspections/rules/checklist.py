"""Checklists 检查表: what an answer may be, when it means a problem, and what is still open.

>>> licence = Question(1, "是否取得许可", "《食品安全法》第三十五条", AnswerKind.YES_NO, ("no",))
>>> is_problem(licence, "no"), is_problem(licence, "na")
(True, False)
>>> cold = Question(2, "冷藏温度（℃）", "", AnswerKind.NUMBER, high=Decimal(8))
>>> is_problem(cold, "8"), is_problem(cold, "8.5")
(False, True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from quanheng.kernel.refusal import Refused

LONGEST = 2000


class AnswerKind(StrEnum):
    """What an answer looks like 答案形式."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"


class YesNo(StrEnum):
    """The answers of a yes-or-no question 是否题答案; ``na`` is 合理缺项."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


YES_NO_SAYS = {YesNo.YES: "是", YesNo.NO: "否", YesNo.NOT_APPLICABLE: "不适用"}


class Grade(StrEnum):
    """How much a problem weighs 问题程度: an ordinary point 一般项目 or a key point 重点项目."""

    GENERAL = "general"
    MAJOR = "major"


class BadAnswer(Refused):
    """The answer does not fit the question 答案不符合要求."""


class QuestionsOpen(Refused):
    """Questions are not answered yet 检查表尚未填完."""


@dataclass(frozen=True)
class Question:
    """One point of a checklist 检查要点.

    A yes-or-no answer in ``problem_on`` means a problem; so does a number below ``low`` or above ``high``;
    a text never does. ``code`` is the result code a problem leads to.
    """

    number: int
    text: str
    article: str
    kind: AnswerKind
    problem_on: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    required: bool = True
    code: str = "D"
    grade: Grade = Grade.GENERAL


@dataclass(frozen=True)
class Given:
    """An answer given: its value, the officer's note, and whether the business mended it on the spot."""

    value: str
    note: str = ""
    corrected: bool = False


def normal_value(question: Question, value: str) -> str:
    """Return the value as it is stored. Raises ``BadAnswer`` if it does not fit the question.

    An empty value takes the answer back.
    """
    text = value.strip()
    if len(text) > LONGEST:
        raise BadAnswer(f"第{question.number}题的内容超过{LONGEST}字", field="value")
    if not text or question.kind is AnswerKind.TEXT:
        return text
    if question.kind is AnswerKind.YES_NO:
        if text not in set(YesNo):
            raise BadAnswer(f"第{question.number}题只能答是、否或者不适用", field="value")
        return text
    return format(_number(question, text), "f")


def _number(question: Question, text: str) -> Decimal:
    try:
        number = Decimal(text.replace("．", "."))
    except InvalidOperation as fault:
        raise BadAnswer(f"第{question.number}题要填数字，写的是“{text[:20]}”", field="value") from fault
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        raise BadAnswer(f"第{question.number}题的数字超出范围", field="value")
    return number


def spoken_value(value: str) -> str:
    """A (normal) value as a screen shows it: 是, 否, 不适用, or what was typed."""
    return YES_NO_SAYS[YesNo(value)] if value in set(YesNo) else value


def is_problem(question: Question, value: str) -> bool:
    """Whether this (normal) value means that a problem was found."""
    if not value or question.kind is AnswerKind.TEXT:
        return False
    if question.kind is AnswerKind.YES_NO:
        return value in question.problem_on
    number = Decimal(value)
    too_low = question.low is not None and number < question.low
    return too_low or (question.high is not None and number > question.high)


def check_complete(questions: Iterable[Question], answers: Mapping[int, Given]) -> None:
    """Raise ``QuestionsOpen`` unless required questions are answered and every problem is described.

    ``answers`` maps a question's number to its answer.
    """
    questions = list(questions)
    unanswered = [q.number for q in questions if q.required and not answers.get(q.number, Given("")).value]
    if unanswered:
        raise QuestionsOpen(
            f"检查表还有{len(unanswered)}题没有填：第{_listed(unanswered)}题",
            instead="请逐题填写；确实不涉及的，答“不适用”",
        )
    undescribed = [
        q.number
        for q in questions
        if is_problem(q, answers.get(q.number, Given("")).value) and not answers[q.number].note.strip()
    ]
    if undescribed:
        raise QuestionsOpen(
            f"第{_listed(undescribed)}题发现问题，但没有写明情况", instead="请写明发现的问题，必要时拍照"
        )


def _listed(numbers: list[int]) -> str:
    return "、".join(str(number) for number in numbers[:8]) + ("等" if len(numbers) > 8 else "")
