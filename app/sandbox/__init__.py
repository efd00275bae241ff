"""The sandbox issuer: throw-away keys that sign what anybody asks for, off by default."""

from app.sandbox.issuing import NotFoundInSandbox, RefusedBySandbox, Sandbox

__all__ = ["NotFoundInSandbox", "RefusedBySandbox", "Sandbox"]
