"""The marks of the live picture."""

from console.model.marks import forecast, limit_s, limits_of, marks_met_by, marks_of

__all__ = ["forecast", "limit_s", "limits_of", "marks_met_by", "marks_of"]
